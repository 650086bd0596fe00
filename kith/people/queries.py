"""Reads of the index. Whoever calls leaves the event (`kith.audit.log.log`).

A person's whole index is one statement: every part of it as JSON, each row under its own lock; the names of relatives
are a second one, resolved through the relatives' own locks.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model

from kith.access.explain import Opener, who_opens
from kith.access.grades import Grade
from kith.core.clock import today
from kith.core.session import rows
from kith.people.dates import spoken
from kith.people.models import (
    Address,
    Alert,
    Birth,
    Held,
    Identifier,
    IdentifierClash,
    NameKind,
    Particular,
    ParticularKind,
    PersonName,
    Relationship,
)

PARTS: tuple[type[Held], ...] = (PersonName, Birth, Particular, Identifier, Address, Alert, Relationship)
ORDER = [NameKind.PREFERRED, NameKind.LEGAL, NameKind.LABEL, NameKind.ALIAS, NameKind.FORMER]
Part = TypeVar("Part", bound=Model)

NAMES = """
    SELECT DISTINCT ON (n.person_id) n.person_id, n.kind, n.given, n.family, b."on", b."precision"
    FROM people_personname n
    LEFT JOIN LATERAL (
        SELECT b."on", b."precision" FROM people_birth b
        WHERE b.person_id = n.person_id AND b.withdrawn_at IS NULL ORDER BY b.recorded_at DESC LIMIT 1
    ) b ON n.kind = 'label'
    WHERE n.person_id = ANY (%s::uuid[]) AND n.withdrawn_at IS NULL AND (n.until IS NULL OR n.until > %s)
    ORDER BY n.person_id, array_position(%s::text[], n.kind), n.recorded_at DESC
"""


@dataclass(frozen=True)
class Relative:
    """Somebody related, whom the caller may locate. `row.kind` is what they are to the person."""

    row: Relationship
    name: str

    @property
    def person_id(self) -> UUID:
        return self.row.other_id

    @property
    def kind(self) -> str:
        return self.row.get_kind_display()

    @property
    def now(self) -> bool:
        return holds(self.row)


@dataclass
class Person:
    """What the caller may see of who a person is. Lists hold what is true now first, then what was, newest first."""

    id: UUID
    names: list[PersonName] = field(default_factory=list)
    births: list[Birth] = field(default_factory=list)
    particulars: list[Particular] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)

    @property
    def name(self) -> PersonName | None:
        return display_name(self.names)

    @property
    def birth(self) -> Birth | None:
        return self.births[0] if self.births else None

    @property
    def title(self) -> str:
        """What stands at the top of the page."""
        birth = self.birth
        return titled(self.name, birth.on if birth else None, birth.precision if birth else "")

    @property
    def age(self) -> int | None:
        """In whole years today, or at death. None when not known, and before birth."""
        birth = self.birth
        if not birth or not birth.on or birth.precision == "unborn":
            return None
        return age_on(birth.on, birth.died_on or today())

    @property
    def born(self) -> str:
        return spoken(self.birth.on, self.birth.precision) if self.birth else "not known"

    @property
    def address(self) -> Address | None:
        """Where they live now."""
        return next((a for a in self.addresses if a.kind == "home" and holds(a)), None)

    def particulars_of(self, *kinds: str) -> list[Particular]:
        """Those that hold now, in the order asked for."""
        return [p for kind in kinds for p in self.particulars if p.kind == kind and holds(p)]

    @property
    def alerts_now(self) -> list[Alert]:
        """Those that hold, those due for review first."""
        return sorted((a for a in self.alerts if holds(a)), key=lambda a: (a.review_on or date.max, a.kind))


def holds(row: Held, on: date | None = None) -> bool:
    """Whether the row is true on a day (today, unless said)."""
    day = on or today()
    return (row.since is None or row.since <= day) and (row.until is None or row.until > day)


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def display_name(names: Iterable[PersonName]) -> PersonName | None:
    """The name to call someone by: preferred, else legal, else the label, else any other, of those that hold."""
    held = [name for name in names if holds(name)] or list(names)
    return min(held, key=lambda name: (ORDER.index(NameKind(name.kind)), -name.recorded_at.timestamp()), default=None)


def titled(name: PersonName | None, on: date | None, precision: str) -> str:
    """The display name; with a label only, and the birth: "Child 566910, born 27 March 2008"."""
    if name is None:
        return "No name that you can see"
    if name.kind == NameKind.LABEL and on:
        return f"{name}, {'' if precision == 'unborn' else 'born '}{spoken(on, precision)}"
    return str(name)


def person_summary(person_id: UUID) -> Person | None:
    """Everything of the index that the caller may see about one person, in two statements. None: answer as absent."""
    found = Person(person_id)
    into: dict[str, list[Any]] = {
        PersonName._meta.db_table: found.names,
        Birth._meta.db_table: found.births,
        Particular._meta.db_table: found.particulars,
        Identifier._meta.db_table: found.identifiers,
        Address._meta.db_table: found.addresses,
        Alert._meta.db_table: found.alerts,
        Relationship._meta.db_table: found.relationships,
    }
    for table, row in _parts(person_id):
        into[table].append(row)
    for held in into.values():
        held.sort(key=_newest_first)
    if not found.names:
        return None
    if found.relationships:
        found.relatives = _named(found.relationships)
    return found


def _parts(person_id: UUID) -> list[tuple[str, Held]]:
    """One statement over every part, as JSON; parsed by the fields of each model. The lock is not ours to read."""
    by_table = {model._meta.db_table: model for model in PARTS}
    sql = " UNION ALL ".join(
        f"SELECT '{table}', to_jsonb(t)::text FROM (SELECT {_columns(model)} FROM {table}"  # noqa: S608  names of our tables
        " WHERE person_id = %s AND withdrawn_at IS NULL) t"
        for table, model in by_table.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [person_id] * len(by_table))
        return [(table, _row(by_table[table], json.loads(text))) for table, text in cursor.fetchall()]


def _columns(model: type[Held]) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if field.column != "clues")


def _row(model: type[Part], values: dict[str, Any]) -> Part:
    fields = [f for f in model._meta.concrete_fields if f.attname in values]  # a column is called as its attribute
    return model.from_db("default", [f.attname for f in fields], [f.to_python(values[f.attname]) for f in fields])


def _newest_first(row: Held) -> tuple[bool, int, float]:
    return (not holds(row), -(row.since or date.min).toordinal(), -row.recorded_at.timestamp())


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The display name of each person whom the caller may locate; the others are left out. One statement."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    return {
        person: titled(PersonName(kind=kind, given=given, family=family), on, precision or "")
        for person, kind, given, family, on, precision in rows(NAMES, wanted, today(), [kind.value for kind in ORDER])
    }


def relationships(person_id: UUID) -> list[Relative]:
    """The person's relatives whom the caller may locate, those of today first. Someone they may not open is absent."""
    return _named(list(Relationship.objects.filter(person_id=person_id, withdrawn_at=None)))


