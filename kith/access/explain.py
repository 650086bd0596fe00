"""Explaining access: through which facts somebody opens a record, how far they reach, who opens more, and how to ask.

Computed from facts alone, never from whether rows exist: the explanation betrays nothing (graded-access.md, Explain).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from kith.access.grades import DOMAINS, by_domain
from kith.core.errors import Unknown
from kith.core.session import call, rows


@dataclass(frozen=True)
class Opening:
    """One fact by which I open rows of one owner (None: of any owner), and how far."""

    fact: str  # "involvement", "share", "emergency", "finder"; of one row "draft", "release", "letter" or "given" too
    fact_id: UUID | None
    holder: int
    holder_kind: str  # "post", "team", "managers", "finder", "reader"
    profile: str | None
    version: int | None
    accepted: bool
    edge: int | None
    agreement: str | None
    owner: int | None
    grades: dict[str, int]
    starts: datetime | None
    ends: datetime | None


@dataclass(frozen=True)
class Explanation:
    """`facts`: every opening. `lead`: the agency that leads, whom to ask. `contacts`: who is involved.

    `closed`: more opens, from sensitive on, as soon as the caller confirms that it is them.
    """

    person: UUID
    lead: int
    facts: tuple[Opening, ...]
    closed: bool = False
    contacts: tuple["Contact", ...] = ()

    @cached_property
    def reach(self) -> dict[str, int]:
        """Domain → the best grade over all owners."""
        return {domain: max((f.grades[domain] for f in self.facts), default=0) for domain in DOMAINS}

    @cached_property
    def by_owner(self) -> dict[int | None, dict[str, int]]:
        """Owner → domain → grade. What any owner's rows open by (None) is already counted in every owner's."""
        owners = {f.owner for f in self.facts} | {self.lead}
        return {owner: self.on_rows_of(owner) for owner in owners}

    def on_rows_of(self, owner: int | None) -> dict[str, int]:
        """Domain → grade on rows that `owner` owns."""
        return {d: max((f.grades[d] for f in self.facts if f.owner in (owner, None)), default=0) for d in DOMAINS}


@dataclass(frozen=True)
class Why:
    """Every way by which I open one row, and what the row is. `table`: where it stands; `versions`: edge → version."""

    person: UUID
    row: UUID
    table: str
    domain: str
    grade: int
    owner: int
    ways: tuple[Opening, ...]
    versions: dict[int, int]


@dataclass(frozen=True)
class Opener:
    """A holder that opens a row, as the one who asks may know them. `people`: practitioners behind it today."""

    holder: int
    kind: str
    name: str
    agency: str
    people: int
    humans: tuple[int, ...]
    capacity: str
    profile: str
    telephone: str
    until: datetime | None


@dataclass(frozen=True)
class Contact:
    """Somebody involved, as the one who asks may know them; a discreet service at locate has no holder."""

    involvement: UUID | None
    holder: int | None
    kind: str
    name: str
    title: str
    agency_id: int | None
    agency: str
    telephone: str
    profile: str
    capacity: str
    domain: str
    starts: datetime | None
    ends: datetime | None
    accepted: bool


EXPLAIN = "SELECT lead, closed, facts::text, contacts::text FROM access.explain(%s)"


def explain(person: UUID) -> Explanation | None:
    """How the caller opens this person's record and who is involved, or None where they must be answered as if nobody
    were there. One look at the facts: every page of a record begins with it.
    """
    found = rows(EXPLAIN, person, savepoint=False)
    if not found:
        return None
    lead, closed, facts, contacts = found[0]
    return Explanation(
        person=person,
        lead=lead,
        facts=tuple(Opening(**_told(fact)) for fact in json.loads(facts)),
        closed=closed,
        contacts=tuple(Contact(**_told(contact)) for contact in json.loads(contacts)),
    )


READ: dict[str, Callable[[Any], Any]] = {
    "fact_id": UUID, "involvement": UUID, "starts": datetime.fromisoformat, "ends": datetime.fromisoformat,
    "grades": by_domain,
}  # fmt: skip


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row that came as JSON, by the names of Opening or of Contact."""
    return {name: READ[name](value) if name in READ and value is not None else value for name, value in row.items()}


