"""`script/demo --check`: seven people open one child's record over HTTP, and each must see what is written for them.

What is written: expected/seven_views.yaml, worked out by hand from agreements and profiles, and the child's entries in
region/amara.yaml. Nothing is asked of the code that decides.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path

import yaml
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from kith.access.grades import Domain, Grade
from kith.demo.cast import SEVEN
from kith.demo.region.build import build
from kith.demo.region.days import LONDON
from kith.demo.region.hero import AMARA
from kith.demo.region.shapes import Region
from kith.demo.seen import NAME, Entries, View, visit

EXPECTED = Path(__file__).parent / "expected" / "seven_views.yaml"
WIDTH = 128  # columns that the table needs to be whole, also in a log
MOST_SHOWN = 5  # entries named for each kind of difference


def walk(console: Console, address: str) -> bool:
    """True if each of the seven saw exactly what is written. Prints who sees what, and every difference."""
    region = build(datetime.now(LONDON).date())
    written = expected(region)
    organisations = [agency.name for agency in region.agencies]
    seen = {viewer.key: visit(address, viewer.name, organisations) for viewer in SEVEN}
    Console(width=max(console.width, WIDTH)).print(table_of(seen))
    wrong = [f"{key}: {told}" for key, view in seen.items() for told in differences(written[key], view)]
    for told in wrong:
        console.print(f"WRONG  {told}", style="bold red", soft_wrap=True, markup=False)
    console.print("Kith is not right." if wrong else "Each of the seven sees exactly what is written for them.")
    return not wrong


def expected(region: Region) -> dict[str, View]:
    """By viewer: what the table written by hand opens of the entries written by hand."""
    table = yaml.safe_load(EXPECTED.read_text())
    domains: list[str] = table.pop("order")
    told = [tuple(line) for line in table.pop("signed")] + _told(region)
    views = {}
    for key, lines in table.items():
        grades = {owner: dict(zip(domains, line, strict=True)) for owner, line in lines.items()}
        reach = {domain: max(line[domain] for line in grades.values()) for domain in domains}
        refuge = grades["childrens"]["identity"] == Grade.RESTRICTED
        views[key] = View(True, 200, reach, openable(region, told, grades), refuge)
    return views


def _told(region: Region) -> list[tuple[str, str, int, str]]:
    """The child's entries: owner, domain, grade, title."""
    agency = {post.key: post.agency for post in region.posts}
    hers = (each for each in region.entries if each.person == AMARA)
    return [(agency[each.author], each.domain, each.grade, each.title) for each in hers]


def openable(region: Region, told: list[tuple[str, str, int, str]], grades: dict[str, dict[str, int]]) -> Entries:
    """Those within `grades` (owner → domain → grade)."""
    name = {each.key: each.name for each in region.agencies}
    return Counter((name[o], domain, grade, title) for o, domain, grade, title in told if grade <= grades[o][domain])


def differences(written: View, seen: View) -> list[str]:
    """In words; none where all is as written."""
    told = []
    if seen.found != written.found:
        told.append(f"{'found' if seen.found else 'did not find'} {NAME}")
    if seen.status != written.status:
        told.append(f"the person's page answered {seen.status}")
    for domain, label in Domain.choices:
        reached, right = (Grade(view.reach.get(domain, 0)) for view in (seen, written))
        if reached != right:
            told.append(f"reaches {reached.label} in {label}; written: {right.label}")
    told += [f"opens what is not theirs: {_named(one)}" for one in [*(seen.entries - written.entries)][:MOST_SHOWN]]
    told += [f"does not open: {_named(one)}" for one in [*(written.entries - seen.entries)][:MOST_SHOWN]]
    if seen.refuge != written.refuge:
        told.append(f"{'sees' if seen.refuge else 'does not see'} the protected address")
    return told


def _named(entry: tuple[str, str, int, str]) -> str:
    organisation, domain, grade, title = entry
    return f"{title!r}, {Domain(domain).label}, {Grade(grade).label}, of {organisation}"


def table_of(seen: dict[str, View]) -> Table:
    """Grade by domain and viewer, with how many entries each opens there."""
    table = Table(title=f"Who sees what of {NAME}: grade, and entries opened", title_justify="left", box=SIMPLE)
    for heading in ("", *seen):
        table.add_column(heading)
    table.add_row("found by name", *("yes" if view.found else "no" for view in seen.values()))
    for domain, label in Domain.choices:
        table.add_row(str(label), *(_cell(view, domain) for view in seen.values()))
    table.add_row("protected address", *("yes" if view.refuge else "no" for view in seen.values()))
    return table


def _cell(view: View, domain: str) -> str:
    opened = sum(n for (_, of, _, _), n in view.entries.items() if of == domain)
    grade = Grade(view.reach.get(domain, 0))
    return f"{grade.label}, {opened}" if opened else str(grade.label)
