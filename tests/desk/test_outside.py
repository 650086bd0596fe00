"""A secure message from both sides: the sender's pages, the mail as it leaves, the one page of whoever reads it."""

import logging
import re
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from kith.agencies import posting
from kith.agencies.posting import post
from kith.sharing.actions.write_outside import keep_outsider
from tests.agencies.test_mail import Postbox, delivered
from tests.agencies.test_mail import postbox as postbox  # a fixture
from tests.desk.test_accessibility import faults

CANARY = "CANARYWORDS she has moved to her aunt's"
SENT = {
    "to_organisation": "Elm Surgery",
    "to_name": "The practice nurse",
    "to_email": "nurse@elm.example",
    "channel": "telephone",
    "text": CANARY,
    "asks": "on",
    "domain": "social_care",
    "grade": "3",
    "days": "7",
    "why": "They hold her prescriptions.",
    "gateway": "own judgement",
}


def send(browser: Any, child: UUID, **other: str) -> Any:
    return browser("sara").post(reverse("write_outside", args=[child]), SENT | {"token": uuid4().hex} | other)


def link_in(box: Postbox) -> tuple[str, str]:
    """The link of the newest mail, and everything that the mail says."""
    delivered()
    whole = message_from_bytes(box.letters[-1].content)
    words = whole.get_payload(decode=True).decode() + str(whole.items())
    return re.search(r"https?://\S+", words)[0], words


@pytest.fixture
def outside() -> Client:
    """Somebody who is signed in nowhere."""
    return Client(raise_request_exception=False, headers={"host": "localhost"})


