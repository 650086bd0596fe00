"""An agreement is about to change: before anything is saved for good, the page names who loses what; so it happens.

Nothing opens or closes until it is put in force, and what is thrown away never does (design: journey 11).
"""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from kith.access.tasks import go_on
from kith.demo.cast import hero_id

WITH = "Marrow Vale Community NHS Trust"
NURSE = "Bridie Corcoran"


def test_who_loses_what_is_said_before_it_happens(come_in: Callable[[str], Page]) -> None:
    before = opened(come_in(NURSE))
    page = come_in("Dilwyn Pugh")
    propose(page, "The plan", "None")
    expect(page.get_by_text("Nothing has changed yet; you may leave this page")).to_be_visible()
    expect(page.get_by_role("button", name="Put it in force")).to_have_count(0)
    assert go_on() > 1
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("#what + p")).to_contain_text("This closes part of")
    row = page.get_by_role("row").filter(has_text=NURSE)
    expect(row).to_contain_text("lines of")
    expect(row.get_by_role("cell").nth(1)).to_have_text("nothing")  # gains
    expect(page.get_by_role("row", name="The plan practice none")).to_be_visible()
    assert opened(come_in(NURSE)) == before
    page.get_by_role("button", name="Put it in force").click()
    expect(page.get_by_text("In force since")).to_be_visible()
    after = opened(come_in(NURSE))
    assert before - after and not after - before
    assert "Core group planned" in before - after


def test_thrown_away_nothing_has_changed(come_in: Callable[[str], Page]) -> None:
    before = opened(come_in(NURSE))
    page = come_in("Dilwyn Pugh")
    propose(page, "Identity", "Locate")
    go_on()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("It never opened anything.")).to_be_visible()
    assert opened(come_in(NURSE)) == before


def propose(page: Page, about: str, grade: str) -> None:
    """From the page of governance to a new version of the agreement, with one grade changed."""
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Governance").click()
    page.get_by_role("link", name=WITH).first.click()
    page.get_by_role("link", name="Propose a new version").click()
    page.get_by_label(about, exact=True).select_option(grade)
    page.get_by_role("button", name="Show what this changes").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(WITH)


def opened(page: Page) -> set[str]:
    """Titles of all entries of Amara's that somebody opens."""
    page.goto(f"/people/{hero_id()}/chronology/print/")
    return set(page.locator(".kith-entry__title").all_inner_texts())
