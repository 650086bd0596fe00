"""Putting a row where the locks decide: refusals are words, and what cannot be seen is answered as absent."""

from typing import TypeVar
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction

from kith.access.models import Graded
from kith.core.errors import Invalid, Refused, of_database
from kith.core.session import acting, call
from kith.record.models import Entry

Row = TypeVar("Row", bound=Graded)


def form_key(token: str) -> str | None:
    """The source key of one sending of a form. A token is what the form was given when it was shown; empty: none."""
    if len(token) > 100 or not token.isascii() or not token.isprintable():
        raise Invalid("This form is out of date. What you wrote is kept as a draft: open it again and record it.")
    return f"form:{token}" if token else None


def store(row: Row) -> Row:
    """Insert under the locks; owner, author and time are the keyring's, and filled in here for the reader.

    Raises Refused where the writer could not open it again, Unknown where the person is beyond them, IntegrityError.
    """
    actor = acting()
    if actor.post is None or actor.agency is None:
        raise Refused("Only people who work with this person can record about them here.")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise
    except DatabaseError as error:
        told = of_database(error)
        if isinstance(told, Refused):
            call("access.lead_of", row.person_id)  # raises Unknown below locate, in the same words as for nobody
        if told is None:
            raise  # as it came: a clash or a full disk is told by its cause
        raise told from error
    row.owner_id, row.author_id, row.recorded_at = actor.agency, actor.post, actor.at
    return row


def store_once(entry: Entry) -> tuple[Entry, bool]:
    """Insert, unless its source key was recorded before: then that entry, and False. Raises as `store`, and Invalid."""
    try:
        return store(entry), True
    except IntegrityError as error:
        before = recorded_before(entry.person_id, entry.source_key)
        if before is None:
            raise Invalid("This was recorded already.") from error
        return before, False


def recorded_before(person_id: UUID, source_key: str | None) -> Entry | None:
    """What this source key recorded in the writer's organisation, if they open it."""
    if source_key is None:
        return None
    return Entry.objects.filter(person_id=person_id, owner_id=acting().agency, source_key=source_key).first()
