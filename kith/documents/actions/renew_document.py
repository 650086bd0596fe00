"""A new file of the same document: the next version. The one before stays, and stays readable to those who open it."""

from django.db import transaction

from kith.audit.log import log
from kith.core.ids import row_id
from kith.core.session import acting
from kith.documents.actions.keep_document import Said, described, in_chronology
from kith.documents.judging import Judged
from kith.documents.models import Document
from kith.documents.queries import entry_of
from kith.documents.storing import keep_file
from kith.record.actions.amend_entry import amend_entry
from kith.record.rules import check_reason, clean
from kith.record.storing import form_key, store


@transaction.atomic
def renew_document(
    *, read: Document, said: Said, file: Judged, reason: str, scanned: str = "", token: str = ""
) -> Document:
    """The version after `read`, which its writer has before them. Sent again with the same `token`, it is the same.

    Raises Invalid (a rule, or somebody was faster), Refused (not theirs to change, or lower), Unknown.
    """
    check_reason(reason)
    key = form_key(token)
    same = Document.objects.filter(person_id=read.person_id, owner_id=acting().agency, source_key=key).first()
    if key and same:
        return same
    row = Document(
        person_id=read.person_id, id=row_id(), series=read.series, version=read.version + 1, source_key=key,
        scanned=scanned, reason=clean(reason).strip(), **described(said, file),
    )  # fmt: skip
    store(row)
    keep_file(row, file)
    if (entry := entry_of(row)) is not None:
        amend_entry(
            person_id=row.person_id,
            entry_id=entry.id,
            recording=in_chronology(row),
            reason=reason,
            token=f"document-{row.id}",
        )
    log("renew document", row.person_id, [row.id, read.id], [row.domain], [row.grade], sha256=row.sha256)
    return row
