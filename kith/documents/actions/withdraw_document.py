"""Withdraw a document: it should not have been kept here. It stays, marked, with the reason; nothing is deleted."""

from dataclasses import replace

from django.db import transaction

from kith.audit.log import log
from kith.core.errors import Refused
from kith.core.session import acting
from kith.documents.actions.keep_document import in_chronology
from kith.documents.models import Document
from kith.documents.queries import entry_of
from kith.record.actions.amend_entry import amend_entry
from kith.record.rules import check_reason, clean

NO_LONGER = "Withdrawn: "


@transaction.atomic
def withdraw_document(*, read: Document, reason: str) -> None:
    """Raises Invalid (no reason, or withdrawn already), Refused (another organisation's)."""
    check_reason(reason)
    if read.owner_id != acting().agency:
        raise Refused("Only the organisation that kept this document can withdraw it. Ring them.")
    Document.objects.filter(person_id=read.person_id, series=read.series, current=True).update(
        withdrawn_why=clean(reason).strip()
    )
    if (entry := entry_of(read)) is not None:
        was = in_chronology(read)
        marked = replace(was, title=(NO_LONGER + was.title)[:200])
        token = f"document-withdrawn-{read.series}"
        amend_entry(person_id=read.person_id, entry_id=entry.id, recording=marked, reason=reason, token=token)
    log("withdraw document", read.person_id, [read.id], [read.domain], [read.grade])
