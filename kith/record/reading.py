"""Every reading of the record leaves its event here: who looked at which rows, at which domains and grades."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from uuid import UUID

from kith.access.models import Graded
from kith.audit.log import log
from kith.core.session import call

Row = TypeVar("Row", bound=Graded)

_page: ContextVar[list[Graded] | None] = ContextVar("kith_record_page", default=None)


@contextmanager
def one_look(person_id: UUID, action: str = "open") -> Iterator[None]:
    """One event for all that a page reads of one person inside, left at its end: a page is one look."""
    seen: list[Graded] = []
    outside = _page.set(seen)
    try:
        yield
        _leave(action, person_id, seen)
    finally:
        _page.reset(outside)


def looked(action: str, person_id: UUID, found: Sequence[Row], **counts: int) -> Sequence[Row]:
    """Leaves the event of reading these rows of one person, none included, and hands them on."""
    page = _page.get()
    if page is None:
        _leave(action, person_id, found, **counts)
    else:
        page += found
    return found


def looked_across(action: str, found: Sequence[Row]) -> Sequence[Row]:
    """Leaves one event a person whose rows were read, in one statement; one about nobody where nothing was found."""
    by_person: dict[UUID, list[Row]] = defaultdict(list)
    for row in found:
        by_person[row.person_id].append(row)
    if not by_person:
        log(action, found=0)
        return found
    looks = [
        {"person": str(person), "rows": [str(row.id) for row in of], "domains": _domains(of), "grades": _grades(of)}
        for person, of in by_person.items()
    ]
    call("access.log_each", action, json.dumps(looks), savepoint=False)
    return found


def _leave(action: str, person_id: UUID, found: Sequence[Graded], **counts: int) -> None:
    log(action, person_id, [row.id for row in found], _domains(found), _grades(found), **counts)


def _domains(found: Iterable[Graded]) -> list[str]:
    return sorted({row.domain for row in found})


def _grades(found: Iterable[Graded]) -> list[int]:
    return sorted({row.grade for row in found})
