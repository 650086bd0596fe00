"""Reads for the family page: the person, their relatives, and how the relatives are related among themselves.

Everybody in it is somebody whom the caller may locate; each row is under its own lock. Whoever calls leaves the event.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kith.people.dates import spoken
from kith.people.genogram import Drawing, Member, Tie, draw
from kith.people.models import Birth, Particular, ParticularKind, Relationship
from kith.people.queries import Relative, holds, names_of

TWO_STEPS = 2  # parents of a parent, and a half-sister's father, are two ties away


@dataclass(frozen=True)
class FamilyPage:
    """`relatives`: the table. `drawing`: the genogram, None where there is no family to draw."""

    relatives: list[Relative]
    drawing: Drawing | None


def family_page(person_id: UUID) -> FamilyPage:
    """At most five statements, however large the family."""
    rows = _ties_around(person_id)
    people = list(dict.fromkeys([person_id, *(row.person_id for row in rows), *(row.other_id for row in rows)]))
    names = names_of(people)
    own = [Relative(row, names[row.other_id]) for row in rows if row.person_id == person_id and row.other_id in names]
    table = sorted(own, key=lambda one: (not one.now, not one.row.parental_responsibility, one.name.casefold()))
    ties = [Tie(row.person_id, row.other_id, row.kind, holds(row)) for row in rows]
    return FamilyPage(table, draw(_members(person_id, names), ties))


def _ties_around(person_id: UUID) -> list[Relationship]:
    found: dict[UUID, Relationship] = {}
    edge = {person_id}
    asked: set[UUID] = set()
    for _ in range(TWO_STEPS):
        for row in Relationship.objects.filter(person_id__in=edge, withdrawn_at=None):
            found[row.id] = row
        asked |= edge
        edge = {row.other_id for row in found.values()} - asked
        if not edge:
            break
    return sorted(found.values(), key=lambda row: row.recorded_at)


def _members(focus: UUID, names: dict[UUID, str]) -> Iterable[Member]:
    births = {
        b.person_id: b for b in Birth.objects.filter(person_id__in=names, withdrawn_at=None).order_by("recorded_at")
    }
    sexes = {
        p.person_id: p.value.casefold()
        for p in Particular.objects.filter(person_id__in=names, kind=ParticularKind.SEX, withdrawn_at=None, until=None)
    }
    for person, name in names.items():
        birth = births.get(person)
        yield Member(
            person,
            name,
            sexes.get(person),
            spoken(birth.on, birth.precision) if birth and birth.on else "",
            bool(birth and birth.died_on),
            person == focus,
        )
