"""The documents of a person, one of them, what is shown of it, and the file itself as it leaves Kith."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.audit.log import log
from kith.core.errors import Invalid, Unknown
from kith.core.session import acting
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import Taken, asked_to_leave
from kith.documents.custody import custody
from kith.documents.judging import sheet
from kith.documents.models import Document
from kith.documents.names import name_to_save
from kith.documents.queries import document, documents, versions
from kith.documents.storing import part_of, words_of
from kith.record.reading import looked
from kith.sharing.models import Leaves, Medium

SHUT = "default-src 'none'; sandbox; frame-ancestors 'none'"  # whatever it is, it runs nothing and asks for nothing
DRAWN = ("shown", "small")
PDF = "application/pdf"


@a_look()
def all_documents(request: HttpRequest, person: UUID) -> HttpResponse:
    """Those that I open, the last kept first; withdrawn ones apart."""
    record = open_record(person)
    found = documents(person)
    context = {
        "record": record,
        "part": "documents",
        "may_record": True,
        "found": [row for row in found if not row.withdrawn_at],
        "withdrawn": [row for row in found if row.withdrawn_at],
    }
    return render(request, "desk/documents/documents.html", context)


@a_look()
def one_document(request: HttpRequest, person: UUID, document_id: UUID) -> HttpResponse:
    """What it is and where it came from, what is shown of it, its versions."""
    record = open_record(person)
    row = document(person, document_id)
    every = versions(row)
    context = {
        "record": record,
        "part": "documents",
        "may_record": True,
        "row": row,
        "newest": every[0],
        "versions": every,
        "words": words_of(row),
        "sheet": page_asked(request, row),
        "custody": custody(every),
        "own": row.owner_id == acting().agency,
    }
    return render(request, "desk/documents/document.html", context)


def page_asked(request: HttpRequest, row: Document) -> int:
    """Which page of a PDF file is shown: the first, unless the address names another that it has."""
    typed = request.GET.get("sheet", "")
    asked = int(typed) if typed.isdecimal() and len(typed) < 6 else 1
    return asked if row.pages and 1 <= asked <= row.pages else 1


@a_look("view document")
def picture(request: HttpRequest, person: UUID, document_id: UUID, size: str) -> HttpResponse:
    """A picture as it is shown, drawn anew: no position, no camera. Or a small one, of the first page of a PDF too."""
    row = _opened(person, document_id)
    if size not in DRAWN:
        raise Unknown
    return _drawn(part_of(row, size))


@a_look("view document")
def page(request: HttpRequest, person: UUID, document_id: UUID, sheet_no: int) -> HttpResponse:
    """One page of a PDF file as a picture."""
    row = _opened(person, document_id)
    if row.media_type != PDF or not 1 <= sheet_no <= (row.pages or 0):
        raise Invalid("This document has no such page.")
    return _drawn(sheet(part_of(row, "original"), sheet_no))


@a_look()
def download(request: HttpRequest, person: UUID, document_id: UUID) -> HttpResponse:
    """The file as it was sent. It leaves Kith: to whom and why is written down first."""
    record = open_record(person)
    row = document(person, document_id)
    taken = Taken(Leaves.DOCUMENT, Medium.DOWNLOAD, row.title, row.id, row.domain, row.grade)
    if (first := asked_to_leave(request, record, taken)) is not None:
        return first
    file = part_of(row, "original")
    log("download document", person, [row.id], [row.domain], [row.grade], sha256=row.sha256)
    name = name_to_save(row.name, row.title, row.media_type)
    return _answer(file, row.media_type, {"Content-Disposition": f'attachment; filename="{name}"'})


def _opened(person: UUID, document_id: UUID) -> Document:
    """The row, where its person is there for the reader too. Raises Unknown."""
    open_record(person)
    row = document(person, document_id)
    looked("view document", person, [row])
    return row


def _drawn(file: bytes) -> HttpResponse:
    return _answer(file, "image/webp", {"Content-Disposition": "inline"})


def _answer(file: bytes, kind: str, headers: dict[str, Any]) -> HttpResponse:
    return HttpResponse(file, content_type=kind, headers={"Content-Security-Policy": SHUT, **headers})
