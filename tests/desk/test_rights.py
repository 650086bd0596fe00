"""Pages of the person's own rights."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from kith.access import facts
from kith.core.clock import now, today
from kith.sharing.actions.share_by_consent import share_by_consent

LATER = (today() + timedelta(days=30)).isoformat()
SEEN = {"plan": 3, "identity": 2}
SAID = {
    "kind": "consent",
    "what": "My school may know about the plan",
    "with_words": "Alder Road School",
    "given_by": "self",
    "capacity": "gillick",
    "capacity_words": "She told me what it means",
    "how": "spoken",
    "given_on": today().isoformat(),
    "review_on": LATER,
}


def record(browser, child, who: str = "sara", **other) -> str:
    """What she said is recorded; the address of it."""
    answer = browser(who).post(reverse("new_consent", args=[child]), SAID | other)
    assert answer.status_code == 302, answer.text
    page = browser(who).get(answer["Location"]).text
    return next(
        href.split('"')[0] for href in page.split('href="') if "/rights/consents/" in href and "/new/" not in href
    )


@pytest.fixture
def agreed(browser, child) -> str:
    return record(browser, child)


def test_what_was_said_stands_on_the_record(browser, child, agreed) -> None:
    page = browser("visitor").get(reverse("rights", args=[child])).text
    assert "My school may know about the plan" in page
    assert "They agree" in page
    assert browser("officer").get(agreed).status_code == 404


def test_a_childs_form_asks_what_a_child_understands(browser, child) -> None:
    page = browser("sara").get(reverse("new_consent", args=[child])).text
    assert "Gillick" in page
    assert "16 or over" not in page


def test_what_could_not_be_is_sent_back_with_what_was_typed(browser, child) -> None:
    sent = SAID | {"given_by": "parent", "by_words": "Jo, mother"}
    answer = browser("sara").post(reverse("new_consent", args=[child]), sent)
    assert answer.status_code == 422
    assert "can decide this themself" in answer.text
    assert "Jo, mother" in answer.text


def test_withdrawing_shows_what_ends_and_what_goes_on(browser, town, child, agreed) -> None:
    consent = UUID(agreed.rstrip("/").split("/")[-1])
    with town.acting("sara"):
        until = now() + timedelta(days=2)
        share_by_consent(child, town.post["officer"], SEEN, until, "So that he can help", consent)
        facts.share(child, town.post["adults"], SEEN, until, "Care Act 2014, section 6", "Both work with her")
    page = browser("sara").get(agreed).text
    ends, goes_on = page.split('id="goes-on"')
    assert "Officer" in ends and "Adults" not in ends
    assert "Care Act 2014, section 6" in goes_on and "Officer" not in goes_on
    assert browser("officer").get(reverse("person", args=[child])).status_code == 200
    answer = browser("visitor").post(agreed, {"how": "spoken", "words": "She does not want it any more"})
    assert answer.status_code == 302
    assert browser("officer").get(reverse("person", args=[child])).status_code == 404
    assert browser("adults").get(reverse("person", args=[child])).status_code == 200
    assert "withdrawn" in browser("sara").get(agreed).text


def test_a_share_names_its_law_or_a_consent_that_stands(browser, town, child, agreed) -> None:
    address = reverse("share", args=[child])
    sent = {"holder": town.post["teacher"], "until": LATER, "plan": "2", "reason": "To help"}
    assert "Name the law" in browser("sara").post(address, sent).text
    assert "Choose which consent" in browser("sara").post(address, sent | {"basis": "consent"}).text
    consent = agreed.rstrip("/").split("/")[-1]
    assert browser("sara").post(address, sent | {"rests_on": consent}).status_code == 302
    assert "Teacher" in browser("sara").get(agreed).text


def test_a_no_stands_where_the_record_is_opened_to_somebody(browser, child) -> None:
    record(browser, child, kind="refusal", what="Not my dad&amp;s work <b>please</b>")
    page = browser("sara").get(reverse("share", args=[child])).text
    assert "Read first what they have said" in page
    assert "<b>please" not in page


def test_an_objection_is_answered_by_a_manager(browser, child) -> None:
    address = record(browser, child, kind="objection", what="I do not want the school to be told")
    assert "To be answered by" in browser("sara").get(address).text
    refused = browser("sara").post(address + "answer/", {"outcome": "stopped", "words": "We stop"})
    assert refused.status_code == 422
    assert browser("manager").post(address + "answer/", {"outcome": "stopped", "words": "We stop"}).status_code == 302
    assert "We have stopped" in browser("sara").get(address).text
    assert browser("manager").get(address + "answer/").status_code == 403
