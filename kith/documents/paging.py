"""Pages of a document on paper: which are asked for, and each as a picture that a printed page holds."""

import io
import re
from collections.abc import Sequence

from kith.core.errors import Invalid
from kith.documents.apart import ask
from kith.documents.models import Document
from kith.documents.storing import part_of

PDF = "application/pdf"
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})
SERVED = PICTURES | {PDF}
MOST_SHEETS = 60  # in one exhibit: each is drawn
HOW = "Say which pages like this: 1-3, 5"


def pages_asked(typed: str, pages: int) -> tuple[int, ...]:
    """`1-3, 5` of a document of so many pages; all where nothing is typed. Raises Invalid."""
    found: list[int] = []
    for part in filter(None, re.split(r"[,;\s]+", typed.strip())) if typed.strip() else [f"1-{pages}"]:
        said = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?", part)
        if not said:
            raise Invalid(HOW)
        first, last = int(said[1]), int(said[2] or said[1])
        if not 1 <= first <= last <= pages:
            raise Invalid(f"This document has {pages} pages. {HOW}")
        found += range(first, last + 1)
    chosen = tuple(dict.fromkeys(found))
    if len(chosen) > MOST_SHEETS:
        raise Invalid(
            f"At most {MOST_SHEETS} pages go into one exhibit. Put it in as several, each with some of its pages."
        )
    return chosen


def on_paper(row: Document, sheets: Sequence[int]) -> list[bytes]:
    """The picture, or these pages of a PDF, as JPEG: drawn anew, nothing else of the file is in what is served."""
    if row.media_type in PICTURES:
        return [_as_jpeg(part_of(row, "shown"))]
    told = ask("sheets", part_of(row, "original"), *sheets)
    if told.not_taken:
        raise Invalid(f"The pages of “{row.title}” cannot be drawn.")
    return [told.parts[str(number)] for number in sheets]


def _as_jpeg(shown: bytes) -> bytes:
    """What Kith drew itself when the picture was kept, on white where it can be seen through."""
    from PIL import Image

    drawn = Image.open(io.BytesIO(shown)).convert("RGBA")
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=88)
    return made.getvalue()
