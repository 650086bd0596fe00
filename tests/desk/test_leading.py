"""The pages by which the lead of a record passes, from both sides."""

from uuid import UUID

import pytest
from django.urls import reverse

from kith.access import facts
from kith.core.ids import row_id
from kith.people.models import PersonName
from kith.record.queries import chronology


@pytest.fixture
def known(town) -> UUID:
    child = town.child()
    with town.acting("sara"):
        PersonName.objects.create(person_id=child, id=row_id(), domain="identity", grade=1, given="Cass", family="Lowe")
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
    return child


def asks(browser, town, child: UUID) -> None:
    address = reverse("offer_lead", args=[child])
    assert "Larkshire Community NHS Trust" in browser("sara").get(address).text
    sent = {"organisation": town.agency["trust"], "why": "They have moved."}
    answer = browser("sara").post(address, sent, follow=True)
    assert "They are asked" in answer.text and "is asked to lead this record" in answer.text


def test_it_is_asked_for_and_taken(browser, town, known) -> None:
    asks(browser, town, known)
    home = browser("visitor").get(reverse("home")).text
    assert "your organisation is asked to lead this record" in home
    access = reverse("access", args=[known])
    assert "Take the lead" in browser("visitor").get(access).text
    answer = browser("visitor").post(reverse("take_lead", args=[known]), follow=True)
    assert "Your organisation leads this record from now on" in answer.text and "Take the lead" not in answer.text
    again = browser("visitor").post(reverse("take_lead", args=[known]), follow=True)
    assert "not asked to lead now" in again.text
    titles = ["The lead passed from Larkshire Children's Services to Larkshire Community NHS Trust",
              "Larkshire Community NHS Trust is asked to lead"]  # fmt: skip
    for who in ("sara", "visitor"):
        with town.acting(who):
            assert {e.title for e in chronology(known).entries} >= set(titles)
    theirs = browser("sara").get(access).text
    assert reverse("offer_lead", args=[known]) not in theirs
    assert "health visitors" in theirs.split("Whom to ring")[1].split("Who can see")[0]


@pytest.mark.parametrize(("who", "said"), [("visitor", "Declined"), ("sara", "Taken back")])
def test_it_is_left(browser, town, known, who, said) -> None:
    asks(browser, town, known)
    address = reverse("drop_lead", args=[known])
    assert browser(who).get(address).status_code == 200
    assert browser(who).post(address, {"reason": ""}).status_code == 422
    answer = browser(who).post(address, {"reason": "Not now."}, follow=True)
    assert said in answer.text and "asked to lead this record" not in answer.text


def test_what_is_refused_stands_in_the_form(browser, town, known) -> None:
    address = reverse("offer_lead", args=[known])
    answer = browser("visitor").post(address, {"organisation": town.agency["trust"], "why": "Mine"})
    assert answer.status_code == 422 and "Only the lead organisation" in answer.text
    assert browser("officer").get(address).status_code == 404
