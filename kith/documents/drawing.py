"""Looks at a file that a stranger may have made, and draws it. Run as a program of its own by apart.py; knows no Kith.

What decodes pictures and PDF files is written in C, and what it is given may be made to break it. Here it holds nothing
else: no database, no secret, little memory, little time. Reads the file from its input; writes a line of JSON (what
was found, and how long each part is that follows) and the parts. A file that is not taken is told by a word of
judging.REFUSED. OWASP ASVS 5.0 V5.2: by what stands in it, never by its name.
"""

import io
import json
import re
import resource
import sys
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

MEMORY = 2 << 30  # bytes of address space: a picture of MOST_PIXELS, twice
SECONDS = 20  # of work
MOST_PIXELS = 60_000_000  # a telephone of today takes 50 million
MOST_PAGES = 3_000
MOST_WORDS = 200_000
UNPACKED, PARTS_IN_ZIP, RATIO = 200_000_000, 4_000, 200
LONG, SHORT = 2_000, 320  # pixels along the longer side, shown and small
SHEET, PAPER = 1_400, 1_750  # pixels: a page on a screen, and printed
LOOKED_AT = 200_000  # bytes in which marks of a web page are looked for

PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONTENTS = "[Content_Types].xml"
SIGNATURES = (  # how files begin that are known and not taken
    (b"\x7fELF", "program"), (b"\xcf\xfa\xed\xfe", "program"), (b"\xca\xfe\xba\xbe", "program"), (b"#!", "program"),
    (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\xfd7zXZ", "archive"), (b"\xd0\xcf\x11\xe0", "old office"),
    (b"GIF8", "other picture"), (b"II*\x00", "other picture"), (b"MM\x00*", "other picture"), (b"OggS", "sound"),
    (b"{\\rtf", "other document"),
)  # fmt: skip
BINARY = (  # and those that a word could begin with: only of what is no text
    (b"MZ", "program"), (b"\x1f\x8b", "archive"), (b"BZh", "archive"), (b"BM", "other picture"), (b"ID3", "sound"),
    (b"RIFF", "sound"),
)  # fmt: skip
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")  # of HEIC, after "ftyp"
MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|form|img|\?xml|\?php)\b", re.I)
HEADER = re.compile(rb"^(From|To|Subject|Date|Received|Message-ID|MIME-Version|Return-Path|Delivered-To):", re.I | re.M)


class NotTaken(Exception):
    """Carries the word by which judging.py knows why."""


Found = tuple[dict[str, Any], dict[str, bytes]]


def look(file: bytes) -> Found:
    """What it is, how large, and what is shown of it. Raises NotTaken."""
    if not file:
        raise NotTaken("empty")
    if file.startswith(b"%PDF-"):
        return pdf(file)
    if file.startswith(b"PK\x03\x04"):
        return packed(file)
    if begins_as_picture(file):
        return picture(file)
    if file[4:8] == b"ftyp":
        raise NotTaken("film")
    for begins, why in SIGNATURES:
        if file.startswith(begins):
            raise NotTaken(why)
    return text(file)


def begins_as_picture(file: bytes) -> bool:
    riff = file[:4] == b"RIFF" and file[8:12] == b"WEBP"
    heif = file[4:8] == b"ftyp" and file[8:12] in BRANDS
    return riff or heif or file[:8] == b"\x89PNG\r\n\x1a\n" or file[:3] == b"\xff\xd8\xff"


def picture(file: bytes) -> Found:
    """Decoded whole, so that what is broken is found here; drawn anew without anything that is not its pixels."""
    import pi_heif
    from PIL import Image, ImageOps

    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # counted here, with words
    opened = Image.open(io.BytesIO(file), formats=list(PICTURES))
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise NotTaken("too many pixels")
    kind = PICTURES[str(opened.format)]
    opened.draft("RGB", (LONG, LONG))
    opened.load()
    upright = ImageOps.exif_transpose(opened) or opened
    shown, small = webp(upright, LONG), webp(upright, SHORT)
    found = {"media_type": kind, "width": width, "height": height}
    return found, {"shown": shown, "small": small}


def webp(drawn: Any, longest: int) -> bytes:
    """At most so many pixels along its longer side; pixels alone: no position, camera, profile or comment."""
    see_through = "A" in drawn.getbands() or "transparency" in drawn.info
    drawn = drawn.convert("RGBA" if see_through else "RGB")
    drawn.thumbnail((longest, longest))
    made = io.BytesIO()
    drawn.save(made, "WEBP", quality=82, method=2, exif=b"", xmp=b"", icc_profile=b"")
    return made.getvalue()


def pdf(file: bytes) -> Found:
    """Opened by what draws it (PDFium): its pages, the first of them small, and its words."""
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise NotTaken("locked" if "assword" in str(error) else "broken") from None
    pages = len(opened)
    if not 0 < pages <= MOST_PAGES:
        raise NotTaken("too many pages" if pages else "broken")
    first = webp(drawn_page(opened, 1, SHORT), SHORT)
    return {"media_type": "application/pdf", "pages": pages}, {"small": first, "words": pdf_words(opened)}


