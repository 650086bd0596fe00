"""What somebody sees of the demo's child over HTTP, read off the pages as a person reads them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from kith.access.grades import Domain
from kith.demo.cast import hero_id
from kith.demo.visitor import Visitor, sign_in

NAME = "Amara Fenwick-Osei"
REFUGE = "The Gables"  # the protected address: identity, restricted, the council's
REACH = re.compile(r'kith-reach__domain">([^<]+)</span>.*?kith-grade--(\d)', re.DOTALL)
ITEM = '<li class="moj-timeline__item'
TITLE = re.compile(r'kith-entry__title">\s*(?:<a[^>]*>)?([^<]*)<')
MARK = re.compile(r'<span>([^<]+)</span>\s*<span class="kith-grade kith-grade--(\d)"')
BY = re.compile(r'<p class="kith-entry__by">([^<]*)')
DOMAINS = {str(label).lower(): value for value, label in Domain.choices}
OWN_WORK = {"to_whom": "own", "to_words": "", "basis": "It stays in my organisation"}  # as the form is first shown
Entries = Counter[tuple[str, str, int, str]]  # organisation, domain, grade, title


@dataclass
class View:
    """Of the child: `found` in the search, `status` of the page, grade by domain, entries, the protected address."""

    found: bool = False
    status: int = 0
    reach: dict[str, int] = field(default_factory=dict)
    entries: Entries = field(default_factory=Counter)
    refuge: bool = False


def visit(address: str, name: str, organisations: list[str]) -> View:
    """Sign in by name, find the child, open the person page, the reach, the details and the whole chronology."""
    visitor, view, person = Visitor(address), View(), f"/people/{hero_id()}/"
    sign_in(visitor, name)
    visitor.get("/find/")
    view.found = person in visitor.post("/find/", who=NAME)
    visitor.get(person)
    view.status = visitor.status
    if view.status == 200:
        view.reach = {_domain(words): int(grade) for words, grade in REACH.findall(visitor.get(f"{person}access/"))}
        view.refuge = REFUGE in visitor.get(f"{person}details/")
        view.entries = entries(_on_paper(visitor, f"{person}chronology/print/"), organisations)
    return view


def _on_paper(visitor: Visitor, path: str) -> str:
    """The whole chronology, past the form that asks what for, before anything leaves."""
    visitor.get(path)
    return visitor.post(path, why="To see who sees what", **OWN_WORK)


def entries(page: str, organisations: list[str]) -> Entries:
    """Every entry of a chronology. ValueError where one does not say what it is."""
    return Counter(_entry(item, organisations) for item in page.split(ITEM)[1:])


def _entry(item: str, organisations: list[str]) -> tuple[str, str, int, str]:
    title, mark, by = TITLE.search(item), MARK.search(item), " ".join(BY.findall(item))
    owner = next((name for name in organisations if name in unescape(by)), None)
    if not (title and mark and owner):
        raise ValueError(f"An entry without title, grade or organisation: {item[:500]}")
    return owner, _domain(mark[1]), int(mark[2]), unescape(title[1]).strip()


def _domain(words: str) -> str:
    return DOMAINS[unescape(words).strip().lower()]
