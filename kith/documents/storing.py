"""Where the bytes of a document lie: one module puts them there and gets them back (docs/decisions/0073).

An object store would stand here: a key of its own for each file in place of the columns, the same two functions.
"""

from uuid import UUID

from kith.core.errors import Unknown
from kith.documents.judging import Judged
from kith.documents.models import Document, File
from kith.record.storing import store

PARTS = ("original", "shown", "small")


def keep_file(document: Document, file: Judged) -> None:
    """With its document, in one transaction, under one lock."""
    store(
        File(
            person_id=document.person_id, id=document.id, domain=document.domain, grade=document.grade,
            original=file.original, shown=file.shown, small=file.small, words=file.words,
        )
    )  # fmt: skip


def part_of(document: Document, part: str) -> bytes:
    """`original`, `shown` or `small`. Raises Unknown: not there, and not mine to open, are the same."""
    found = _files(document.person_id, document.id).values_list(part, flat=True).first() if part in PARTS else None
    if not found:
        raise Unknown
    return bytes(found)


def words_of(document: Document) -> str:
    """What can be read out of it; empty where nothing can."""
    return str(_files(document.person_id, document.id).values_list("words", flat=True).first() or "")


def _files(person_id: UUID, document_id: UUID):  # type: ignore[no-untyped-def] # a query set of mypy's own making
    return File.objects.filter(person_id=person_id, id=document_id)
