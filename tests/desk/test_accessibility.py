"""axe on every page of the desk, in a real browser: no WCAG 2.2 A or AA violation, nothing wider than the screen.

Every page at 320 px (400 % zoom of a laptop); those that are laid out otherwise on a laptop at 1280 px too, where axe
looks at a fixed third of them, and at all with `KITH_AXE=whole`: most of what it asks does not hang on the width.
"""

import os
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zlib import crc32

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from kith.core.ids import row_id
from tests.desk.test_pages import ABOUT, OWN

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],  # describing everything that passes takes most of the time
}
CHANGES = ("name", "birth", "particular", "number", "address", "alert", "relative")
WIDE = ("person", "chronology", "network", "details", "access", "record_something")


@pytest.fixture(scope="module")
def about_one_row(town: Any, child: UUID) -> list[str]:
    """Pages about one entry, alert, name or involvement of the child."""
    from kith.access.models import Involvement
    from kith.people.models import PersonName
    from kith.record.models import Entry

    with town.acting("sara"):
        entry = Entry.objects.filter(person_id=child).first()
        name = PersonName.objects.filter(person_id=child).first()
        involvement = Involvement.objects.filter(person_id=child, holder_id=town.post["sara"]).first()
    assert entry and name and involvement
    pages = [reverse(page, args=[child, entry.id]) for page in ("entry", "why", "amend", "lower_grade")]
    return [
        *pages,
        reverse("withdraw", args=[child, "name", name.id]),
        reverse("end_involvement", args=[child, involvement.id]),
    ]


def test_family_with_somebody_in_it_on_a_phone(desk, child, town):
    """A table that is wider than the screen is pushed aside within its frame, and the page stays where it is."""
    from kith.people.actions.relate import relate
    from kith.people.models import PersonName

    mother = town.child()
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=mother, id=row_id(), domain="identity", grade=1, given="Eve", family="Marsh"
        )
        relate(child, mother, "mother", parental_responsibility=True)
    check(desk("sara", 320), [reverse("family", args=[child])])


def test_every_page_on_a_phone(desk, child, about_one_row):
    pages = [reverse(page) for page in OWN] + [reverse(page, args=[child]) for page in ABOUT]
    check(desk("sara", 320), pages + about_one_row + [reverse("change", args=[child, what]) for what in CHANGES])


def test_pages_on_a_laptop(desk, child):
    check(desk("sara", 1280), [reverse("home"), reverse("find")] + [reverse(page, args=[child]) for page in WIDE])


def _administration(town: Any) -> list[str]:
    """The administrator's pages, and one colleague, who may move or leave."""
    pages = [reverse(page) for page in ("people_and_teams", "add_practitioner", "appoint")]
    one = ("colleague", "move_colleague", "end_colleague")
    return [*pages, *(reverse(page, args=[town.post["sara"]]) for page in one)]


def test_pages_of_others_on_a_phone(desk, child, town):
    check(desk("manager", 320), [reverse("team")])
    check(desk("governor", 320), [reverse("governance"), reverse("reading_limits")])
    check(desk("admin", 320), _administration(town))
    check(desk("duty", 320), [reverse("person", args=[child])])
    check(desk("officer", 320), [reverse("person", args=[child])])


def test_pages_of_others_on_a_laptop(desk, child):
    check(desk("manager", 1280), [reverse("team")])
    check(desk("duty", 1280), [reverse("person", args=[child])])


def check(page: Page, addresses: list[str]) -> None:
    """No violation, nothing wider than the screen, nothing that the browser refused."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    wrong = {}
    for address in addresses:
        page.goto(address)
        if said := faults(page):
            wrong[address] = said
    page.context.close()
    assert wrong == {}
    assert [text for text in refused if "404" not in text] == []


def asked(page: Page) -> bool:
    """Addresses differ by the ids in them from run to run: what stays of them decides."""
    path = [part for part in urlsplit(page.url).path.split("/") if len(part) < 30 and not part.isdigit()]
    narrow = (page.viewport_size or {"width": 0})["width"] < 1000
    return narrow or os.environ.get("KITH_AXE") == "whole" or crc32("/".join(path).encode()) % 3 == 0


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What is wrong with the page as it stands."""
    found = Axe().run(page, options=WCAG).response["violations"] if asked(page) else []
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    said = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found]
    return said + ([("too wide", [])] if wide else [])
