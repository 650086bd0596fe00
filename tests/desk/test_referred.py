"""A referral is the row of whoever received it; who wrote it, and where they work, stands wherever it is shown."""

import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access import facts
from kith.casework.actions.begin_form import begin_form
from kith.casework.actions.begin_step import begin_step
from kith.desk.bundling.offered import offered
from kith.desk.own_record.collecting import collected
from kith.desk.person.banner import open_record
from kith.people.actions.add_name import add_name
from kith.record.models import Entry
from kith.sharing.actions.put_together import add_exhibit, begin_bundle, of_entry
from kith.sharing.bundles import bundle, manifest

WRITTEN = "Larkshire Community NHS Trust, to Larkshire Children's Services"
LEAVES = {"to_whom": "own", "why": "For the conference", "basis": "It stays in my organisation"}


@pytest.fixture(scope="module")
def referral(browser, town, child) -> UUID:
    """Sent in by the health visitor to the council's front door; Sara opens it by employment."""
    said = {"team": town.team["front door"], "title": "Bruise", "text": "Seen at clinic.", "told": "Nobody",
            "domain": "social_care", "grade": "3", "token": uuid4().hex}  # fmt: skip
    assert browser("visitor").post(reverse("refer", args=[child]), said).status_code == 200
    with town.acting("sara"):
        return Entry.objects.get(person_id=child, title="Bruise").id


def test_on_every_page_that_shows_it(browser, child, referral) -> None:
    sara = browser("sara")
    assert f"Visitor, {WRITTEN}" in plain(sara.get(reverse("home"))), "before she has looked"
    for page in ("chronology", "person"):
        assert f"Visitor, {WRITTEN}" in plain(sara.get(reverse(page, args=[child]))), page
    assert f"Visitor, {WRITTEN}" in plain(sara.get(reverse("entry", args=[child, referral])))
    assert WRITTEN in plain(sara.post(reverse("search"), {"words": "clinic"}, follow=True))


def test_on_paper(browser, child, referral) -> None:
    address = reverse("chronology_print", args=[child])
    printed = browser("sara").get(browser("sara").post(address, LEAVES)["Location"])
    assert f"Visitor, {WRITTEN}" in plain(printed)


def test_in_a_bundle_and_in_a_copy_for_the_person(town, child, referral) -> None:
    with town.acting("sara"):
        record = open_record(child)
        assert any(piece.owner == WRITTEN for piece in collected(record, None))
        made = begin_bundle(person=child, title="Statement", court="The family court", number="", token="t")
        assert any(WRITTEN in offer.words for offer in offered(record, bundle(child, made)))
        add_exhibit(person=child, bundle=made, of=of_entry(child, referral), place=1)
        assert '"recorded_by": "Larkshire Community NHS Trust"' in manifest(bundle(child, made))


def plain(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("grade", "filled", "empty"),
    [
        (3, ("contact-name", "contact-telephone", "worry-what"), ()),
        (4, ("worry-what",), ("contact-name", "contact-telephone")),  # asked less far in than it stands
    ],
)
def test_what_was_sent_in_is_not_typed_again(browser, town, grade, filled, empty) -> None:
    """In the form of the step that began with it, and only where that opens to nobody who does not open it."""
    person = town.child()
    with town.acting("sara"):
        add_name(person, "Bea", "Marsh", kind="preferred")
        facts.involve(person, town.team["health visitors"], "core group: health visitor or school nurse")
    said = {"team": town.team["front door"], "title": "Bruise", "text": "Seen at clinic.", "told": "Nobody",
            "domain": "social_care", "grade": str(grade), "token": uuid4().hex}  # fmt: skip
    assert browser("visitor").post(reverse("refer", args=[person]), said).status_code == 200
    with town.acting("sara"):
        sent = Entry.objects.get(person_id=person, title="Bruise")
        step = begin_step(person_id=person, chain="children", step="referral", holder=town.post["sara"], referral=sent)
        form = begin_form(person_id=person, step_id=step.id)
    page = plain(browser("sara").get(reverse("form_section", args=[person, form.id, "all"])))
    shown = {"contact-name": "Visitor, visitor, Larkshire Community NHS Trust", "contact-telephone": "07700 900123",
             "worry-what": "Bruise\nSeen at clinic."}  # fmt: skip
    for key, words in shown.items():
        box = re.search(rf'<(?:input|textarea)[^>]*id="a-{key}"[^>]*>[^<]*', page)
        assert box and (words in box[0]) is (key in filled), (key, box and box[0])
    assert set(filled) | set(empty) == set(shown)
    alone = plain(browser("sara").get(reverse("form_section", args=[person, form.id, "worry-what"])))
    assert "Seen at clinic." in alone
    assert "Seen at clinic." not in plain(browser("sara").get(reverse("response", args=[person, form.id])))
