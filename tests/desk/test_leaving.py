"""What leaves Kith is written down first; what the person is told on paper; who speaks for them."""

import csv
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.urls import reverse

from kith.core.clock import today

OWN = {"to_whom": "own", "why": "For the conference on Tuesday", "basis": "It stays in my organisation"}
RIGHT = "Their own right to see what is held about them (UK GDPR Articles 12 and 15)"
LATER = (today() + timedelta(days=30)).isoformat()


def leave(browser, who: str, address: str, **said) -> str:
    answer = browser(who).post(address, OWN | said)
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def test_nothing_is_printed_before_it_is_written_down(browser, child) -> None:
    address = reverse("chronology_print", args=[child])
    assert "Words" not in browser("sara").get(address).text
    assert "Words" not in browser("sara").get(address + f"?leaves={uuid4()}").text
    assert "Words" not in browser("sara").get(address + "?leaves=x").text
    assert "Words" in browser("sara").get(leave(browser, "sara", address)).text


def test_what_was_written_down_lets_that_leave_and_nothing_else(browser, town, child) -> None:
    address = reverse("chronology_print", args=[child])
    made = leave(browser, "sara", address)
    assert "Words" not in browser("manager").get(made).text  # somebody else's
    left = made.split("?")[1]
    assert "when,what" not in browser("sara").get(reverse("left_csv", args=[child]) + "?" + left).text  # something else
    with town.database.superuser() as superuser, superuser.transaction():
        superuser.execute("SET LOCAL ROLE kith_engine")
        superuser.execute("UPDATE sharing_disclosure SET recorded_at = recorded_at - interval '61 minutes'")
    assert "Words" not in browser("sara").get(made).text  # not today's for ever


def test_a_filter_is_kept_on_the_way(browser, child) -> None:
    made = leave(browser, "sara", reverse("chronology_print", args=[child]) + "?domain=plan")
    page = browser("sara").get(made).text
    assert "Plan agreed" in page
    assert "Home visit" not in page


def test_outside_ones_own_it_needs_a_name_and_a_law(browser, child) -> None:
    answer = browser("sara").post(reverse("chronology_print", args=[child]), OWN | {"to_whom": "court"})
    assert answer.status_code == 422
    assert "Enter who it goes to" in answer.text
    assert "It leaves your organisation" in answer.text


def test_it_stands_on_the_record_and_in_a_file_that_stands_there_too(browser, child) -> None:
    sent = {"to_whom": "person", "to_words": "=HYPERLINK(1)", "basis": RIGHT, "why": "She asked"}
    leave(browser, "sara", reverse("chronology_print", args=[child]), **sent)
    assert "She asked" in browser("visitor").get(reverse("left", args=[child])).text
    made = leave(browser, "sara", reverse("left_csv", args=[child]))
    lines = list(csv.DictReader(StringIO(browser("sara").get(made).text)))
    assert "'=HYPERLINK(1)" in [line["name"] for line in lines]  # never a formula
    assert lines[0]["which"] == "The list of what has left Kith"
    assert {line["by"] for line in lines} == {"Sara"}


def test_who_has_looked_is_shown_and_printed_for_them(browser, child) -> None:
    page = browser("sara").get(reverse("looks_told", args=[child])).text
    assert "Hello Ada" in page
    assert "read your record" in page
    assert "You see:" not in page  # nothing that is not for them
    sent = {"to_whom": "person", "to_words": "Ada", "basis": RIGHT}
    printed = leave(browser, "sara", reverse("looks_told_print", args=[child]), **sent)
    assert "Use your browser" in browser("sara").get(printed).text


@pytest.fixture
def father(browser, child) -> str:
    """The address of the page about him."""
    sent = {"kind": "parent", "name": "Lee Rudd", "seen": "Birth certificate", "starts": today().isoformat()}
    assert browser("sara").post(reverse("new_representative", args=[child]), sent).status_code == 302
    page = browser("sara").get(reverse("rights", args=[child])).text
    return next(h.split('"')[0] for h in page.split('href="') if "/speaking/" in h and "/new/" not in h)


def test_where_she_is_stands_on_nothing_that_he_is_shown(browser, child, father) -> None:
    browser("teacher")
    assert "What else is kept from them?" in browser("sara").get(father + "limit/").text
    sent = {"no_address": "on", "words": "Order of 3 November", "review_on": LATER}
    assert browser("sara").post(father + "limit/", sent).status_code == 302
    assert "may not learn where" in browser("visitor").get(father).text
    assert "May not learn where" in browser("visitor").get(reverse("rights", args=[child])).text
    address = reverse("looks_told", args=[child]) + "?for=" + father.rstrip("/").split("/")[-1]
    said = browser("visitor").get(address).text.split("<main")[1]
    assert "This list is for Lee Rudd" in said
    for name in ("Community NHS Trust", "Visitor", "Larkshire Children", "Alder Road"):
        assert name not in said, name


def test_who_no_longer_speaks_is_told_nothing(browser, child, father) -> None:
    assert browser("sara").post(father + "end/", {"words": "Order discharged"}).status_code == 302
    address = reverse("looks_told", args=[child]) + "?for=" + father.rstrip("/").split("/")[-1]
    assert browser("sara").get(address).status_code == 403
    assert browser("sara").get(reverse("looks_told", args=[child]) + f"?for={uuid4()}").status_code == 404
    assert browser("sara").get(reverse("looks_told", args=[child]) + "?for=x").status_code == 404


def test_a_look_is_withheld_and_nobody_else_sees_that(browser, town, child) -> None:
    why = {"ground": "risk", "words": "He would find out", "review_on": LATER}
    sent = {"agency": town.agency["trust"], "since": today().isoformat()} | why
    browser("visitor").get(reverse("person", args=[child]))
    told = reverse("looks_told", args=[child])
    assert "Visitor" in browser("sara").get(told).text
    assert browser("sara").post(reverse("withhold_looks", args=[child]), sent).status_code == 302
    assert "Visitor" not in browser("sara").get(told).text
    mine, theirs = (browser(who).get(reverse("rights", args=[child])).text for who in ("sara", "visitor"))
    assert "He would find out" in mine
    assert "He would find out" not in theirs and "/withheld/" not in theirs
    address = next(h.split('"')[0] for h in mine.split('href="') if "/withheld/" in h)
    assert browser("visitor").get(address).status_code == 404
    assert browser("sara").post(address, {"goes_on": "no", "words": "Charged"}).status_code == 302
    assert "Visitor" in browser("sara").get(told).text
