"""What a file that was sent is, or in words why it is not taken."""

from dataclasses import dataclass
from hashlib import sha256

from kith.core.errors import Invalid
from kith.documents.apart import Told, ask
from kith.documents.drawing import look

TAKEN = "A PDF, a picture (JPEG, PNG, WebP or HEIC), a Word document (.docx), an e-mail (.eml) or plain text is taken."
REFUSED = {  # the words that drawing.py uses → what somebody can do
    "empty": "This file is empty. Choose it again, or take the photo again.",
    "program": "This is a program. Programs are not kept here, whatever they are called.",
    "archive": "This is a file of packed files (ZIP and the like). Unpack it and keep each document by itself.",
    "bomb": "Unpacked, this file would be far too large to be a document. If somebody sent it to you, do not open it.",
    "macros": "This Word document holds macros, which are programs. Save it as PDF, and keep that.",
    "locked": "This file asks for a password. Open it with the password, print it to PDF, and keep that.",
    "broken": "This file is broken: it cannot be read to its end. Ask for it again, or take the photo again.",
    "too many pixels": "This picture is larger than 60 million points. Make a smaller copy, and keep that.",
    "too many pages": "This PDF has more than 3,000 pages. Split it into parts.",
    "too much": "Looking at this file took more time or room than a document needs. Print it to PDF, and keep that.",
    "old office": "This is an older kind of Office file, or one with a password. Save it as PDF, and keep that.",
    "other picture": "Pictures of this kind (GIF, BMP, TIFF) are not taken. Save it as PNG or JPEG.",
    "other document": "Documents of this kind are not taken. Save it as PDF, and keep that.",
    "sound": "Sound is not kept here yet. Write down what was said, and where the recording is.",
    "film": "Films are not kept here yet. Keep a picture of what matters, and write down where the film is.",
    "web page": "This is a web page. A page can run programs: print it to PDF, or take a screenshot, and keep that.",
    "drawing of lines": "This is an SVG drawing, which can run programs. Save it as PNG, and keep that.",
    "unknown": f"Kith does not know what this file is. {TAKEN}",
}


@dataclass(frozen=True)
class Judged:
    """A file that is taken: what it is, and what is shown of it."""

    original: bytes
    sha256: str
    media_type: str
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    shown: bytes = b""
    small: bytes = b""
    words: str = ""

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


def judged(file: bytes, ours: bool = False) -> Judged:
    """Raises Invalid, with what can be done. `ours`: Kith made it itself, and looks at it without going apart."""
    told = Told(*look(file)) if ours else ask("look", file)
    if told.not_taken:
        raise Invalid(REFUSED[told.not_taken])
    drawn = told.parts
    return Judged(
        file, sha256(file).hexdigest(), **told.found,
        shown=drawn.get("shown", b""), small=drawn.get("small", b""), words=drawn.get("words", b"").decode(),
    )  # fmt: skip


def sheet(file: bytes, number: int) -> bytes:
    """One page of a PDF file as a picture. Raises Invalid where it cannot be drawn."""
    told = ask("sheet", file, number)
    if told.not_taken:
        raise Invalid("This page cannot be drawn. The file itself can be downloaded.")
    return told.parts["shown"]
