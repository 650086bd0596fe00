"""How every action of this app writes: the row and its event together, a refusal in words, nothing half-written."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, transaction

from kith.access.models import Graded
from kith.audit.log import log
from kith.core import errors
from kith.core.clock import now, today
from kith.core.errors import Refused, Unknown
from kith.core.session import acting
from kith.people.models import Held
from kith.people.rules import belongs, check_period

Row = TypeVar("Row", bound=Held)


def put(model: type[Row], person: UUID, *, grade: int | None = None, **fields: Any) -> Row:
    """A new row about a person, at its default domain and grade or a higher grade, with its event.

    Raises Refused when the caller may not open what they would write, and Invalid for an end before its start.
    """
    check_period(fields.get("since"), fields.get("until"))
    row = model(person_id=person, **belongs(model, grade), **fields)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError as error:
        if (told := errors.of_database(error)) is None:
            raise
        raise told from error
    _event("record", row)
    return row


def own(model: type[Row], person: UUID, row_id: UUID) -> Row:
    """A row that the caller opens and their organisation wrote. Raises Unknown or Refused."""
    row = model._default_manager.filter(person_id=person, id=row_id, withdrawn_at=None).first()
    if row is None:
        raise Unknown
    if row.owner_id != acting().agency:
        raise Refused("Another organisation recorded this. Ask them to change it, and record what you know beside it.")
    return row


def end(row: Held, on: date | None = None) -> None:
    """The row stops being true on a day (today, unless said)."""
    last = on or today()
    check_period(row.since, last)
    _change(row, until=last)


def withdraw(row: Held, reason: str) -> None:
    """Recorded in error: it stays on record, and no longer counts."""
    _change(row, because=reason, withdrawn_at=now())


def _change(row: Held, because: str = "", **columns: Any) -> None:
    if not type(row)._default_manager.filter(person_id=row.person_id, id=row.id).update(**columns):
        raise Unknown
    _event("amend", row, changed=sorted(columns), reason=because)


def change(row: Held, **columns: Any) -> None:
    """Change columns that may change (an end, a review date), with the event."""
    _change(row, **columns)


def _event(action: str, row: Graded, **detail: object) -> None:
    log(action, row.person_id, [row.id], [row.domain], [row.grade], what=row._meta.model_name, **detail)
