"""Lower an entry's grade, or say what it is about: a manager's act."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.core.errors import Invalid
from kith.record.actions.amend_entry import store_version, version_read
from kith.record.models import Entry
from kith.record.recording import said_by


@transaction.atomic
def lower_grade(
    *, person_id: UUID, entry_id: UUID, grade: int, reason: str, domain: str | None = None, token: str = ""
) -> Entry:
    """The same words in a new version at `grade` (and in `domain`). Earlier versions keep the higher grade.

    Raises Unknown, Refused (not a manager of the organisation that recorded it), Invalid.
    """
    read = version_read(person_id, entry_id)
    if not 1 <= grade < read.grade and domain in (None, read.domain):
        raise Invalid("Choose a lower grade, or what else this is about.")
    said = replace(said_by(read), grade=grade, domain=domain or read.domain)
    entry = store_version(read, said.amending(read), reason, token)
    log("lower grade", person_id, [entry.id, read.id], [entry.domain], [entry.grade], was=read.grade)
    return entry