def drawn_page(opened: Any, number: int, longest: int) -> Any:
    """One page as a picture; what is written on it is drawn, and nothing in it is run."""
    page = opened[number - 1]
    return page.render(scale=longest / max(*page.get_size(), 1)).to_pil()


def pdf_words(opened: Any) -> bytes:
    said, length = [], 0
    for page in opened:
        if length > MOST_WORDS:
            break
        said.append(page.get_textpage().get_text_bounded())
        length += len(said[-1])
    return plain("\n\n".join(said))


def packed(file: bytes) -> Found:
    """A Word document is a ZIP file of parts that are known; any other ZIP file is an archive."""
    with ZipFile(io.BytesIO(file)) as parts:
        listed = parts.infolist()
        names = {part.filename for part in listed}
        if any(part.flag_bits & 1 for part in listed):
            raise NotTaken("locked")
        if not {CONTENTS, "word/document.xml"} <= names:
            raise NotTaken("other document" if CONTENTS in names else "archive")
        check_unpacked(listed)
        runs = any(name.lower().endswith((".bin", ".exe")) for name in names)
        if runs or b"macroEnabled" in parts.read(CONTENTS):
            raise NotTaken("macros")
    return {"media_type": WORD}, {"words": word_words(file)}


def check_unpacked(listed: list[Any]) -> None:
    """By what the file says of itself, before anything of it is unpacked; zipfile reads no more than it says."""
    unpacked = sum(part.file_size for part in listed)
    squeezed = sum(part.compress_size for part in listed) or 1
    if len(listed) > PARTS_IN_ZIP or unpacked > UNPACKED or unpacked / squeezed > RATIO:
        raise NotTaken("bomb")


def word_words(file: bytes) -> bytes:
    """Its paragraphs; python-docx resolves no entity of the XML that it reads."""
    import docx

    return plain("\n".join(p.text for p in docx.Document(io.BytesIO(file)).paragraphs))


def text(file: bytes) -> Found:
    """Plain words, or an e-mail. What a browser could take for a page or a drawing is not taken."""
    begin = file[:LOOKED_AT]
    if b"\x00" in file or any(byte < 32 and byte not in b"\t\n\r\f" for byte in file):
        raise NotTaken(next((why for begins, why in BINARY if file.startswith(begins)), "unknown"))
    try:
        words = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken("unknown") from None
    head = begin.replace(b"\r\n", b"\n").split(b"\n\n")[0]
    if len(HEADER.findall(head)) >= 3 and HEADER.match(head):
        return {"media_type": "message/rfc822"}, {"words": mail_words(file)}
    if MARKUP.search(begin):
        raise NotTaken("drawing of lines" if b"<svg" in begin.lower() else "web page")
    return {"media_type": "text/plain"}, {"words": plain(words)}


def mail_words(file: bytes) -> bytes:
    """From whom, to whom, when, about what, and the plain words; nothing that is marked up, nothing attached."""
    from email import message_from_bytes, policy

    mail = message_from_bytes(file, policy=policy.default)
    heads = [f"{name}: {mail[name]}" for name in ("From", "To", "Date", "Subject") if mail[name]]
    body = mail.get_body(("plain",))
    attached = [part.get_filename() or "without a name" for part in mail.iter_attachments()]
    said = [*heads, "", str(body.get_content()) if body else "", *(f"Attached: {name}" for name in attached)]
    return plain("\n".join(said))


def plain(words: str) -> bytes:
    """Characters that PostgreSQL keeps, as many as are kept."""
    kept = "".join(c for c in words if c in "\n\t" or c.isprintable())
    return kept[:MOST_WORDS].encode("utf-8", "ignore")


def sheet(file: bytes, number: int) -> Found:
    """One page of a PDF file, to be read on a screen."""
    import pypdfium2

    return {}, {"shown": webp(drawn_page(pypdfium2.PdfDocument(file), number, SHEET), SHEET)}


def sheets(file: bytes, *numbers: int) -> Found:
    """These pages, to be printed."""
    import pypdfium2

    opened, parts = pypdfium2.PdfDocument(file), {}
    for number in numbers:
        made = io.BytesIO()
        drawn_page(opened, number, PAPER).convert("RGB").save(made, "JPEG", quality=85)
        parts[str(number)] = made.getvalue()
    return {}, parts


ASKED: dict[str, Callable[..., Found]] = {"look": look, "sheet": sheet, "sheets": sheets}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, *more = sys.argv[1:]
    try:
        found, parts = ASKED[asked](sys.stdin.buffer.read(), *map(int, more))
    except NotTaken as why:
        found, parts = {"not taken": str(why)}, {}
    except MemoryError:
        found, parts = {"not taken": "too much"}, {}
    except ImportError:
        raise
    except Exception:  # noqa: BLE001 - whatever a library says of what it cannot read
        found, parts = {"not taken": "broken"}, {}
    lengths = {name: len(part) for name, part in parts.items()}
    sys.stdout.buffer.write(json.dumps(found | {"parts": lengths}).encode() + b"\n")
    for part in parts.values():
        sys.stdout.buffer.write(part)


if __name__ == "__main__":
    main()
