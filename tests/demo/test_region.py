"""The region is deterministic, plausible, fictional and of the size that was promised."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import pytest

from kith.demo.region.apart import apart
from kith.demo.region.build import build
from kith.demo.region.days import age
from kith.demo.region.shapes import Person, Region
from kith.demo.region.words import sections
from kith.people.identifiers import check_passed
from tests.conftest import ANCHOR


@pytest.fixture(scope="module")
def people(region: Region) -> dict[str, Person]:
    return {p.key: p for p in region.persons}


def test_the_same_seed_and_day_give_the_same_region(region: Region) -> None:
    assert build(ANCHOR) == region


def test_another_seed_gives_another_region(region: Region) -> None:
    assert build(ANCHOR, seed=21) != replace(region, seed=21)


def test_size(region: Region) -> None:
    assert 570 <= len(region.persons) <= 660
    assert len({p.family for p in region.persons}) == 200
    assert (len(region.agencies), len(region.practitioners)) == (12, 80)
    assert 6000 <= len(region.entries) <= 9000


def test_everybody_is_one_person(region: Region, people: dict[str, Person]) -> None:
    assert len(people) == len(region.persons)
    assert all(h.values["other"] != h.person for h in region.held if h.table == "relationship")


def test_three_years_and_nothing_tomorrow_but_what_is_planned(region: Region) -> None:
    days = [e.happened_at.date() for e in region.entries]
    assert min(days) > ANCHOR - timedelta(days=3 * 366)
    planned = [e for e in region.entries if e.happened_at.date() >= ANCHOR]
    assert planned and all("planned" in e.title.lower() for e in planned)
    assert all(e.recorded < ANCHOR for e in region.entries)


def test_nothing_happens_to_anybody_before_birth(region: Region, people: dict[str, Person]) -> None:
    for e in region.entries:
        assert people[e.person].unborn or e.happened_at.date() >= people[e.person].born, e


def test_parents_are_older_than_their_children(people: dict[str, Person]) -> None:
    for child in people.values():
        for parent in child.parents:
            assert age(people[parent].born, child.born) >= 15, (child, people[parent])


def test_brothers_and_sisters_are_twins_or_most_of_a_year_apart(people: dict[str, Person]) -> None:
    mothers: dict[str, list[date]] = {}
    for p in people.values():
        if p.parents:
            mothers.setdefault(p.parents[0], []).append(p.born)
    for births in mothers.values():
        gaps = [(b - a).days for a, b in zip(sorted(births), sorted(births)[1:], strict=False)]
        assert all(gap == 0 or gap >= 250 for gap in gaps)


def test_the_hard_cases_are_there(region: Region, people: dict[str, Person]) -> None:
    kin = Counter(h.values["kind"] for h in region.held if h.table == "relationship")
    assert kin["twin"] >= 4 and kin["half-sibling"] >= 4
    assert any(h.values.get("protected") for h in region.held)
    assert any(e.kind == "adoption" for e in region.entries)
    assert region.barred and any(p.unborn for p in people.values())
    assert any(n > 1 for n in Counter(p.practitioner for p in region.posts).values())


def test_numbers_pass_their_checks_and_belong_to_nobody(region: Region) -> None:
    numbers = [h.values for h in region.held if h.table == "identifier"]
    assert all(check_passed(n["scheme"], n["value"]) for n in numbers)
    assert all(n["value"].startswith("999") for n in numbers if n["scheme"] == "nhs")
    assert len({n["value"] for n in numbers}) == len(numbers)


def test_telephones_and_addresses_are_reserved_for_fiction(region: Region) -> None:
    held = [h.values["value"] for h in region.held if h.values.get("kind") == "telephone"]
    staff = [p.telephone for p in (*region.agencies, *region.teams, *region.practitioners, *region.posts)]
    assert all(re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", n) for n in held + staff)
    assert all(p.email.endswith(".example") for p in region.practitioners)
    assert all(h.values["postcode"].startswith("ZZ") for h in region.held if h.table == "address")


def test_authors_are_employed_when_they_write(region: Region) -> None:
    posts = {p.key: p for p in region.posts}
    for row in (*region.entries, *region.held):
        post = posts[row.author]
        assert post.starts <= row.recorded and (post.ends is None or row.recorded < post.ends), row


def test_nobody_reads_the_same_thing_twice_in_a_record(region: Region) -> None:
    said = Counter((e.person, e.text) for e in region.entries if len(e.text) > 120)
    assert sum(n - 1 for n in said.values()) < len(region.entries) / 50


def test_every_sentence_has_its_names(region: Region) -> None:
    assert not [e for e in region.entries if re.search(r"[{}]", e.title + e.text)]
    assert len(sections()) > 150


def test_a_busy_child_has_about_forty_entries_or_more(region: Region) -> None:
    busy = Counter(e.person for e in region.entries)
    assert sum(n >= 40 for n in busy.values()) > 40 and max(busy.values()) < 130


def test_dealt_out_by_households_nothing_is_lost_and_no_part_names_another(region: Region) -> None:
    parts = apart(region, 3)
    for rows in ("persons", "held", "involvements", "shares", "barred", "entries"):
        assert Counter(map(repr, chain.from_iterable(getattr(part, rows) for part in parts))) == Counter(
            map(repr, getattr(region, rows))
        )
    for part in parts:
        keys = {person.key for person in part.persons}
        assert {h.values["other"] for h in part.held if h.table == "relationship"} <= keys
        assert len(part.entries) > len(region.entries) / 4
    homes = [{e.occasion for e in part.entries if e.occasion} for part in parts]
    assert not homes[0] & homes[1] | homes[1] & homes[2] | homes[0] & homes[2]
