"""Documents of the region, drawn as it is loaded: a scanned letter, a home, a message, three houses, a face.

All about the hero's eldest, kept by her worker; what they say agrees with region/amara.yaml.
"""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

from kith.demo.region.days import LONDON
from kith.documents.actions.keep_document import Said, keep_document
from kith.documents.judging import judged

ABOUT, BY = "fenwick-000.amara", "hannah-brearley"
INK, PAPER = "#1d2733", "#fdfcf7"
Act = tuple[datetime, str, Callable[[], None]]
Drawn = Callable[[], bytes]


def told(anchor: date, person: UUID) -> Iterator[Act]:
    """Each with the moment at which it is kept and by whom, the oldest first."""
    for days, draw, said in PAPERS:
        at = datetime.combine(anchor - timedelta(days=days), time(16, 20), LONDON)
        yield at, BY, partial(_keep, person, draw, said)


def _keep(person: UUID, draw: Drawn, said: Said) -> None:
    keep_document(person_id=person, said=said, file=judged(draw(), ours=True))


def _page(size: tuple[int, int], ground: str = PAPER) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", size, ground)
    return page, ImageDraw.Draw(page)


def _saved(page: Image.Image, form: str, **how: Any) -> bytes:
    made = io.BytesIO()
    page.save(made, form, **how)
    return made.getvalue()


def _write(on: ImageDraw.ImageDraw, at: tuple[int, int], words: str, size: int = 24, ink: str = INK) -> None:
    on.multiline_text(at, words, fill=ink, font=ImageFont.load_default(size), spacing=size // 2)


def _house(on: ImageDraw.ImageDraw, left: int, top: int, wide: int, colour: str) -> None:
    on.rectangle((left, top, left + wide, top + wide), outline=colour, width=6)
    on.polygon((left - 20, top, left + wide // 2, top - wide // 2, left + wide + 20, top), outline=colour, width=6)
    on.rectangle((left + wide // 2 - 25, top + wide - 90, left + wide // 2 + 25, top + wide), outline=colour, width=5)


def typed(head: str, where: str, body: str) -> bytes:
    """A scanned letter, as a PDF of one page."""
    page, on = _page((850, 1200))
    _write(on, (90, 90), head, 34)
    _write(on, (90, 150), where, 20)
    _write(on, (90, 260), body)
    return _saved(page, "PDF", resolution=100)


def letter() -> bytes:
    body = (
        "Dear Ms Brearley,\n\nAmara has been late on eleven of the last fifteen days.\n"
        "She comes in with the twins and without breakfast.\nShe is kind to the little ones and very tired.\n\n"
        "We have put her name down for breakfast club.\nPlease ring me on Monday.\n\nYours sincerely,\n\nParveen Akhtar"
    )
    return typed("Pellbridge Primary School", "Mill Road, Pellbridge", body)


def home() -> bytes:
    page, on = _page((1200, 900), "#cfe0ec")
    on.rectangle((0, 620, 1200, 900), fill="#9bb08a")
    on.rectangle((330, 300, 870, 660), fill="#b8694f", outline=INK, width=4)
    on.polygon((290, 300, 600, 120, 910, 300), fill="#5d4a44")
    for left in (390, 690):
        on.rectangle((left, 360, left + 120, 460), fill="#dfe8ee", outline=INK, width=4)
    on.rectangle((555, 500, 645, 660), fill="#2f4a3c", outline=INK, width=4)
    on.line((690, 360, 810, 460), fill=INK, width=5)
    on.line((690, 460, 760, 400), fill=INK, width=5)
    return _saved(page, "JPEG", quality=80)


def message() -> bytes:
    page, on = _page((720, 1000), "#e9edf2")
    for top, words, ground in (
        (120, "u think a lock stops me", "#ffffff"),
        (250, "tell her im outside", "#ffffff"),
        (400, "Stop writing to me.", "#cfe9cf"),
        (530, "weir bank is a small place", "#ffffff"),
    ):
        left = 240 if ground != "#ffffff" else 40
        on.rounded_rectangle((left, top, left + 440, top + 90), 24, fill=ground)
        _write(on, (left + 24, top + 28), words, 26)
    _write(on, (40, 40), "Kev   yesterday 23:12", 24)
    return _saved(page, "PNG")


def houses() -> bytes:
    page, on = _page((1400, 800), "#fffdf5")
    for left, title, words, colour in (
        (140, "Worries", "when he shouts\nmum crying\nthe door", "#b03a2e"),
        (580, "Good things", "nan's house\nthe twins laughing\nswimming", "#2e7d4f"),
        (1020, "Dreams", "a lock that works\na dog\nto sleep", "#2e5fa3"),
    ):
        _house(on, left, 260, 280, colour)
        _write(on, (left, 60), title, 34, colour)
        _write(on, (left, 590), words, 26, colour)
    return _saved(page, "PNG")


def face() -> bytes:
    page, on = _page((400, 400), "#d8e4dc")
    on.ellipse((70, 40, 330, 300), fill="#2a1d18")
    on.ellipse((105, 80, 295, 310), fill="#8d5a3c")
    for left in (155, 225):
        on.ellipse((left, 175, left + 20, 200), fill=INK)
    on.arc((155, 205, 245, 270), 20, 160, fill=INK, width=6)
    on.pieslice((60, 300, 340, 560), 180, 360, fill="#c9a227")
    return _saved(page, "JPEG", quality=85)


PAPERS: tuple[tuple[int, Drawn, Said], ...] = (
    (
        200,
        face,
        Said("photo", "Photo of Amara", "Amara, smiling, in a yellow jumper.", "Her mother", "handed", "identity", 2),
    ),
    (
        96,
        letter,
        Said(
            "letter",
            "Letter from Pellbridge Primary about lateness",
            "A scan. Late on eleven of fifteen days, without breakfast, tired; breakfast club from Monday.",
            "Parveen Akhtar, safeguarding lead",
            "post",
            "education",
            3,
        ),
    ),
    (
        61,
        home,
        Said(
            "home",
            "The house at Weir Bank from the street",
            "A brick house. The right window beside the door is cracked from corner to corner.",
            "me",
            "taken",
            "social_care",
            3,
        ),
    ),
    (
        33,
        houses,
        Said(
            "drawn",
            "Three houses, drawn by Amara",
            "Worries: when he shouts, mum crying, the door. Good things: nan's house, the twins laughing, swimming."
            " Dreams: a lock that works, a dog, to sleep.",
            "Amara",
            "handed",
            "voice",
            3,
        ),
    ),
    (
        12,
        message,
        Said(
            "screenshot",
            "Messages to Ms Fenwick at night",
            "Four messages at 23:12. He says that a lock does not stop him, that he is outside, and that Weir Bank is a"
            " small place.",
            "Her mother",
            "handed",
            "family",
            4,
        ),
    ),
)
