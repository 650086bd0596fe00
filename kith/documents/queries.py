"""Documents as the reader opens them. What is returned is what the locks give; each reading leaves its event.

Listing and searching read no file: those lie in a table of their own, which storing.py alone reads.
"""

from collections.abc import Sequence
from uuid import UUID

from kith.core.errors import Unknown
from kith.documents.models import Document
from kith.record.models import Entry
from kith.record.reading import looked

MOST = 500
PEOPLE = ("owner", "author__practitioner")


def documents(person_id: UUID) -> Sequence[Document]:
    """The newest version of each, the last kept first. Part of a look that leaves its event."""
    found = Document.objects.select_related(*PEOPLE).filter(person_id=person_id, current=True)
    return looked("list", person_id, list(found.order_by("-recorded_at", "-id")[:MOST]))


def document(person_id: UUID, document_id: UUID) -> Document:
    """One, whichever version. Raises Unknown: not there, and not mine to open, are the same."""
    found = Document.objects.select_related(*PEOPLE).filter(person_id=person_id, id=document_id).first()
    if found is None:
        raise Unknown
    looked("open", person_id, [found])
    return found


def versions(row: Document) -> Sequence[Document]:
    """The versions that I open, the newest first."""
    found = Document.objects.select_related(*PEOPLE).filter(person_id=row.person_id, series=row.series)
    return looked("list", row.person_id, list(found.order_by("-version")))


def entry_of(row: Document) -> Entry | None:
    """The newest version of the entry that says that it was kept, as the caller opens it."""
    first = Entry.objects.filter(
        person_id=row.person_id, owner_id=row.owner_id, source_key=f"form:document-{row.series}"
    ).values("series")
    return Entry.objects.filter(person_id=row.person_id, series__in=first, current=True).first()


def kept_in(source_key: str | None) -> UUID | None:
    """The document that an entry says was kept; None of any other entry."""
    before, token, told = (source_key or "").partition("form:document-")
    try:
        return UUID(told) if token and not before else None
    except ValueError:
        return None
