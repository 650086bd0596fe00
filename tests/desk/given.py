"""A PDF file that was given away, read as somebody would who looks in it for what was removed."""

import re
import zlib
from io import BytesIO

from pdfminer.high_level import extract_text
from pypdf import PdfReader


def everything_said(made: bytes) -> str:
    """As copied and pasted, by two readers, and what a reading program is told: titles and bookmarks."""
    reader = PdfReader(BytesIO(made))
    pages = [page.extract_text() for page in reader.pages]
    layout = [page.extract_text(extraction_mode="layout") for page in reader.pages]
    told = [str(value) for value in (reader.metadata or {}).values()]
    marks = [str(mark) for mark in reader.outline]
    return " ".join(" ".join([*pages, *layout, extract_text(BytesIO(made)), *told, *marks]).split())


def unpacked(made: bytes) -> bytes:
    """The file as it lies on a disk, and every stream of it unpacked, whichever the table of contents knows of."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    return b"\n".join([made, *(zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"\x78")])


def lies_in(made: bytes, word: str) -> bool:
    """Whether a word lies in the file, packed or not, in any of the ways in which a PDF writes words."""
    bytes_of = (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"), word.encode().hex().encode())
    return any(encoded.lower() in unpacked(made).lower() for encoded in bytes_of)


def hidden_in(made: bytes) -> list[str]:
    """Where a file may hold more than its pages show: earlier versions, attachments, layers, pictures, an author."""
    reader = PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    found = {
        "an earlier version below": made.count(b"%%EOF") != 1 or made.count(b"startxref") != 1,
        "an attachment": bool(reader.attachments),
        "a form, layers or files beside": bool({"/AcroForm", "/OCProperties", "/Collection", "/AF"} & set(root)),
        "a picture": any(page.images for page in reader.pages),
        "an author": "/Author" in (reader.metadata or {}),
        "words to be read for others": b"/ActualText" in unpacked(made),
    }
    return [what for what, there in found.items() if there]
