"""Seven people from five organisations open the same child and see seven different records, each explained.

What each should see is written by hand: kith/demo/expected/seven_views.yaml.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kith.demo.cast import SEVEN, Viewer, hero_id
from kith.demo.check import expected
from kith.demo.region.shapes import Region
from kith.demo.seen import DOMAINS, Entries
from tests.journeys.paper import on_paper

MISSPELT = "Amarra Fenwick Osay"
MARKS = {"locate": 1, "essential": 2, "practice": 3, "sensitive": 4, "restricted": 5}


@pytest.mark.parametrize("viewer", SEVEN, ids=lambda viewer: viewer.key)
def test_each_sees_what_is_written_for_them(come_in: Callable[[str], Page], region: Region, viewer: Viewer) -> None:
    page = come_in(viewer.name)
    find(page, MISSPELT)
    assert str(hero_id()) in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amara Fenwick-Osei")
    written = expected(region)[viewer.key]
    explain(page)
    assert reach(page) == written.reach
    on_paper(page)
    assert entries(page) == written.entries


def find(page: Page, typed: str) -> None:
    """From anywhere: find somebody whose name one only heard, and open their record."""
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Find a person").click()
    page.get_by_label("Name, date of birth or number").fill(typed)
    page.get_by_role("main").get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Amara Fenwick-Osei").first.click()


def explain(page: Page) -> None:
    """One tap from the line under the name."""
    page.locator(".kith-view__why").click()
    expect(page.get_by_role("heading", name="Why you see what you see")).to_be_visible()
    assert page.locator("#why + ul li").count() >= 1
    assert page.locator("#more + ol li").count() >= 3


def reach(page: Page) -> dict[str, int]:
    """Domain → grade, as the picture on the access page says it in words."""
    rows = page.locator(".kith-reach__row")
    said = [
        (row.locator(".kith-reach__domain").inner_text(), row.locator(".kith-grade").inner_text()) for row in rows.all()
    ]
    return {DOMAINS[domain.lower()]: MARKS.get(grade.strip(), 0) for domain, grade in said}


def entries(page: Page) -> Entries:
    """(organisation, domain, grade, title) of every entry on paper."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('.kith-entry')].map(e => [
            e.querySelector('.kith-entry__title').innerText.trim(),
            [...e.querySelectorAll('.kith-entry__facts > span:not(.kith-grade)')].at(-1).innerText.trim(),
            e.querySelector('.kith-grade').innerText.trim(),
            [...e.querySelectorAll('.kith-entry__by')].at(-1).innerText.trim()])"""
    )
    return Counter((owner(by), DOMAINS[domain.lower()], MARKS[grade], title) for title, domain, grade, by in found)


def owner(by: str) -> str:
    """The organisation, from "Hannah Brearley, Larkshire Children's Services, recorded …"."""
    return by.split(", recorded")[0].split(", ", 1)[1]
