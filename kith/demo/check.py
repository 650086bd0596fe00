"""`script/demo --check`: seven people open one child's record over HTTP; what each sees is compared with what was
written by hand (expected/seven_views.yaml), never with what the code under test computes."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from kith.access.grades import Domain, Grade
from kith.demo.cast import SEVEN, Viewer, hero_id
from kith.demo.visitor import Visitor, sign_in

HERO_NAME = "Amara Fenwick-Osei"
EXPECTED = Path(__file__).parent / "expected" / "seven_views.yaml"
REACH = re.compile(r'kith-reach__domain">([^<]+)</span>.*?kith-grade--(\d)', re.DOTALL)
ENTRY = re.compile(r'<span>([^<]+)</span>\s*<span class="kith-grade kith-grade--(\d)"')
DOMAINS = {label.lower(): value for value, label in Domain.choices}


@dataclass
class Seen:
    """By one viewer: `found` in the search; `status` of the person's page; grade and entries by domain."""

    found: bool = False
    status: int = 0
    reach: dict[str, int] = field(default_factory=dict)
    entries: Counter[tuple[str, int]] = field(default_factory=Counter)


def walk(console: Console, address: str) -> bool:
    """True if each of the seven saw exactly what is written. Prints who sees what, and every difference."""
    expected: dict[str, Any] = yaml.safe_load(EXPECTED.read_text())
    seen = {viewer.key: visit(address, viewer) for viewer in SEVEN}
    console.print(table_of(seen))
    wrong = [f"{key}: {told}" for key, saw in seen.items() for told in differences(expected[key], saw)]
    for told in wrong:
        console.print(f"WRONG  {told}", style="bold red", soft_wrap=True)
    console.print(
        "One thing or more is wrong." if wrong else "Each of the seven sees exactly what is written for them."
    )
    return not wrong


def visit(address: str, viewer: Viewer) -> Seen:
    """Sign in, find the child, open the person page, the reach and the chronology."""
    visitor, seen = Visitor(address), Seen()
    sign_in(visitor, viewer.name)
    visitor.get("/find/")
    seen.found = f"/people/{hero_id()}/" in visitor.post("/find/", who=HERO_NAME)
    visitor.get(f"/people/{hero_id()}/")
    seen.status = visitor.status
    if seen.status == 200:
        seen.reach = {
            domain: int(grade) for domain, grade in _marks(REACH, visitor.get(f"/people/{hero_id()}/access/"))
        }
        chronology = visitor.get(f"/people/{hero_id()}/chronology/print/")
        seen.entries = Counter((domain, int(grade)) for domain, grade in _marks(ENTRY, chronology))
    return seen


def _marks(pattern: re.Pattern[str], page: str) -> list[tuple[str, str]]:
    """(domain, grade) pairs, domains as in `Domain`."""
    return [(DOMAINS[unescape(words).strip().lower()], grade) for words, grade in pattern.findall(page)]


def differences(expected: dict[str, Any], seen: Seen) -> list[str]:
    """In words; none where all is as written.

    `expected`: `found` (in the search), `grades` (domain → name of the grade; what is left out is none; empty for one
    to whom the person is absent) and `entries` (domain → how many are opened; what is left out is none).
    """
    grades = {domain: Grade[name.upper()] for domain, name in (expected["grades"] or {}).items()}
    counts = expected["entries"] or {}
    told = []
    if seen.found != expected["found"]:
        told.append(f"{'found' if seen.found else 'did not find'} {HERO_NAME}")
    if seen.status != (200 if grades else 404):
        told.append(f"the person's page answered {seen.status}")
    for domain, label in Domain.choices:
        reached, written = Grade(seen.reach.get(domain, 0)), grades.get(domain, Grade.NONE)
        if reached != written:
            told.append(f"reaches {reached.label} in {label}; written: {written.label}")
        opened = {grade: n for (of, grade), n in seen.entries.items() if of == domain}
        if any(grade > written for grade in opened):
            told.append(f"opens entries above {written.label} in {label}")
        if sum(opened.values()) != counts.get(domain, 0):
            told.append(f"opens {sum(opened.values())} entries in {label}; written: {counts.get(domain, 0)}")
    return told


def table_of(seen: dict[str, Seen]) -> Table:
    """Grade by domain and viewer, with how many entries each opens there."""
    table = Table(title=f"Who sees what of {HERO_NAME}", title_justify="left", show_lines=False)
    table.add_column("")
    for key in seen:
        table.add_column(key)
    table.add_row("found by name", *("yes" if saw.found else "no" for saw in seen.values()))
    for domain, label in Domain.choices:
        table.add_row(str(label), *(_cell(saw, domain) for saw in seen.values()))
    return table


def _cell(saw: Seen, domain: str) -> str:
    entries = sum(n for (of, _), n in saw.entries.items() if of == domain)
    grade = Grade(saw.reach.get(domain, 0))
    return f"{grade.label}, {entries}" if entries else str(grade.label)
