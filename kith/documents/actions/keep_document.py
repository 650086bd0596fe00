"""Keep a document: what is said of it, its file, and an entry of the chronology that says that it was kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from kith.audit.log import log
from kith.core.clock import now, today
from kith.core.errors import Invalid
from kith.core.ids import row_id
from kith.core.session import acting
from kith.documents import rules
from kith.documents.judging import Judged
from kith.documents.models import DOCUMENT, PHOTO, Document, What
from kith.documents.names import tidy_name
from kith.documents.storing import keep_file
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.record.storing import form_key, store
from kith.record.when import when


@dataclass(frozen=True)
class Said:
    """What is said of a document by whoever keeps it. `name`: as its file was called."""

    what: str
    title: str
    description: str
    received_from: str
    received_how: str
    domain: str
    grade: int
    name: str = ""
    made_on: date | None = None


@transaction.atomic
def keep_document(
    *, person_id: UUID, said: Said, file: Judged, scanned: str = "", token: str = "", draft_id: UUID | None = None
) -> Document:
    """The first version of a document. Sent again with the same `token`, it is the same document.

    Raises Invalid (a rule), Refused (the writer does not open that much), Unknown (the person is beyond them).
    """
    key = form_key(token)
    before = Document.objects.filter(person_id=person_id, owner_id=acting().agency, source_key=key).first()
    if key and before:
        return before
    new = row_id()
    row = Document(person_id=person_id, id=new, series=new, source_key=key, scanned=scanned, **described(said, file))
    try:
        store(row)
    except IntegrityError as error:
        raise Invalid("This was kept already.") from error
    keep_file(row, file)
    entry = record_entry(person_id=person_id, recording=in_chronology(row), token=f"document-{new}", draft_id=draft_id)
    log("keep document", person_id, [new, entry.id], [row.domain], [row.grade], sha256=row.sha256)
    return row


def described(said: Said, file: Judged) -> dict[str, object]:
    """The fields of a document, checked. Raises Invalid."""
    rules.check_described(file, said.what, said.domain, said.description)
    rules.check_made(said.made_on, today())
    words = {name: rules.said(name, getattr(said, name)) for name in rules.LONGEST}
    found = {name: getattr(file, name) for name in ("sha256", "media_type", "pages", "width", "height")}
    about = {name: getattr(said, name) for name in ("what", "received_how", "domain", "grade", "made_on")}
    return words | found | about | {"name": tidy_name(said.name), "size": len(file.original)}


def in_chronology(row: Document) -> Recording:
    """When it was made, if that is known, else when it was kept; in words what it is, so that search finds it."""
    kind = PHOTO if row.what == What.PHOTO else DOCUMENT
    on = row.made_on
    at = when(str(on.day), str(on.month), f"{on.year:04}", today=today()).at if on else now()
    told = [row.description, f"{row.get_what_display()}, from {row.received_from}. The file stands under Documents."]
    text = "\n".join(filter(None, told))
    return Recording(kind, at, row.title, text, row.domain, row.grade, day_only=bool(on))
