"""Amend an entry: a new version. The old one stays, and stays readable to those who open it."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.ids import row_id
from kith.core.session import acting
from kith.record import rules
from kith.record.actions.finish_draft import finish_draft
from kith.record.models import Entry
from kith.record.recording import Recording, writer
from kith.record.storing import form_key, recorded_before, store


@transaction.atomic
def amend_entry(
    *, person_id: UUID, entry_id: UUID, recording: Recording, reason: str, token: str = "", draft_id: UUID | None = None
) -> Entry:
    """The version after the one that the writer read. Its kind stays; `recording`'s domain and grade None stay too.

    Raises Unknown (not there, or beyond them), Invalid (a rule, or somebody amended it since), Refused.
    """
    read = version_read(person_id, entry_id)
    entry = recorded_before(person_id, form_key(token)) or store_version(read, recording.amending(read), reason, token)
    if draft_id:
        finish_draft(person_id, draft_id, entry.id)
    log("amend", person_id, [entry.id, read.id], [entry.domain], [entry.grade])
    return entry


def version_read(person_id: UUID, entry_id: UUID) -> Entry:
    """The version that somebody read and now changes. Raises Unknown."""
    found = Entry.objects.filter(person_id=person_id, id=entry_id).first()
    if found is None:
        raise Unknown
    return found


def store_version(read: Entry, said: Recording, reason: str, token: str) -> Entry:
    """The version after `read`. The database checks owner, grade and order again, against the newest there is."""
    rules.check_reason(reason)
    domain, grade = said.domain or read.domain, said.grade or read.grade
    rules.check_version(
        grade=read.grade,
        domain=read.domain,
        new_grade=grade,
        new_domain=domain,
        own=read.owner_id == acting().agency,
        current=read.current,
        manager=(grade < read.grade or domain != read.domain) and writer().manages,
    )
    next_version = Entry(
        person_id=read.person_id,
        id=row_id(),
        series=read.series,
        occasion=read.occasion,
        version=read.version + 1,
        amendment_reason=rules.clean(reason).strip(),
        source_key=form_key(token),
        **said.fields(),
    )
    return store(next_version)
