"""What a file is, is judged by what stands in it; what could do harm, or cannot be shown, is refused in words."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFile

from kith.core.errors import Invalid
from kith.documents.drawing import NotTaken, look
from kith.documents.judging import REFUSED, judged, sheet
from tests.documents import made

HEIC = Path(__file__).resolve().parents[1] / "data" / "photo.heic"  # drawn here, encoded by pillow-heif
TAKEN = [
    (made.picture("PNG"), "image/png"),
    (made.picture("JPEG"), "image/jpeg"),
    (made.picture("WEBP"), "image/webp"),
    (made.pdf(), "application/pdf"),
    (made.word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (made.mail(), "message/rfc822"),
    ("Grüße from the school".encode(), "text/plain"),
    (b"MZ said that BM was there", "text/plain"),
]
NOT_TAKEN = {
    "a page of the web": (b"<!DOCTYPE html><html><script>alert(1)</script>", "web page"),
    "a page with words before it": (b"hello\n<ScRiPt src=x>", "web page"),
    "a drawing that runs": (b'<svg xmlns="x" onload="alert(1)"/>', "drawing of lines"),
    "a drawing after a declaration": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "drawing of lines"),
    "a page before a PDF": (b"<html><script>1</script>\n" + made.pdf(), "unknown"),
    "a program of Windows": (b"MZ\x90\x00\x03", "program"),
    "a program of Linux": (b"\x7fELF\x02\x01", "program"),
    "a script": (b"#!/bin/sh\nrm -rf /", "program"),
    "packed files": (made.packed(letter=b"Dear Sara"), "archive"),
    "packed in another way": (b"Rar!\x1a\x07", "archive"),
    "a table for Excel": (made.packed(**{"[Content_Types].xml": b"<T/>", "xl__workbook.xml": b"x"}), "other document"),
    "a Word document with macros": (
        made.packed(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"x", "word__vbaProject.bin": b"x"}),
        "macros",
    ),
    "a Word bomb": (made.word_bomb(), "bomb"),
    "a picture of 3.6 thousand million points": (made.png_bomb(), "too many pixels"),
    "half a picture": (made.picture("PNG", (600, 400))[:200], "broken"),
    "half a JPEG": (made.picture("JPEG", (600, 400))[:200], "broken"),
    "half a PDF": (made.pdf()[:60], "broken"),
    "a PDF with a password": (made.pdf(password="secret"), "locked"),
    "a picture of another kind": (made.picture("GIF"), "other picture"),
    "a film": (b"\x00\x00\x00\x18ftypmp42aaaa", "film"),
    "nothing": (b"", "empty"),
    "noise": (bytes(range(256)), "unknown"),
    "words with a null in them": (b"a\x00b", "unknown"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "kind"), TAKEN, ids=[kind for _, kind in TAKEN])
def test_what_is_taken(file: bytes, kind: str) -> None:
    assert look(file)[0]["media_type"] == kind


@pytest.mark.parametrize("file", NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_what_is_not_taken(file: tuple[bytes, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process libraries may say it by an error of their own: apart, that is `broken` (see below)."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)  # as it is apart: WeasyPrint switches it on here
    try:
        look(file[0])
    except NotTaken as why:
        told = str(why)
    except (OSError, ValueError, SyntaxError):
        told = "broken"
    else:
        told = "taken"
    assert told == file[1] and told in REFUSED


def test_every_refusal_says_what_can_be_done() -> None:
    assert all(len(words.split(". ")) > 1 for words in REFUSED.values())


def test_heic_as_a_telephone_takes_it_is_decoded() -> None:
    """One that libheif encoded, with a maker and a place, taken on its side: blue was above, and is on the right.

    A broken one is refused, not passed on.
    """
    file = HEIC.read_bytes()
    found = judged(file)
    assert (found.media_type, found.width, found.height, found.original) == ("image/heic", 40, 60, file)
    for drawn in (found.shown, found.small):
        picture = Image.open(io.BytesIO(drawn)).convert("RGB")
        assert not picture.getexif() and b"CANON-OF-SARA" not in drawn
        left, right = (picture.getpixel((x, 30)) for x in (5, 35))
        assert left[0] > 150 > left[2] and right[2] > 150 > right[0]
    assert b"CANON-OF-SARA" in file
    for broken in (file[:300], b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200):
        with pytest.raises(Invalid, match="broken"):
            judged(broken)


def test_a_photo_is_shown_upright_without_its_place_and_kept_as_it_was() -> None:
    file = made.photo_with_place()
    found = judged(file)
    assert (found.width, found.height, found.original) == (60, 40, file)
    for drawn in (found.shown, found.small):
        picture = Image.open(io.BytesIO(drawn))
        assert picture.format == "WEBP" and picture.size == (40, 60)  # turned as the camera was held
        assert not picture.getexif() and not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        assert b"CANON-OF-SARA" not in drawn and b"kitchen" not in drawn
    assert b"CANON-OF-SARA" in file and b"kitchen" in file


def test_a_file_that_breaks_what_looks_at_it_breaks_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decoded apart: whatever ends that program, the answer is words."""
    with pytest.raises(Invalid, match="larger than 60 million points"):
        judged(made.png_bomb())
    with pytest.raises(Invalid, match="broken"):
        judged(made.picture("JPEG", (600, 400))[:200])


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    from kith.documents import apart

    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    with pytest.raises(Invalid, match="more time or room"):
        judged(made.picture())


def test_what_looks_at_files_holds_nothing_and_may_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment, no database; memory, work and files of its own are bounded (drawing.main)."""
    import subprocess
    from types import SimpleNamespace

    from kith.documents import apart

    asked: dict[str, Any] = {}

    def run(command: list[str], **more: object) -> SimpleNamespace:
        asked.update(more, command=command)
        return SimpleNamespace(returncode=-9, stdout=b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert apart.ask("look", b"x").not_taken == "too much"
    assert asked["env"] == {} and "-I" in asked["command"]
    source = apart.PROGRAM.read_text()
    assert "import kith" not in source and "from kith" not in source
    assert all(f"RLIMIT_{what}" in source for what in ("AS", "CPU", "FSIZE", "CORE"))


def test_the_words_of_a_pdf_and_its_pages_as_pictures() -> None:
    file = made.drawn_pdf("The first page", "The second page")
    found = judged(file)
    assert found.pages == 2 and "The second page" in found.words and found.small
    page = Image.open(io.BytesIO(sheet(file, 2)))
    assert page.format == "WEBP" and max(page.size) == 1400


def test_an_e_mail_is_told_in_its_plain_words() -> None:
    assert judged(made.mail("See you on Monday")).words.splitlines()[-1] == "See you on Monday"