def test_from_sending_to_the_answer_on_the_record(browser, child, outside, postbox, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    shown = send(browser, child)
    assert shown.status_code == 200, shown.text
    code = re.search(r"\b(\d{4} \d{4})\b", shown.text)[1]
    one = re.search(r'href="(/people/[^"]+/messages/[^"]+/)"', shown.text)[1]
    page = browser("sara").get(one).text
    assert code not in page, "the code is shown once"
    assert f'{one}recall/"' in page and f"{one}record/" not in page
    link, mail = link_in(postbox)
    for word in ("CANARY", "Ada", "Marsh", str(child), code, code.replace(" ", "")):
        assert word not in mail, f"{word} stands in the mail"
    path = urlsplit(link).path
    assert "CANARY" not in outside.get(path).text
    assert "CANARY" not in outside.post(path, {"code": "0000 0000"}).text
    opened = outside.post(path, {"code": code})
    assert "CANARYWORDS" in opened.text and "no-store" in opened["Cache-Control"]
    answer = re.search(r'name="answer" value="([^"]+)"', opened.text)[1]
    assert "Your answer was sent" in outside.post(path, {"answer": answer, "words": "Changed."}).text
    assert outside.post(path, {"answer": answer, "words": "Changed."}).status_code == 422
    page = browser("sara").get(one).text
    assert "Changed." in page and f'{one}record/"' in page and f"{one}recall/" not in page
    assert browser("sara").post(one + "record/", {"sent": ""}).status_code == 302
    assert "Answer of Elm Surgery" in browser("sara").get(reverse("chronology", args=[child])).text
    assert "Elm Surgery" in browser("sara").get(reverse("left", args=[child])).text
    said = caplog.text
    assert "CANARY" not in said and answer not in said and code not in said


def test_a_text_message_brings_the_code_and_the_sender_never_sees_it(
    browser,
    child,
    outside,
    postbox,
    monkeypatch,
    tmp_path,
) -> None:
    monkeypatch.setattr(settings, "SMS_GATEWAY", "kith.sharing.texting.Folder")
    monkeypatch.setattr(settings, "SMS_FOLDER", str(tmp_path))
    shown = send(browser, child, channel="sms", to_number="07700 900123")
    assert shown.status_code == 302, shown.text
    link, _ = link_in(postbox)
    (file,) = Path(tmp_path).iterdir()
    text = file.read_text()
    assert "CANARY" not in text and "Ada" not in text and link not in text
    code = re.search(r"\d{4} \d{4}", text)[0]
    assert "CANARYWORDS" in outside.post(urlsplit(link).path, {"code": code}).text


def test_every_page_that_opens_nothing_is_the_same(browser, child, outside, postbox) -> None:
    """A link that nobody sent, a wrong code, one that was read: byte for byte, but for the form's own token."""
    shown = send(browser, child)
    code = re.search(r"\b(\d{4} \d{4})\b", shown.text)[1]
    path = urlsplit(link_in(postbox)[0]).path
    nobody = reverse("outside", args=["A" * 43])

    def said(where: str, typed: str) -> str:
        answer = outside.post(where, {"code": typed})
        return re.sub(r'(nonce|csrfmiddlewaretoken" value)="[^"]*"', "", answer.text).replace(where, "") + str(
            answer.status_code
        )

    typed = "1234 5678" if code != "1234 5678" else "8765 4321"
    never, guessed = said(nobody, typed), said(path, typed)
    outside.post(path, {"code": code})
    assert never == guessed == said(path, typed)
    assert outside.get(nobody).status_code == outside.get(path).status_code == 200


def test_an_organisation_on_kith_is_not_written_to(browser, child, postbox) -> None:
    answer = send(browser, child, to_organisation="Alder Road School")
    assert answer.status_code == 422 and "is on Kith" in answer.text and postbox.letters == []


def test_sent_twice_it_is_one_message_and_one_mail(browser, child, postbox) -> None:
    token = uuid4().hex
    send(browser, child, token=token)
    again = send(browser, child, token=token)
    assert again.status_code == 302
    delivered()
    assert len(postbox.letters) == 1


def test_a_known_organisation_brings_its_address_and_its_strongest_way(browser, town, child) -> None:
    with town.acting("governor"):
        made = keep_outsider(
            known=None, name="Elm Surgery", kind="general practice", email="known@elm.example", telephone="", mobile="",
            channels=["letter"],
        )  # fmt: skip
    page = browser("sara").get(reverse("write_outside", args=[child]), {"to": made}).text
    assert "known@elm.example" in page and "In a letter" in page and "I ring them" not in page
    listed = browser("governor").get(reverse("outside_organisations"))
    assert "Elm Surgery" in listed.text and "In a letter" in listed.text
    assert browser("sara").get(reverse("outside_organisations")).status_code == 404


def test_both_browsers(desk: Any, chromium: Any, town: Any, child: UUID, postbox, monkeypatch) -> None:
    """The journey: a social worker writes, whoever reads it opens it in a browser of their own, and it was read."""
    monkeypatch.setattr(posting, "post", post)
    worker: Page = desk("sara", 360)
    worker.goto(reverse("write_outside", args=[child]))
    assert faults(worker) == []
    for label, words in {
        "Which organisation?": "Elm Surgery",
        "Who reads it?": "The nurse",
        "Their e-mail": "n@elm.example",
        "The message": CANARY,
        "Why do you tell them?": "Prescriptions",
    }.items():
        worker.get_by_label(label).fill(words)
    worker.get_by_label("I ring them and say it").check()
    worker.get_by_label("I ask for an answer").check()
    worker.get_by_label("On what does that rest?").select_option("My own judgement, for the reason given")
    worker.get_by_role("button", name="Send it").click()
    code = worker.locator("strong", has_text=re.compile(r"^\d{4} \d{4}$")).inner_text()
    assert faults(worker) == []
    reader = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    reader.goto(link_in(postbox)[0])
    assert faults(reader) == []
    reader.get_by_label("The code").fill(code)
    reader.get_by_role("button", name="Read the message").click()
    assert reader.get_by_text(CANARY).is_visible() and faults(reader) == []
    assert "CANARY" not in reader.url
    reader.get_by_label("Your answer").fill("Thank you; changed here too.")
    reader.get_by_role("button", name="Send the answer").click()
    reader.get_by_role("heading", name="Your answer was sent").wait_for()
    worker.get_by_role("link", name="The message, and whether it was read").click()
    assert worker.get_by_text("Thank you; changed here too.").is_visible()
    assert faults(worker) == []
    reader.context.close()
    worker.context.close()
