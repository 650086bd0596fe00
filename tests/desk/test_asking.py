"""Each form that changes something: done when well filled, sent back with what was typed when not, refused in words."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access import facts
from kith.access.explain import guards
from kith.access.grades import DOMAINS
from kith.access.models import Involvement, Share
from kith.core.clock import now, today
from kith.core.ids import row_id
from kith.people.actions.add_name import add_name
from kith.people.actions.raise_alert import raise_alert
from kith.people.models import Alert, PersonName
from kith.record.models import Entry
from kith.record.queries import chronology, drafts

SOON = (today() + timedelta(days=30)).isoformat()


@pytest.fixture(scope="module")
def entry(town, child) -> Entry:
    with town.acting("sara"):
        return Entry.objects.get(person_id=child, title="What mum told me")


@pytest.fixture
def another(town) -> UUID:
    """A child with a name, allocated to Sara; what is done to them is done to nobody else."""
    person = town.child()
    with town.acting("sara"):
        add_name(person, "Bea", "Marsh", kind="preferred")
    return person


def test_refer_is_acknowledged_and_seen_at_the_front_door(browser, town, child):
    address = reverse("refer", args=[child])
    sent = {"team": town.team["front door"], "title": "Burn on her hand", "text": "Seen at school.", "told": "Nobody",
            "domain": "social_care", "grade": "4", "token": uuid4().hex}  # fmt: skip
    answer = browser("visitor").post(address, sent)
    assert "Received by front door" in answer.text
    assert "01632 960002" in answer.text
    browser("visitor").post(address, sent)
    with town.acting("duty"):
        assert [e.title for e in chronology(child).entries].count("Burn on her hand") == 1


def test_refer_keeps_what_was_typed(browser, town, child):
    answer = browser("duty").post(reverse("refer", args=[child]), {"text": "Words so far", "token": "t"})
    assert answer.status_code == 422
    assert "Words so far" in answer.text
    assert "There is a problem" in answer.text


def test_a_manager_lowers_a_grade_and_others_are_refused_in_the_form(browser, town, child, entry):
    address = reverse("lower_grade", args=[child, entry.id])
    asked = {"grade": "3", "domain": "social_care", "reason": "Needed for the plan"}
    refused = browser("sara").post(address, asked)
    assert refused.status_code == 422
    assert "Needed for the plan" in refused.text
    assert browser("manager").post(address, asked | {"grade": "4"}).status_code == 422
    assert browser("manager").post(address, asked).status_code == 302
    with town.acting("mo"):
        assert Entry.objects.get(person_id=child, series=entry.series, current=True).grade == 3


def test_an_alert_is_reviewed_and_ended(browser, town, child):
    with town.acting("sara"):
        alert = raise_alert(child, "dog", "A dog that bites", today() + timedelta(days=3))
    address = reverse("review_alert", args=[child, alert.id])
    assert "A dog that bites" in browser("sara").get(address).text
    assert browser("sara").post(address, {"holds": ""}).status_code == 422
    assert browser("sara").post(address, {"holds": "yes"}).status_code == 422
    assert browser("sara").post(address, {"holds": "yes", "review_on": "2001-01-01"}).status_code == 422
    assert browser("sara").post(address, {"holds": "yes", "review_on": SOON}).status_code == 302
    assert browser("sara").post(address, {"holds": "no"}).status_code == 302
    with town.acting("sara"):
        ended = Alert.objects.get(person_id=child, id=alert.id)
    assert (ended.review_on.isoformat(), ended.until) == (SOON, today())
    assert browser("sara").get(reverse("review_alert", args=[child, uuid4()])).status_code == 404


def test_what_was_recorded_in_error_is_withdrawn(browser, town, child):
    with town.acting("sara"):
        wrong = PersonName.objects.create(
            person_id=child, id=row_id(), domain="identity", grade=1, given="Ida", kind="alias"
        )
    address = reverse("withdraw", args=[child, "name", wrong.id])
    assert browser("sara").post(address, {"reason": ""}).status_code == 422
    assert browser("sara").post(address, {"reason": "Misheard"}).status_code == 302
    assert "Ida" not in browser("sara").get(reverse("details", args=[child])).text
    for what, row in (
        ("photo", wrong.id),
        ("name", wrong.id),
        ("name", uuid4()),
    ):  # no such kind, withdrawn, never there
        assert browser("sara").get(reverse("withdraw", args=[child, what, row])).status_code == 404


def test_a_share_is_made_listed_and_ended(browser, town, child):
    made = dict.fromkeys(DOMAINS, "0") | {
        "holder": town.post["officer"], "until": SOON, "basis": "section 47", "reason": "Strategy discussion",
        "social_care": "3",
    }  # fmt: skip
    assert browser("sara").post(reverse("share", args=[child]), made | {"until": "2001-01-01"}).status_code == 422
    assert browser("sara").post(reverse("share", args=[child]), made).status_code == 302
    again = browser("sara").post(reverse("share", args=[child]), made)
    assert again.status_code == 422 and "They have as much from you already" in again.text
    page = browser("sara").get(reverse("access", args=[child])).text
    assert "Opened by your organisation" in page
    assert "Strategy discussion" in page
    with town.acting("sara"):
        share = Share.objects.get(person_id=child, holder_id=town.post["officer"])
    address = reverse("end_share", args=[child, share.id])
    assert browser("visitor").get(address).status_code == 403
    assert browser("visitor").post(address, {"reason": "Not mine"}).status_code == 403
    assert browser("sara").post(address, {"reason": "Over"}).status_code == 302
    for ended_or_never in (share.id, uuid4()):
        assert browser("sara").get(reverse("end_share", args=[child, ended_or_never])).status_code == 404
    assert "Strategy discussion" not in browser("sara").get(reverse("access", args=[child])).text


def test_ending_my_own_involvement_leads_home(browser, town, another):
    with town.acting("manager"):
        mine = facts.involve(another, town.post["therapist"], "core group: mental health service")
        facts.accept(another, mine) if not Involvement.objects.get(person_id=another, id=mine).accepted else None
    address = reverse("end_involvement", args=[another, mine])
    answer = browser("therapist").post(address, {"reason": "Work ended"})
    assert answer.headers["Location"] == reverse("home")
    assert browser("therapist").get(reverse("person", args=[another])).status_code == 404


def test_somebody_is_barred_and_answered_as_for_nobody(browser, town, another):
    address = reverse("bar", args=[another])
    assert browser("sara").post(address, {"human": town.human["mo"]}).status_code == 422
    asked = {"human": town.human["mo"], "reason": "A relative of the family"}
    assert browser("mo").get(reverse("person", args=[another])).status_code == 200
    refused = browser("mo").post(address, asked)
    assert refused.status_code == 422
    assert "A relative of the family" in refused.text
    assert browser("sara").post(address, asked).status_code == 302
    assert browser("mo").get(reverse("person", args=[another])).status_code == 404


def test_a_sealed_record_opens_to_those_named_until_the_seal_ends(browser, town, another):
    with town.acting("sara"):
        facts.exclude(another, town.human["mo"], "A relative of the family")
    address = reverse("seal", args=[another])
    assert browser("sara").post(address, {"reason": "At risk"}).status_code == 422
    assert browser("sara").post(address, {"humans": [town.human["sara"]], "reason": "At risk"}).status_code == 302
    assert browser("sara").get(reverse("person", args=[another])).status_code == 200
    assert browser("manager").get(reverse("person", args=[another])).status_code == 404
    with town.acting("sara"):
        (sealed,) = [guard for guard in guards(another) if guard.kind == "seal"]
        (barred,) = [guard for guard in guards(another) if guard.kind == "bar"]
    seen = browser("sara").get(reverse("access", args=[another])).text
    assert "At risk" in seen
    assert "A relative of the family" in seen
    assert browser("manager").post(reverse("end_guard", args=[another, sealed.id]), {"reason": "x"}).status_code == 404
    assert browser("sara").post(reverse("end_guard", args=[another, sealed.id]), {"reason": ""}).status_code == 422
    for guard in (sealed, barred):
        ended = browser("sara").post(reverse("end_guard", args=[another, guard.id]), {"reason": "No longer at risk"})
        assert ended.status_code == 302
    assert browser("manager").get(reverse("person", args=[another])).status_code == 200
    assert browser("mo").get(reverse("person", args=[another])).status_code == 200
    assert "At risk" not in browser("visitor").get(reverse("access", args=[another])).text


def test_emergency_access_asks_for_a_reason(browser, town, child):
    address = reverse("open_in_emergency", args=[child])
    assert browser("duty").post(address, {"hours": "1"}).status_code == 422
    answer = browser("duty").post(address, {"hours": "1", "reason": "The police have her at the station"})
    assert answer.headers["Location"] == reverse("person", args=[child])
    assert "What happened last" in browser("duty").get(reverse("person", args=[child])).text


def test_a_draft_whose_saving_was_still_under_way_is_put_away_too(browser, town, another):
    at = now()
    written = {"kind": "case_note", "text": "Once", "domain": "social_care", "grade": "3", "token": uuid4().hex,
               "day": at.day, "month": at.month, "year": at.year}  # fmt: skip
    browser("sara").post(reverse("save_draft", args=[another]), written)
    assert browser("sara").post(reverse("record_something", args=[another]), written).status_code == 302
    with town.acting("sara"):
        assert [draft for draft in drafts() if draft.person_id == another] == []


def test_nobody_is_chosen_beforehand(browser, town, child):
    """Whom a record is opened to, and in what role somebody comes in, are never a default."""
    shared = browser("sara").post(reverse("share", args=[child]), {"holder": "", "until": SOON, "reason": "Typed"})
    assert shared.status_code == 422
    assert "Typed" in shared.text
    involved = {"holder": town.post["teacher"], "profile": "", "capacity": "subject", "purpose": "care", "basis": "law"}
    assert browser("sara").post(reverse("involve", args=[child]), involved).status_code == 422
    done = involved | {"profile": "core group: school"}
    assert browser("sara").post(reverse("involve", args=[child]), done).status_code == 302
    assert "Core group: school" in browser("sara").get(reverse("network", args=[child])).text
