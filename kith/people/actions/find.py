"""Find a person: by name however it is spelt, date of birth, number, or all of these. Leaves its event."""

import json
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kith.core.clock import today
from kith.core.session import rows
from kith.people import searching
from kith.people.searching import Match, OnRecord, Query

MOST = 30  # shown; one more is asked for, to know whether there are more
CLOSE = 55  # of 100: below this only part of what was typed matches


@dataclass(frozen=True)
class Found:
    """Somebody whom the caller may locate. `name` is what to call them; `by_name` the name that was matched."""

    person_id: UUID
    name: str
    by_name: str
    name_kind: str
    born: date | None
    precision: str
    died_on: date | None
    match: Match


@dataclass(frozen=True)
class Answer:
    """What was looked for and who was found, the likeliest first. `more`: some were left out."""

    query: Query
    found: tuple[Found, ...]
    more: bool = False
    notes: tuple[str, ...] = ()


def find_person(text: str) -> Answer:
    """From one box. Raises NotSignedIn."""
    return look_for(searching.read(text, today()), "search")


def look_for(query: Query, how: str) -> Answer:
    """`how`: "search", or "record" when somebody is about to be registered; seals tell which."""
    if not query:
        return Answer(query, (), notes=(*query.notes, "Enter a name, a date of birth or a number."))
    if query.born and not query.words and not query.numbers and (query.born.last - query.born.first).days > 31:
        return Answer(query, (), notes=(*query.notes, "Too many people were born then. Add a name, or a month."))
    found = _ask(query, how)
    ordered = sorted(found[:MOST], key=lambda one: (-one.match.score, one.name.casefold(), str(one.person_id)))
    return Answer(query, tuple(ordered), len(found) > MOST, (*query.notes, *_said_of(ordered, len(found) > MOST)))


def _said_of(found: list[Found], more: bool) -> list[str]:
    if found and found[0].match.score < CLOSE:
        return ["Nobody you can find matches closely. These are the nearest."]
    return ["These are the likeliest. Add a first name or a date of birth to see fewer."] if more else []


def _ask(query: Query, how: str) -> list[Found]:
    words = json.dumps(searching.clues_of(query)) if query.words else None
    born, swapped = query.born, query.born and query.born.swapped
    told = rows(
        "SELECT person_id, known_as, given, family, kind, born, precision, died_on, by_number"
        " FROM people.find(%s::jsonb, %s::date, %s::date, %s::date, %s::text[], %s, %s::text[], %s)",
        words,
        born and born.first,
        born and born.last,
        swapped and swapped.first,
        list(query.numbers),
        how,
        query.kinds,
        MOST + 1,
    )
    return [_found(query, *row) for row in told]


def _found(
    query: Query,
    person_id: UUID,
    known_as: str | None,
    given: str,
    family: str,
    kind: str,
    born: date | None,
    precision: str | None,
    died_on: date | None,
    by_number: bool,
) -> Found:
    on_record = OnRecord(given, family, born, precision or "exact", by_number)
    by_name = f"{given} {family}".strip()
    match = searching.weigh(query, on_record)
    name = known_as or by_name  # nothing but former names: the one that was found
    if name != by_name and query.words:
        match = replace(match, reasons=(f"Recorded as {by_name}", *match.reasons))
    return Found(person_id, name, by_name, kind, born, precision or "exact", died_on, match)
