"""Rows of the index and entries, inserted under the author's keyring, with one event for each person written about."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import DatabaseError, connection

from kith.access.models import Graded
from kith.core.ids import row_id
from kith.demo.region.shapes import Entry as EntryShape
from kith.demo.region.shapes import Held as HeldShape
from kith.people.models import Address, Alert, Birth, Identifier, Particular, PersonName, Relationship
from kith.record.models import Entry

TABLES: dict[str, type[Graded]] = {
    "name": PersonName,
    "birth": Birth,
    "particular": Particular,
    "identifier": Identifier,
    "address": Address,
    "relationship": Relationship,
    "alert": Alert,
}


def write(rows: Sequence[HeldShape | EntryShape], person: Callable[[str], UUID]) -> None:
    """Insert these rows as whoever acts. InsufficientPrivilege where they could not open one of them."""
    made: dict[type[Graded], list[Any]] = defaultdict(list)
    for row in rows:
        if isinstance(row, EntryShape):
            made[Entry].append(_entry(row, person))
        else:
            made[TABLES[row.table]].append(_held(row, person))
    about: dict[UUID, list[Any]] = defaultdict(list)
    for model, objects in made.items():
        try:
            model.objects.bulk_create(objects)  # type: ignore[attr-defined]  # every graded model has a manager
        except DatabaseError as refused:
            refused.add_note(
                f"among {[(row.person, row.author, str(row.recorded), row.domain, row.grade) for row in rows]}"
            )
            raise
        for new in objects:
            about[new.person_id].append(new)
    _events(about)


def _events(about: dict[UUID, list[Any]]) -> None:
    """The event of each person, in one statement: a refusal ends the load, so no savepoint is needed between."""
    events: list[Any] = []
    for who, new in about.items():
        events += [who, [n.id for n in new], sorted({str(n.domain) for n in new}), sorted({int(n.grade) for n in new})]
    values = ", ".join(["(%s::uuid, %s::uuid[], %s::text[], %s::smallint[])"] * len(about))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT access.log('record', p, r, d, g) FROM (VALUES {values}) v(p, r, d, g)", events)  # noqa: S608  only marks


def _entry(row: EntryShape, person: Callable[[str], UUID]) -> Entry:
    new = row_id()
    return Entry(
        person_id=person(row.person),
        id=new,
        series=new,
        occasion=uuid5(NAMESPACE_URL, row.occasion) if row.occasion else row_id(),
        **{
            name: getattr(row, name)
            for name in ("domain", "grade", "kind", "title", "text", "happened_at", "significant", "present")
        },
    )


def _held(row: HeldShape, person: Callable[[str], UUID]) -> Graded:
    values = dict(row.values)
    if "other" in values:
        values["other_id"] = person(values.pop("other"))
    return TABLES[row.table](person_id=person(row.person), domain=row.domain, grade=row.grade, **values)
