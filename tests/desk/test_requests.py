"""Pages of requests, as both sides ask for them."""

import re
from contextlib import nullcontext
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access.models import Share
from kith.core.clock import now, today
from kith.core.errors import Invalid
from kith.record.models import Entry
from kith.sharing.actions.open_up import open_up
from kith.sharing.models import Request

LATER = (today() + timedelta(days=30)).isoformat()
SAID = {
    "gateway": "ca1989-47",
    "person_words": "Ada Marsh, born 4 May 2016",
    "question": "Has she been seen at a hospital since June?",
    "why": "Two accounts of a burn.",
    "confidentiality": "statute",
    "consent": "unsafe",
    "urgency": "soon",
    "health": "3",
}


def step_two(child: UUID, town, team: str, purpose: str = "enquiry") -> str:
    return reverse("ask_for", args=[child]) + "?" + urlencode({"purpose": purpose, "holder": town.team[team]})


@pytest.fixture
def asked(browser, town, child) -> str:
    """Sara has asked the health visitors; the address of the request."""
    sent = {**SAID, "mine": town.post["sara"], "token": uuid4().hex}
    answer = browser("sara").post(step_two(child, town, "health visitors"), sent)
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def test_it_is_begun_from_the_person_page_from_access_and_from_why_one_reads_a_line(browser, town, child) -> None:
    with town.acting("visitor"):
        row = Entry.objects.filter(person_id=child, owner_id=town.agency["children"], domain="plan").first()
    begins = f'href="{reverse("ask_for", args=[child])}"'
    for name, args in (("person", [child]), ("access", [child]), ("why", [child, row.id])):
        assert begins in browser("visitor").get(reverse(name, args=args)).text, name


def test_the_first_step_offers_those_around_her_first_and_tells_nothing(browser, town, child) -> None:
    page = browser("sara").get(reverse("ask_for", args=[child])).text
    groups = re.findall(r"<optgroup label=\"([^\"]*)\"|<strong>Works", page)
    assert groups[:1] == ["Works with them, as far as you may know"] or "health visitors" in page
    assert "therapist" in page.lower() or "mind" in page  # everybody may be asked, whether or not they work with her


def test_the_second_step_says_what_the_law_says(browser, town, child) -> None:
    page = browser("sara").get(step_two(child, town, "health visitors")).text
    assert "Children Act 1989, section 47(9) to (11)" in page
    assert "Do not rest on consent" in page
    assert "section 47(9)" not in browser("sara").get(step_two(child, town, "pastoral")).text


def test_what_is_missing_is_said_and_what_was_typed_is_kept(browser, town, child) -> None:
    answer = browser("sara").post(step_two(child, town, "health visitors"), {"why": "Words so far", "token": "t"})
    assert answer.status_code == 422
    assert "Words so far" in answer.text
    assert "Choose what you need, and how far." in answer.text


@pytest.mark.parametrize("sent", [{"purpose": "x"}, {"purpose": "enquiry", "holder": "999999999"}, {"purpose": ""}])
def test_a_first_step_that_is_none_is_sent_back(browser, child, sent) -> None:
    answer = browser("sara").get(reverse("ask_for", args=[child]), sent)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_both_read_it_and_each_is_offered_what_it_may_do(browser, asked) -> None:
    theirs, mine = browser("visitor").get(asked).text, browser("sara").get(asked).text
    assert "Two accounts of a burn." in theirs
    assert "Two accounts of a burn." in mine
    assert asked + "refuse/" in theirs
    assert asked + "refuse/" not in mine
    assert asked + "withdraw/" in mine
    assert browser("teacher").get(asked).status_code == 404


def test_opened_and_read_at_once(browser, asked) -> None:
    browser("visitor").post(asked + "open/", {"until": LATER, "health": "3"})
    page = browser("sara").get(asked).text
    assert "Opened what was asked for" in page
    assert "answered" in page


def test_less_needs_a_ground_in_the_form(browser, asked) -> None:
    answer = browser("visitor").post(asked + "open/", {"until": LATER, "health": "2"})
    assert answer.status_code == 422
    assert "Say on which ground, and why." in answer.text


def test_an_answer_sent_twice_is_given_once(browser, town, child, asked) -> None:
    for doing, sent in (("write", {"text": "A word"}), ("open", {"until": LATER, "health": "3"})):
        sent |= {"token": uuid4().hex}
        who = browser("visitor")
        assert [who.post(f"{asked}{doing}/", sent).status_code for _ in range(2)] == [302, 302]
    page = browser("sara").get(asked).text
    assert page.count("A word") == 1
    assert page.count("Opened what was asked for") == 1
    with town.acting("sara"):
        assert Share.objects.filter(person_id=child, bundle=UUID(asked.rstrip("/").split("/")[-1])).count() == 1


