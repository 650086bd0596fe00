"""Every page of the desk opens for those whom it is for, and is one constant answer for the others."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kith.core.clock import now
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording

OWN = ("read_on", "home", "find", "search", "number_clashes", "covered", "record", "register")
ABOUT = (
    "person", "chronology", "chronology_print", "family", "network", "details", "change_details", "access", "involve",
    "share", "open_in_emergency", "record_something", "refer", "bar", "seal", "rights", "new_consent",
    "new_representative", "looks_told", "left", "receive_access",
)  # fmt: skip


@pytest.mark.parametrize("page", OWN)
def test_own_pages_open(browser, child, page):
    assert browser("sara").get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", ABOUT)
def test_pages_of_a_record_open_to_those_involved(browser, child, page):
    answer = browser("sara").get(reverse(page, args=[child]))
    assert answer.status_code == 200
    assert "Ada" in answer.text


@pytest.mark.parametrize("page", ABOUT)
def test_denied_and_absent_are_the_same_answer(browser, child, page):
    from uuid import uuid4

    denied = browser("officer").get(reverse(page, args=[child]))
    absent = browser("officer").get(reverse(page, args=[uuid4()]))
    assert denied.status_code == absent.status_code == 404
    assert without_nonce(denied) == without_nonce(absent)


def without_nonce(answer):
    import re

    return re.sub(r'nonce="[^"]*"|value="[^"]{20,}"', "", answer.text)


def test_each_sees_their_own_chronology(browser, child):
    seen = {
        who: browser(who).get(reverse("chronology", args=[child])).text for who in ("sara", "mo", "visitor", "duty")
    }
    assert [("What mum told me" in seen[w], "Home visit" in seen[w], "Plan agreed" in seen[w]) for w in seen] == [
        (True, True, True), (False, True, True), (False, False, True), (False, False, False)]  # fmt: skip


def test_what_was_typed_is_never_markup(browser, child):
    assert "<b>Words</b>" not in browser("sara").get(reverse("chronology", args=[child])).text


def test_a_manager_has_a_board_and_others_have_none(browser, child):
    assert browser("manager").get(reverse("team")).status_code == 200
    assert browser("sara").get(reverse("team")).status_code == 404


def test_what_is_planned_stands_apart_the_soonest_first(browser, town, child):
    with town.acting("sara"):
        for days, title in ((9, "Second review"), (2, "First review")):
            said = Recording("review", now() + timedelta(days=days), title, "At school.", "plan", 3)
            record_entry(person_id=child, recording=said)
    page = browser("sara").get(reverse("person", args=[child])).text
    ahead, last = page.split("What happened last")
    assert "Coming up" in ahead
    assert ahead.index("First review") < ahead.index("Second review")
    assert "review" not in last.split("Whom to ring")[0]


def test_a_day_in_summer_is_the_day_that_was_recorded(browser, town, child):
    """Midnight in London is the day before in UTC from March to October."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from kith.record.actions.record_entry import record_entry
    from kith.record.recording import Recording

    midnight = datetime(2018, 7, 29, tzinfo=ZoneInfo("Europe/London"))
    with town.acting("sara"):
        for kind in ("case_note", "legal_status"):
            record_entry(
                person_id=child, recording=Recording(kind, midnight, "In summer", "", "plan", 3, day_only=True)
            )
    for page in ("chronology", "person"):
        shown = browser("sara").get(reverse(page, args=[child])).text
        assert "28 Jul 2018" not in shown
        assert "29 Jul 2018" in shown
