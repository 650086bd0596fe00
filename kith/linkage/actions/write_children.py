"""Some children of a return onto the record, in the transaction that is open, under the import post's keyring."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kith.access import facts as access
from kith.access.models import Involvement
from kith.agencies.models import Team
from kith.audit.log import log
from kith.core.clock import now
from kith.core.ids import person_id, row_id
from kith.core.session import acting, call
from kith.linkage.ssda903.comparing import Comparison, Known, compare
from kith.linkage.ssda903.facts import SOURCE, Child, Fact, Table
from kith.people.identifiers import canonical
from kith.people.models import Birth, Held, Identifier, NameKind, Particular, PersonName
from kith.record.models import Entry

COVER, MANAGERS = "allocated team (cover)", "managers of the allocated team"
HELD: dict[Table, type[Held]] = {
    Table.NAME: PersonName,
    Table.BIRTH: Birth,
    Table.PARTICULAR: Particular,
    Table.IDENTIFIER: Identifier,
}
TABLES: tuple[type[Held] | type[Entry], ...] = (*HELD.values(), Entry)
Line = tuple[str, int]


@dataclass(frozen=True)
class Drawn:
    """A fact, the row that says it, and the row of an earlier import that it follows."""

    fact: Fact
    earlier: Known | None
    row: Held | Entry


def known_children() -> dict[str, UUID]:
    """The council's number → person, for every child whom an import of this organisation admitted."""
    log("list", source=SOURCE)
    prefix = f"{SOURCE}:header:"
    found = PersonName.objects.filter(owner_id=acting().agency, kind=NameKind.LABEL, source_key__startswith=prefix)
    keys = found.values_list("source_key", "person_id")
    return {str(source_key).split(":")[2]: person for source_key, person in keys}


def open_children(children: list[Child], people: Mapping[str, UUID]) -> list[Child]:
    """The children whose record is not shut to the import. Nothing is said of others; whoever sealed them is told."""
    numbers = [canonical(child.number) for child in children if child.number not in people]
    shut = set(call("people.numbers_shut", numbers))
    return [child for child in children if child.number in people or canonical(child.number) not in shut]


def write_children(children: list[Child], team: Team, people: Mapping[str, UUID], reason: str) -> set[Line]:
    """Write what is new or changed; returns the lines of the return that came onto the record by it.

    `people`: those on the record, by the council's number; who is not among them is admitted. `reason`: why a fact
    that an earlier import recorded has a new version.
    """
    persons = {child.number: people.get(child.number) or _admit(team) for child in children}
    _cover([persons[child.number] for child in children if child.number in people], team)
    known = _known(persons.values())
    drawn: list[Drawn] = []
    for child in children:
        person = persons[child.number]
        drawn += _drawn(person, compare(child.facts, known[person]), reason)
    stored = _store(drawn)
    for person in persons.values():
        _leave_event(person, [one for one in stored if one.row.person_id == person])
    return {(one.fact.file, one.fact.line) for one in stored}


def _admit(team: Team) -> UUID:
    """A new person: the managers of the team open what is sensitive, the team what is needed for cover."""
    person = person_id()
    access.admit(person, team.managers_id, MANAGERS)
    access.involve(person, team.pk, COVER)
    return person


def _cover(persons: list[UUID], team: Team) -> None:
    """Give the team its work with children whom an earlier import admitted for another team, or who moved since."""
    involved = set(
        Involvement.objects.filter(
            person_id__in=persons, holder_id__in=(team.pk, team.managers_id), closed=False, ends=None
        ).values_list("person_id", "holder_id")
    )
    for person in persons:
        for holder, profile in ((team.managers_id, MANAGERS), (team.pk, COVER)):
            if (person, holder) not in involved:
                access.involve(person, holder, profile)


def _known(persons: Iterable[UUID]) -> dict[UUID, list[Known]]:
    """What imports of this organisation put on these persons' records before."""
    mine = {"person_id__in": list(persons), "owner_id": acting().agency, "source_key__startswith": f"{SOURCE}:"}
    known: dict[UUID, list[Known]] = defaultdict(list)
    for table, model in HELD.items():
        for row in model._default_manager.filter(**mine):
            stands = row.withdrawn_at is None and row.until is None
            known[row.person_id].append(Known(table, str(row.source_key), row.id, stands, row.domain, row.grade))
    for entry in Entry.objects.filter(**mine).defer("text", "details"):
        known[entry.person_id].append(
            Known(
                Table.ENTRY,
                str(entry.source_key),
                entry.id,
                entry.current,
                entry.domain,
                entry.grade,
                entry.series,
                entry.version,
            )
        )
    return known


def _drawn(person: UUID, found: Comparison, reason: str) -> list[Drawn]:
    """The rows of one child, not stored yet."""
    return [
        Drawn(
            fact, earlier, _entry(person, fact, earlier, reason) if fact.table is Table.ENTRY else _held(person, fact)
        )
        for earlier, fact in [*((None, fact) for fact in found.new), *found.changed]
    ]


def _held(person: UUID, fact: Fact) -> Held:
    return HELD[fact.table](
        person_id=person, id=row_id(), domain=fact.domain, grade=fact.grade, source_key=fact.source_key, **fact.values
    )


def _entry(person: UUID, fact: Fact, earlier: Known | None, reason: str) -> Entry:
    """A first version, or the next. A version opens no further than the one before: lowering is a manager's act."""
    new = row_id()
    entry = Entry(person_id=person, id=new, series=new, domain=fact.domain, grade=fact.grade, **fact.values)
    entry.source_key = fact.source_key
    if earlier and earlier.series:
        entry.series, entry.version, entry.amendment_reason = earlier.series, earlier.version + 1, reason
        entry.domain, entry.grade = earlier.domain, max(earlier.grade, fact.grade)
    return entry


def _store(drawn: list[Drawn]) -> list[Drawn]:
    """Those that came onto the record. An entry raised or sealed beyond what the import opens is there already."""
    for model in TABLES:
        rows: list[Any] = [one.row for one in drawn if isinstance(one.row, model)]
        model._default_manager.bulk_create(rows, ignore_conflicts=model is Entry)
    for one in drawn:
        if one.earlier and not isinstance(one.row, Entry):
            # what the council now says otherwise was wrong, or is so no longer: it stays, marked as withdrawn
            held = type(one.row)._default_manager.filter(person_id=one.row.person_id, id=one.earlier.id)
            held.update(withdrawn_at=now())
    entries = [one.row for one in drawn if isinstance(one.row, Entry)]
    there = Entry.objects.filter(person_id__in={row.person_id for row in entries}, id__in=[row.id for row in entries])
    seen = set(there.values_list("id", flat=True))
    return [one for one in drawn if one.row.id in seen or not isinstance(one.row, Entry)]


def _leave_event(person: UUID, stored: list[Drawn]) -> None:
    rows = [one.row for one in stored]
    log("import", person, [r.id for r in rows], {r.domain for r in rows}, {r.grade for r in rows}, source=SOURCE)
