"""Record something about one person."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.core.ids import row_id
from kith.record.actions.finish_draft import finish_draft
from kith.record.following import recorded
from kith.record.models import Entry
from kith.record.recording import Recording
from kith.record.storing import form_key, store_once


@transaction.atomic
def record_entry(*, person_id: UUID, recording: Recording, token: str = "", draft_id: UUID | None = None) -> Entry:
    """The recorded entry. Sent again with the same `token`, it is the same entry.

    Raises Invalid (a rule), Refused (the writer does not open that much), Unknown (the person is beyond them).
    """
    entry = record_settled(person_id, recording.settled(), row_id(), token)
    if draft_id:
        finish_draft(person_id, draft_id, entry.id)
    return entry


def record_settled(person_id: UUID, recording: Recording, occasion: UUID, token: str) -> Entry:
    """A first version of what was settled, with its event. Raises as `store_once`."""
    new = row_id()
    first = Entry(
        person_id=person_id, id=new, series=new, occasion=occasion, source_key=form_key(token), **recording.fields()
    )
    entry, fresh = store_once(first)
    log("record", person_id, [entry.id], [entry.domain], [entry.grade], again=not fresh)
    if fresh:
        recorded(entry)
    return entry
