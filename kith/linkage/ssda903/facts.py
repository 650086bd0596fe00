"""What a row of the return makes known of a child, ready to be written and able to be recognised again.

A fact's `key` says what it is about (this child's legal status from that day); its `digest` says what the return
gave. The same key and digest is the same fact: a second import leaves it. The same key with another digest is a change.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from kith.access.grades import Domain, Grade
from kith.linkage.ssda903.checking import CheckedRow
from kith.linkage.ssda903.words import spoken

LONDON = ZoneInfo("Europe/London")
SOURCE = "ssda903"
LONGEST_TITLE = 200


class Table(StrEnum):
    NAME = "name"
    BIRTH = "birth"
    PARTICULAR = "particular"
    IDENTIFIER = "identifier"
    ENTRY = "entry"


@dataclass(frozen=True)
class Fact:
    """One row to write. `raw` are the cells it rests on; `values` the columns of its table."""

    table: Table
    file: str
    line: int
    key: str
    raw: dict[str, str]
    domain: Domain
    grade: Grade
    values: dict[str, object]

    @property
    def source_key(self) -> str:
        cells = json.dumps(self.raw, sort_keys=True, ensure_ascii=False).encode()
        return f"{self.key}:{hashlib.sha256(cells).hexdigest()[:16]}"


@dataclass
class Child:
    """One child of the return: the council's number for them, their birth, and what becomes known."""

    number: str
    born: date | None
    facts: list[Fact] = field(default_factory=list)


def held(
    row: CheckedRow, table: Table, part: str, fields: tuple[str, ...], grade: Grade = Grade.ESSENTIAL, **values: object
) -> Fact:
    """Something that is true of the child: who they are."""
    return Fact(table, row.row.file, row.row.line, key(row, part), cells(row, fields), Domain.IDENTITY, grade, values)


def entry(
    row: CheckedRow,
    kind: str,
    place: tuple[Domain, Grade],
    on: date,
    title: str,
    text: str,
    fields: tuple[str, ...],
    *,
    about: str = "",
    once: bool = False,
    until: date | None = None,
    significant: bool = False,
) -> Fact:
    """Something that happened, for the chronology. `about` tells apart what one row says of one day.

    `once`: true of the child whenever the return dates it, so the day is no part of the key.
    """
    raw = cells(row, fields)
    values: dict[str, object] = {
        "kind": kind,
        "title": title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…",
        "text": text,
        "details": {"source": "SSDA903", **raw},
        "happened_at": midnight(on),
        "happened_until": midnight(until) if until and until >= on else None,
        "day_only": True,
        "significant": significant,
    }
    return Fact(
        Table.ENTRY,
        row.row.file,
        row.row.line,
        key(row, kind, about, "" if once else on.isoformat()),
        raw,
        *place,
        values,
    )


def key(row: CheckedRow, *parts: str) -> str:
    return ":".join((SOURCE, row.row.definition, row.child, *(part for part in parts if part)))


def cells(row: CheckedRow, fields: tuple[str, ...]) -> dict[str, str]:
    """The cells as they were written, without blank ones."""
    return {name: row.row.values[name] for name in fields if row.row.values[name]}


def midnight(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time(0), LONDON)


def until_words(day: date | None) -> str:
    return f" until {spoken(day)}" if day else ""