def _opening(row: tuple[Any, ...]) -> Opening:
    *before, grades, starts, ends = row
    return Opening(*before, by_domain(grades), starts, ends)  # type: ignore[call-arg]  # in the order of the function


ROW = "SELECT x.* FROM access.explain_row(%s, %s) x"


def explain_row(person: UUID, row: UUID) -> Why:
    """Which facts open one row to the caller. Raises Unknown: not there and not mine to open are the same."""
    found = rows(ROW, person, row)
    if not found:
        raise Unknown
    table, domain, grade, owner = found[0][:4]
    versions = {r[12]: r[4] for r in found if r[12]}
    return Why(person, row, table, domain, grade, owner, tuple(_opening(r[5:]) for r in found), versions)


OPENERS = "SELECT holder, capacity, profile, until, people FROM "


def who_opens(person: UUID, domain: str, grade: int) -> list[Opener]:
    """Who would open a row of the caller's agency at this domain and grade: those whom the caller may locate.

    Raises Unknown below locate.
    """
    return _openers(rows(OPENERS + "access.openers(%s, %s, %s::smallint)", person, domain, grade))


def who_opens_row(person: UUID, row: UUID) -> list[Opener]:
    """Who opens one row that the caller opens, whoever owns it. Raises Unknown where the caller does not."""
    return _openers(rows(OPENERS + "access.row_openers(%s, %s)", person, row))


def _openers(found: list[tuple[Any, ...]]) -> list[Opener]:
    named = holders({row[0] for row in found})
    merged: dict[int, Opener] = {}
    for holder, capacity, profile, until, humans in found:
        h = named.get(holder)
        if h and humans:
            merged[holder] = Opener(
                holder,
                h.kind,
                h.name,
                h.agency,
                len(humans),
                tuple(humans),
                capacity,
                profile or "",
                h.telephone,
                until,
            )
    return sorted(merged.values(), key=lambda o: (o.agency, o.name))


@dataclass(frozen=True)
class Reaching:
    """A holder whom I may locate, and how far they reach: domain → the best grade over all owners."""

    holder: int
    kind: str
    name: str
    title: str
    agency_id: int
    agency: str
    telephone: str
    profile: str
    capacity: str
    until: datetime | None
    grades: dict[str, int]

    def further_than(self, reach: dict[str, int]) -> dict[str, int]:
        """Domain → grade, where they reach further."""
        return {domain: grade for domain, grade in self.grades.items() if grade > reach[domain]}


def reaches(person: UUID) -> list[Reaching]:
    """How far everyone whom the caller may locate reaches, from facts alone. Raises Unknown below locate."""
    found = rows("SELECT * FROM access.reaches(%s)", person)
    return [Reaching(*before, by_domain(grades)) for *before, grades in found]  # type: ignore[call-arg]  # as in Opening


@dataclass(frozen=True)
class Guard:
    """A seal or a bar that holds, as a guardian of the record may know it. `kind`: "seal" or "bar"."""

    kind: str
    id: UUID
    humans: tuple[int, ...]
    reason: str
    since: datetime


def guards(person: UUID) -> list[Guard]:
    """Seals and bars that the caller may end; none for anybody else. Raises Unknown below locate."""
    found = rows("SELECT kind, id, humans, reason, since FROM access.guards(%s)", person)
    return [Guard(kind, guard_id, tuple(humans), reason, since) for kind, guard_id, humans, reason, since in found]


def lead_offered_to(person: UUID) -> int | None:
    """Who is asked to lead, told to those who guard the record and to that organisation's own workers; else None.

    Raises Unknown below locate.
    """
    found: int | None = call("access.lead_offered_to", person)
    return found


@dataclass(frozen=True)
class Named:
    """A holder in words."""

    kind: str
    name: str
    title: str
    agency_id: int
    agency: str
    telephone: str


def holders(ids: set[int]) -> dict[int, Named]:
    """Holder → its words."""
    found = rows(
        "SELECT id, kind, name, title, agency_id, agency, telephone FROM agencies.holder WHERE id = ANY (%s)", list(ids)
    )
    return {row[0]: Named(*row[1:]) for row in found}
