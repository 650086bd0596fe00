"""What is opened, given or taken out, to its end: the other side looks on in a browser of its own.

A night and its morning; a share and single lines, recalled; papers for a court, and where they have been.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from kith.core.clock import now
from kith.demo.cast import hero_id
from tests.journeys.test_01_front_door import ask, end_the_share
from tests.journeys.test_08_both_sides import AMARA, NEXT_YEAR, OFFICER, left, seen, within

Door = Callable[[str], Page]
NIGHT = "Ijeoma Nwachukwu"  # nobody of the other journeys here: by the real clock her hour goes on
REASON = "Police at the door at two: who else lives there?"


@pytest.fixture
def clock(county: Any) -> Iterator[Callable[[int], None]]:
    """Sets the clock of everybody so many minutes ahead, until the end of the test."""
    begins = now()
    yield lambda minutes: county.set_clock(begins + timedelta(minutes=minutes))
    county.set_clock(None)


def test_a_night_ends_by_itself_and_is_looked_at_in_the_morning(come_in: Door, clock) -> None:
    night, governance = come_in(NIGHT), come_in("Dilwyn Pugh")
    before = seen(night)
    night.goto(reverse("open_in_emergency", args=[hero_id()]))
    night.get_by_label("What is the emergency?").fill(REASON)
    night.get_by_label("1 hour").check()
    night.get_by_role("button", name="Open it now").click()
    assert within(night, "social_care", 4) < 2
    governance.goto("/governance/reviews/")
    governance.locator("#emergencies + ul li", has_text=REASON).get_by_role("link").click()  # at once, with the reason
    expect(governance.get_by_text(NIGHT).first).to_be_visible()
    for minutes, goes_on in ((29, True), (58, True), (61, False)):
        clock(minutes)
        assert (seen(night) != before) == goes_on, f"after {minutes} minutes"
    clock(0)
    governance.get_by_label("It was needed").check()
    governance.get_by_role("button", name="Keep what came of it").click()
    expect(governance.get_by_text("Kept: what came of it.")).to_be_visible()


def test_a_share_is_there_at_once_and_recalled_it_is_gone(come_in: Door) -> None:
    worker, officer = come_in("Hannah Brearley"), come_in("DC Tom Wieczorek")
    before = seen(officer)
    worker.goto(f"{AMARA}/access/share/")
    holder = worker.get_by_label("To whom?")
    holder.select_option(label=next(o for o in holder.locator("option").all_inner_texts() if OFFICER.search(o)))
    worker.get_by_label("Education", exact=True).select_option(label="Practice")
    worker.get_by_label("If not, under which law?").fill("Children Act 1989, section 47")
    worker.get_by_label("Until when?").fill(NEXT_YEAR)
    worker.get_by_label("Why?").fill("He is to speak with her school.")
    worker.get_by_role("button", name="Open it").click()
    assert within(officer, "education", 3) < 2
    worker.goto(f"{AMARA}/access/")
    worker.locator("li", has_text="He is to speak with her school.").get_by_role("link", name="End").click()
    worker.get_by_label("Why does it end?").fill("He has spoken with them.")
    worker.get_by_role("button", name="End it").click()
    assert seen(officer) == before


def test_single_lines_are_given_read_at_once_and_recalled(come_in: Door) -> None:
    """And the officer's own look at what the worker sees: who looked, in words for the child."""
    duty, officer, worker = come_in("Gareth Tolley"), come_in("DC Tom Wieczorek"), come_in("Hannah Brearley")
    asked = ask(duty, "DC Tom Wieczorek", {"Justice": "Practice"})
    before = seen(duty)
    officer.goto(asked)
    officer.get_by_role("link", name="Give them entries, documents or forms").click()
    officer.locator("input[name=rows]").first.check()
    officer.get_by_label("Until when?").fill(NEXT_YEAR)
    officer.get_by_role("button", name="Give them").click()
    began = monotonic()
    while monotonic() - began < 10 and not duty.locator(".kith-given").count():
        duty.goto(asked)
    took = monotonic() - began
    assert took < 2, f"the asker read it after {took:.1f} s"
    expect(duty.locator(".kith-given")).to_have_count(1)
    assert seen(duty) == before, "nothing beside it opened"
    end_the_share(officer, asked)
    duty.goto(asked)
    expect(duty.locator(".kith-given")).to_have_count(0)
    expect(duty.get_by_text("1 of 1 does not open to you now")).to_be_visible()
    worker.goto(f"{AMARA}/rights/looks/")
    expect(worker.get_by_text("DC Tom Wieczorek").first).to_be_visible()


def test_papers_go_before_a_court_and_tell_where_they_have_been(come_in: Door) -> None:
    worker, governance = come_in("Hannah Brearley"), come_in("Dilwyn Pugh")
    copies = left(governance)
    worker.goto(f"{AMARA}/bundles/")
    for label, words in (("What is it?", "First hearing"), ("Which court?", "Family Court at Thornbeck")):
        worker.get_by_label(label).fill(words)
    worker.get_by_role("button", name="Begin it").click()
    worker.get_by_label("Kind", exact=True).select_option(label="Document or photo")
    worker.get_by_role("button", name="Look", exact=True).click()
    papers = worker.locator("input[name=entries]")
    first = papers.first.get_attribute("value")
    papers.first.check()
    papers.last.check()
    worker.get_by_role("button", name="Put them in").click()
    worker.get_by_role("button", name="Fix it, to be served").click()
    worker.get_by_label("Who stands by what is in it?").fill("Hannah Brearley, social worker")
    worker.get_by_role("button", name="Fix it", exact=True).click()
    worker.get_by_role("link", name="The file, as it was served").click()
    worker.get_by_label("Why?").fill("For the first hearing")
    worker.get_by_label("On what does that rest?").select_option(label="My own judgement, for the reason given")
    with worker.expect_download(timeout=60_000) as download:
        worker.get_by_role("button", name="Make the file").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert left(governance) == copies + 1
    worker.goto(f"{AMARA}/documents/{str(first).removeprefix('document ')}/")
    custody = worker.locator(".kith-custody")
    for did in ("Received and kept", "Put into a bundle for a court", "Taken out in a bundle for a court"):
        expect(custody).to_contain_text(did)
