"""An agreement is about to change: before anything is saved for good, the page names who gains and who loses what.

The worker works it out, a few people a transaction. Nothing opens or closes until it is put in force, and what is
thrown away never does (design: journey 11).
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from kith.access.tasks import _one_step, go_on
from tests.journeys.paper import on_paper

WITH = "Marrow Vale Community NHS Trust"
NURSE = "Bridie Corcoran"
ASKS = 20_000  # ms: the page asks by itself every four seconds how far the worker is
LESS = re.compile(r"This closes part of [\d,]+ records to [\d,]+ (person|people)")
MORE = re.compile(r"This opens more of [\d,]+ records to [\d,]+ (person|people)")


def test_who_loses_and_gains_what_is_said_before_it_happens(come_in: Callable[[str], Page]) -> None:
    before = opened(come_in(NURSE))
    page = come_in("Dilwyn Pugh")
    decide(page, "The plan", "None", LESS, {"gains": "nothing", "loses": "lines of"})
    less = opened(come_in(NURSE))
    assert before - less and not less - before
    assert "Core group planned" in before - less
    decide(page, "The plan", "Practice", MORE, {"gains": "lines of", "loses": "nothing"})
    assert opened(come_in(NURSE)) == before


def decide(page: Page, about: str, grade: str, said: re.Pattern[str], of_the_nurse: dict[str, str]) -> None:
    """Propose; see how far the worker is; see what it changes, and for whom; put it in force."""
    propose(page, about, grade)
    expect(page.get_by_text("Nothing has changed yet; you may leave this page")).to_be_visible()
    expect(page.get_by_role("button", name="Put it in force")).to_have_count(0)
    assert all(_one_step() for _ in range(5))
    looked_at = page.get_by_text(re.compile("[1-9][0-9]* records looked at so far"))
    expect(looked_at).to_be_visible(timeout=ASKS)
    assert go_on() > 1
    expect(page.get_by_text(said)).to_be_visible(timeout=ASKS)
    row = page.get_by_role("table", name="Who gains and who loses").get_by_role("row").filter(has_text=NURSE)
    expect(row.get_by_role("cell").nth(0)).to_contain_text(of_the_nurse["gains"])
    expect(row.get_by_role("cell").nth(1)).to_contain_text(of_the_nurse["loses"])
    page.get_by_role("button", name="Put it in force").click()
    expect(page.get_by_text("In force since")).to_be_visible()


def test_thrown_away_nothing_has_changed(come_in: Callable[[str], Page]) -> None:
    before = opened(come_in(NURSE))
    page = come_in("Dilwyn Pugh")
    propose(page, "Identity", "Locate")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("It never opened anything.")).to_be_visible()
    assert opened(come_in(NURSE)) == before


def propose(page: Page, about: str, grade: str) -> None:
    """From the page of governance to a new version of the agreement, with one grade changed."""
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Governance").click()
    page.get_by_role("link", name=WITH).first.click()
    page.get_by_role("button", name="Propose a new version").click()
    page.get_by_label(about, exact=True).select_option(grade)
    page.get_by_role("button", name="Show what this changes").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(WITH)


def opened(page: Page) -> set[str]:
    """Titles of all entries of Amara's that somebody opens."""
    on_paper(page)
    return set(page.locator(".kith-entry__title").all_inner_texts())
