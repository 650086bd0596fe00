"""The region dealt out by households, so that several can be loaded at once: no fact or row of one names another."""

from collections import Counter
from dataclasses import replace

from kith.demo.region.shapes import Region


def apart(region: Region, parts: int) -> list[Region]:
    """So many regions with the same agencies, each with households of its own, about as many entries in each."""
    of = {person.key: person.family for person in region.persons}
    entries = Counter(of[entry.person] for entry in region.entries)
    dealt: list[set[str]] = [set() for _ in range(parts)]
    for family in sorted(set(of.values()), key=lambda family: (-entries[family], family)):
        min(dealt, key=lambda part: sum(entries[each] for each in part)).add(family)
    return [_only(region, {key for key, family in of.items() if family in part}) for part in dealt]


def _only(region: Region, persons: set[str]) -> Region:
    return replace(
        region,
        persons=tuple(person for person in region.persons if person.key in persons),
        held=tuple(row for row in region.held if row.person in persons),
        involvements=tuple(row for row in region.involvements if row.person in persons),
        shares=tuple(row for row in region.shares if row.person in persons),
        barred=tuple(row for row in region.barred if row.person in persons),
        entries=tuple(row for row in region.entries if row.person in persons),
    )
