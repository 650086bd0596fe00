"""Answering a request with entries, documents and forms, as both sides see it."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access import facts
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.publish_form import publish_form
from kith.core.clock import now, today
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.sharing.queries import conversation
from tests.desk.test_requests import SAID, step_two
from tests.sharing.test_giving_forms import FIRST, HEALTH, MIXED, reach, save

LATER = (today() + timedelta(days=30)).isoformat()


@pytest.fixture(scope="module")
def burn(town, child) -> UUID:
    """What a health visitor wrote, deeper than the agreement opens to Sara; and twenty-five lines beside it."""
    with town.acting("visitor"):
        for n in range(25):
            record_entry(person_id=child, recording=Recording("case_note", now(), f"Weighed {n}", "", "health", 3))
        at = now() - timedelta(days=400)
        seen = Recording("case_note", at, "Burn seen", "CANARY-BURN on her left hand", "health", 4)
        return record_entry(person_id=child, recording=seen).id


@pytest.fixture
def asked(browser, town, child) -> str:
    sent = {**SAID, "health": "4", "mine": town.post["sara"], "token": uuid4().hex}
    answer = browser("sara").post(step_two(child, town, "health visitors"), sent)
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def test_chosen_given_read_at_once_and_recalled(browser, town, child, burn, asked) -> None:
    theirs, mine = browser("visitor"), browser("sara")
    assert mine.get(reverse("entry", args=[child, burn])).status_code == 404
    assert f"{asked}give/" in theirs.get(asked).text and f"{asked}give/" not in mine.get(asked).text
    answer = theirs.post(f"{asked}give/", {"rows": [str(burn)], "until": LATER, "text": "This is what we have."})
    assert answer.status_code == 302
    page = mine.get(asked).text
    assert "CANARY-BURN" in page and "Gave what they had recorded about it" in page and "Weighed" not in page
    assert "CANARY-BURN" in mine.get(reverse("entry", args=[child, burn])).text
    assert "given to you by itself" in mine.get(reverse("why", args=[child, burn])).text
    assert "single things of it" in theirs.get(reverse("access", args=[child])).text
    with town.acting("visitor"):
        facts.end_share(child, conversation(child, UUID(asked.rstrip("/").rpartition("/")[2])).turns[-1].share, "Over")
    page = mine.get(asked).text
    assert "CANARY-BURN" not in page and "1 of 1 does not open to you now" in page
    assert mine.get(reverse("entry", args=[child, burn])).status_code == 404


def test_it_is_looked_for_and_what_was_chosen_and_typed_stays(browser, burn, asked) -> None:
    theirs = browser("visitor")
    page = theirs.get(f"{asked}give/").text
    assert "26 fit; the newest 20 are listed" in page and str(burn) not in page
    looked = {"look": "1", "look-words": "burn", "rows": re.findall(r'name="rows"[^>]*value="([^"]+)"', page)[:1],
              "until": LATER, "text": "Typed already"}  # fmt: skip
    page = theirs.post(f"{asked}give/", looked).text
    assert str(burn) in page and "1 fits." in page and "Typed already" in page
    assert len(re.findall(r"<input[^>]*name=\"rows\"[^>]* checked", page)) == 1


def test_the_time_that_was_asked_about_is_where_it_begins(browser, town, child, burn) -> None:
    long_ago = (today() - timedelta(days=401)).isoformat()
    sent = {**SAID, "health": "4", "mine": town.post["sara"], "token": uuid4().hex, "period_from": long_ago,
            "period_to": (today() - timedelta(days=300)).isoformat()}  # fmt: skip
    asked = browser("sara").post(step_two(child, town, "health visitors"), sent)["Location"]
    page = browser("visitor").get(f"{asked}give/").text
    assert str(burn) in page and "Weighed" not in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"until": LATER}, "Choose at least one"),
        ({"rows": ["no row"], "until": LATER}, "Select a valid choice"),
        ({"rows": [str(uuid4())], "until": LATER}, "Select a valid choice"),
        ({"until": ""}, "Enter the day on which it ends"),
    ],
)
def test_what_is_missing_is_said(browser, burn, asked, sent, words) -> None:
    answer = browser("visitor").post(f"{asked}give/", sent)
    assert answer.status_code == 422 and words in answer.text


def test_a_part_needs_a_ground_and_sent_twice_it_is_one(browser, burn, asked) -> None:
    theirs = browser("visitor")
    sent = {"rows": [str(burn)], "until": LATER, "reason": "not necessary", "token": uuid4().hex}
    assert "on which ground" in theirs.post(f"{asked}give/", sent).text
    sent["text"] = "The rest is about her mother."
    assert [theirs.post(f"{asked}give/", sent).status_code for _ in range(2)] == [302, 302]
    assert browser("sara").get(asked).text.count("Gave a part of what they had recorded") == 1


def test_a_form_goes_with_those_of_its_answers_that_were_asked_for(browser, town, child) -> None:
    """Beside it stands which; both sides read the same, whoever asked finds it on the form's own page too."""
    publish_form(MIXED)
    with town.acting("sara"):
        form = begin_response(person_id=child, slug="mixed")
        save(child, form, ("first", "health"), FIRST | HEALTH)
        sign_response(person_id=child, response_id=form.id, reach_on=reach(child))
    sent = {
        **SAID,
        "identity": "0",
        "health": "0",
        "social_care": "3",
        "mine": town.post["visitor"],
        "token": uuid4().hex,
    }
    sent |= {"gateway": "ca2004-10", "confidentiality": "interest"}
    answer = browser("visitor").post(step_two(child, town, "safeguarding", "child"), sent)
    assert answer.status_code == 302, answer.text
    asked = answer["Location"]
    page = browser("sara").get(f"{asked}give/").text
    assert (
        "form: A form in several domains, with it practice grade in social care; nothing of what it asks about" in page
    )
    assert (
        "health, mental health" in page and page.count("A form in several domains") == 1
    )  # its entry is not beside it
    assert browser("sara").post(f"{asked}give/", {"rows": [str(form.id)], "until": LATER}).status_code == 302
    for who in ("sara", "visitor"):
        page = browser(who).get(asked).text
        assert "Given of it: practice grade in social care." in page and "A tidy flat" in page
        assert "nothing of that was given" in page and "Badly" not in page  # how the child sleeps is health
    page = browser("visitor").get(reverse("response", args=[child, form.id])).text
    assert "A tidy flat" in page and "Badly" in page  # by the agreement
    assert "Has anybody been hurt?" not in page
    assert "Given to you by itself in answer to a request: practice grade in social care." in page
    assert "Given to you by itself" not in browser("sara").get(reverse("response", args=[child, form.id])).text
