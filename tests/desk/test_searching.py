"""Words are looked for in what the reader opens; who opens both sides settles a number on two records."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from kith.core.clock import now
from kith.core.ids import row_id
from kith.people.actions.add_identifier import add_identifier
from kith.people.models import IdentifierClash, PersonName
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording


def test_words_are_found_in_what_i_open_and_nowhere_else(browser, town, child):
    with town.acting("sara"):
        said = Recording("case_note", now(), "About the swing", "The periwinkle swing <i>broke</i>.", "social_care", 4)
        record_entry(person_id=child, recording=said)
    found = {who: browser(who).post(reverse("search"), {"words": "periwinkle"}).text for who in ("sara", "mo", "duty")}
    assert "Ada Marsh: About the swing" in found["sara"]
    assert "<mark>periwinkle</mark>" in found["sara"] and "<i>broke" not in found["sara"]
    for other in ("mo", "duty"):
        assert "Nothing that you see holds these words" in found[other]
        assert "swing" not in found[other]


def test_a_search_leaves_its_event(browser, town):
    looked_for = "SELECT count(*) FROM audit_event WHERE action = 'search' AND post = %s"
    with town.database.superuser() as database:
        before = database.execute(looked_for, [town.post["sara"]]).fetchone()[0]
        browser("sara").post(reverse("search"), {"words": "anything"})
        assert database.execute(looked_for, [town.post["sara"]]).fetchone()[0] == before + 1


def test_words_looked_for_in_a_chronology_stand_in_no_address(browser, town, child):
    """They come back with the address, for whoever looked; for another, changed, or old, everything is shown."""
    with town.acting("sara"):
        for title in ("Of a gooseberry", "Of a kite"):
            record_entry(person_id=child, recording=Recording("case_note", now(), title, title, "social_care", 3))
    page = reverse("chronology", args=[child])
    sent = browser("sara").post(f"{page}?kind=case_note&after=old", {"words": " gooseberry "})
    assert sent.status_code == 302 and "gooseberry" not in sent["Location"] and "after" not in sent["Location"]
    found = browser("sara").get(sent["Location"]).text
    assert "“gooseberry”" in found and "Of a kite" not in found and "kind=case_note" in sent["Location"]
    (back,) = re.findall(r'href="([^"]+)"><span[^>]*>Remove this filter: </span>“gooseberry”', found)
    assert "sought" not in back and "kind=case_note" in back
    (printed,) = re.findall(r'href="([^"]*/print/[^"]*)"', found)
    assert "sought=" in printed and "gooseberry" not in printed
    assert not re.search(r'(href|action)="[^"]*gooseberry', found)
    for changed in (f"{page}?words=gooseberry", sent["Location"][:-4] + "AAA=", f"{page}?sought=é%00"):
        assert "Of a kite" in browser("sara").get(changed).text
    assert "“gooseberry”" not in browser("mo").get(sent["Location"]).text
    assert "sought" not in browser("sara").post(page, {"words": "  "})["Location"]


def test_nothing_to_look_for_is_said(browser):
    answer = browser("sara").post(reverse("search"), {"words": "  "})
    assert answer.status_code == 422
    assert "Enter a word to look for" in answer.text


@pytest.fixture(scope="module")
def clash(town, child: UUID) -> UUID:
    """Ada and Ben, whom Sara works with both, carry one number."""
    ben = town.child()
    with town.acting("sara"):
        PersonName.objects.create(person_id=ben, id=row_id(), domain="identity", grade=1, given="Ben", family="Orr")
        add_identifier(ben, "local", "C 4711")
        add_identifier(child, "local", "c4711")
        return IdentifierClash.objects.get(person_id=child).id


def test_a_number_on_two_records_is_settled_on_both(browser, town, child, clash):
    assert re.search(
        r"Ada Marsh</a> and .*Ben Orr|Ben Orr</a> and .*Ada Marsh", browser("sara").get(reverse("number_clashes")).text
    )
    assert "stands on the record of" in browser("sara").get(reverse("details", args=[child])).text
    page = reverse("settle_clash", args=[child, clash])
    assert browser("sara").post(page, {"words": "Rang the school"}).status_code == 422
    sent = {"outcome": "A slip: the number is wrong on one of the records", "words": "Rang the school."}
    assert browser("sara").post(page, sent).status_code == 302
    assert "No number waits" in browser("sara").get(reverse("number_clashes")).text
    assert browser("sara").get(page).status_code == 404
    with town.acting("sara"):
        outcomes = set(IdentifierClash.objects.values_list("outcome", flat=True))
    assert outcomes == {"A slip: the number is wrong on one of the records. Rang the school."}


def test_who_does_not_open_both_learns_nothing(browser, child, clash):
    for other in ("officer", "duty", "visitor"):
        assert "No number waits" in browser(other).get(reverse("number_clashes")).text
        assert "Ben" not in browser(other).get(reverse("details", args=[child])).text
    for other in ("officer", "duty"):
        assert browser(other).get(reverse("settle_clash", args=[child, clash])).status_code == 404


def test_whoever_adds_a_number_is_told_at_once_what_is_odd_about_it(browser, town, child):
    other = town.child()
    with town.acting("sara"):
        PersonName.objects.create(person_id=other, id=row_id(), domain="identity", grade=1, given="Ben", family="Marsh")

    def told(person, number):
        page = reverse("change", args=[person, "number"])
        return browser("sara").post(page, {"scheme": "nhs", "value": number}, follow=True).text

    assert "Recorded." in (page := told(other, "999 000 0565")) and "a digit must be wrong" not in page
    assert "a digit must be wrong" in told(other, "999 000 0566")
    assert "stands on somebody else" in (page := told(child, "999 000 0565")) and "a digit must be wrong" not in page