def test_a_second_share_that_was_made_meanwhile_is_undone(town, child, asked) -> None:
    """Both came past the page's own look: the second waits for the first, and finds its token."""
    request = UUID(asked.rstrip("/").split("/")[-1])
    for again in (False, True):
        with town.acting("visitor"), pytest.raises(Invalid, match="already") if again else nullcontext():
            of = Request.objects.get(person_id=child, id=request)
            open_up(request=of, grades={"health": 3}, until=now() + timedelta(days=2), token="once")
    with town.acting("sara"):
        assert Share.objects.filter(person_id=child, bundle=request).count() == 1


def test_it_is_kept_as_typed_taken_up_again_and_put_away_once_sent(browser, town, child) -> None:
    sara, step = browser("sara"), step_two(child, town, "health visitors")
    keep = reverse("keep_request", args=[child]) + "?" + step.partition("?")[2]
    token = uuid4().hex
    first = sara.post(
        keep, {"question": "Has she been seen", "health": "3", "token": token}, headers={"HX-Request": "true"}
    )
    draft = re.search(r'name="draft" value="([^"]+)"', first.text)[1]
    sara.post(
        keep,
        {"question": "Has she been seen since June?", "health": "3", "token": token, "draft": draft, "revision": 1},
    )
    address = reverse("draft", args=[child, draft])
    assert address in sara.get("/").text and "Draft: Request to another organisation" in sara.get("/").text
    page = sara.get(address, follow=True).text
    assert "Has she been seen since June?" in page and token in page
    assert "Has she been seen" not in browser("mo").get("/").text
    assert browser("mo").get(address).status_code == 404
    sent = {**SAID, "mine": town.post["sara"], "token": token}  # its own number was still on the way
    assert sara.post(step, sent).status_code == 302
    assert sara.get(address).status_code == 404
    assert address not in sara.get("/").text


def test_without_scripts_what_was_typed_is_kept_where_something_is_missing(browser, town, child) -> None:
    answer = browser("sara").post(step_two(child, town, "pastoral"), {"why": "Kept on a mistake", "token": uuid4().hex})
    assert answer.status_code == 422
    draft = re.search(r'name="draft" value="([^"]+)"', answer.text)[1]
    assert "Kept on a mistake" in browser("sara").get(reverse("draft", args=[child, draft]), follow=True).text
    again = {**SAID, "gateway": "", "mine": town.post["sara"], "token": uuid4().hex, "draft": draft, "revision": 1}
    page = browser("sara").post(step_two(child, town, "pastoral"), again).text
    assert re.search(r'name="draft" value="([^"]+)"', page)[1] == draft
    assert browser("sara").post(reverse("discard_draft", args=[child, draft])).status_code == 302


def test_a_duty_is_refused_with_a_name_or_not_at_all(browser, asked) -> None:
    page = browser("visitor").post(asked + "refuse/", {"reason": "own functions", "text": "No."})
    assert page.status_code == 422
    assert "The law obliges" in page.text


def test_acknowledged_with_one_button(browser, asked) -> None:
    assert browser("visitor").post(asked + "acknowledge/").status_code == 302
    assert "Received it and is working on it" in browser("sara").get(asked).text


def test_what_cannot_be_done_now_is_refused_in_words(browser, asked) -> None:
    browser("sara").post(asked + "withdraw/", {"text": "Found out."})
    answer = browser("visitor").get(asked + "answer/")
    assert answer.status_code == 403
    assert "This request is withdrawn" in answer.text


def test_markup_is_words(browser, town, child) -> None:
    sent = {**SAID, "mine": town.post["sara"], "token": uuid4().hex, "question": "<script>alert(1)</script>"}
    address = browser("sara").post(step_two(child, town, "health visitors"), sent)["Location"]
    assert "<script>alert(1)" not in browser("visitor").get(address).text


def test_it_waits_at_home_and_in_the_list(browser, asked) -> None:
    assert asked in browser("visitor").get("/").text
    assert asked in browser("visitor").get(reverse("requests")).text
    assert asked in browser("sara").get(reverse("requests")).text


def test_the_register_is_for_those_who_answer_for_others(browser, asked) -> None:
    assert browser("sara").get(reverse("register_of_requests")).status_code == 404
    page = browser("manager").get(reverse("register_of_requests")).text
    assert "Larkshire Community NHS Trust" in page
    assert "Ada" not in page
    for words in ("By month: ", f"{today():%B %Y}", "By tomorrow", "Children Act 1989, section 47(9) to (11)"):
        assert words in page, words
    lines = browser("manager").get(reverse("register_csv")).text.splitlines()
    assert lines[0].startswith("asked,by,of,law")
    assert "Marsh" not in "".join(lines)