def _named(held: list[Relationship]) -> list[Relative]:
    named = names_of(row.other_id for row in held)
    relatives = [Relative(row, named[row.other_id]) for row in held if row.other_id in named]
    return sorted(relatives, key=lambda one: (not one.now, not one.row.parental_responsibility, one.name.casefold()))


def alerts(person_id: UUID) -> list[Alert]:
    """Alerts that hold today, those due for review first."""
    held = Alert.objects.filter(person_id=person_id, withdrawn_at=None)
    return sorted((a for a in held if holds(a)), key=lambda a: (a.review_on or date.max, a.kind))


def alerts_to_review(ids: Iterable[UUID]) -> list[Alert]:
    """Alerts about any of these people whose review date has come."""
    due = Alert.objects.filter(person_id__in=list(ids), withdrawn_at=None, review_on__lte=today())
    return [alert for alert in due.order_by("review_on") if holds(alert)]


def clashes() -> list[tuple[IdentifierClash, str, str]]:
    """Numbers that stand on two records which the caller may both locate: the clash and the two names. Newest first."""
    open_ones = list(IdentifierClash.objects.filter(settled_at=None).order_by("-recorded_at")[:200])
    named = names_of([one.person_id for one in open_ones] + [one.other_id for one in open_ones])
    pairs: dict[frozenset[UUID], tuple[IdentifierClash, str, str]] = {}
    for one in open_ones:
        if one.person_id in named and one.other_id in named:
            pairs.setdefault(frozenset({one.person_id, one.other_id}), (one, named[one.person_id], named[one.other_id]))
    return list(pairs.values())


def clashes_of(person_id: UUID) -> list[tuple[IdentifierClash, str]]:
    """Numbers of this person that stand on another record which the caller may locate too, with the other's name."""
    open_ones = list(IdentifierClash.objects.filter(person_id=person_id, settled_at=None).order_by("-recorded_at"))
    named = names_of(one.other_id for one in open_ones) if open_ones else {}
    return [(one, named[one.other_id]) for one in open_ones if one.other_id in named]


def clash_of(person_id: UUID, clash_id: UUID) -> tuple[IdentifierClash, str] | None:
    """One of them that waits, and the other's name, or that it is somebody whom the caller may not locate."""
    clash = IdentifierClash.objects.filter(person_id=person_id, id=clash_id, settled_at=None).first()
    if clash is None:
        return None
    return clash, names_of([clash.other_id]).get(clash.other_id, "somebody whom you may not locate")


def sex_of(person_id: UUID) -> str | None:
    """ "female", "male", or None where it is not known or neither."""
    held = Particular.objects.filter(
        person_id=person_id, kind=ParticularKind.SEX, withdrawn_at=None, until=None
    ).order_by("-recorded_at")
    value = held.values_list("value", flat=True).first()
    return value.casefold() if value and value.casefold() in {"female", "male"} else None


def address_seen_by(person_id: UUID, protected: bool) -> list[Opener]:
    """Who will be able to see an address of this person: what is shown before one is saved."""
    return who_opens(person_id, "identity", Grade.RESTRICTED if protected else Grade.ESSENTIAL)
