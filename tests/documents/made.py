"""Files as people and attackers send them, made here."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, form, **more)
    return made.getvalue()


def photo_with_place(word: str = "CANON-OF-SARA") -> bytes:
    """A JPEG as a telephone makes it: on its side, with its place and its camera."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010F] = word  # maker
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 11.0), 3: "W", 4: (1.0, 2.0, 3.0)})
    return picture("JPEG", (60, 40), exif=exif.tobytes(), comment=b"kitchen at number nine")


def pdf(*pages: str, password: str = "") -> bytes:
    """One page for each text, which stands on it."""
    writer = PdfWriter()
    for text in pages or ("Dear Sara",):
        page = writer.add_blank_page(300, 200)
        note = FreeText(text=text, rect=(20, 100, 280, 140))
        writer.add_annotation(page_number=page.page_number or 0, annotation=note)
    if password:
        writer.encrypt(password)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def drawn_pdf(*pages: str) -> bytes:
    """The same with real text on its pages."""
    from weasyprint import HTML

    body = "".join(f"<p style='page-break-after: always'>{text}</p>" for text in pages)
    made: bytes = HTML(string=body).write_pdf()
    return made


def word(text: str = "Dear Sara") -> bytes:
    document, made = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def word_bomb() -> bytes:
    """Says of itself that it is a Word document, and unpacks to three hundred megabytes."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b"0" * 300_000_000)
    return made.getvalue()


def png_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Some hundred bytes that say they are 3.6 thousand million points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def mail(body: str = "Hello Sara") -> bytes:
    return (
        f"From: mum@example.org\r\nTo: sara@example.org\r\nSubject: Ada\r\nDate: Mon, 1 Jun 2026\r\n\r\n{body}".encode()
    )
