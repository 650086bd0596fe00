"""The rules of keeping a document, pure. Each raises Invalid with words for whoever keeps it."""

from datetime import date

from kith.access.grades import Domain
from kith.core.errors import Invalid
from kith.documents.judging import Judged
from kith.documents.models import What
from kith.record.rules import clean

LONGEST = {"title": 200, "description": 4_000, "received_from": 200}


def check_size(size: int, most: int) -> None:
    """Said by its size, before a byte of it is read into memory."""
    if size > most:
        raise Invalid(
            f"This file has {size / 1_000_000:.0f} MB, and at most {most // 1_000_000} MB are taken. "
            "Make the picture smaller, or split the document into parts."
        )


def check_described(file: Judged, what: str, domain: str, description: str) -> None:
    """A picture is told in words too: for who does not see it, for search, and for a court."""
    if what == What.PHOTO and not file.is_picture:
        raise Invalid("A photo of the person is a picture. Choose what this is.", "what")
    if what == What.PHOTO and domain != Domain.IDENTITY:
        raise Invalid("A photo of the person is about who they are. Choose identity under what it is about.", "domain")
    if file.is_picture and not description.strip():
        raise Invalid("Describe what the picture shows, for those who cannot see it.", "description")


def check_made(on: date | None, today: date) -> None:
    if on and on > today:
        raise Invalid("It cannot have been made in the future. Check the date.", "made_on")


def said(name: str, words: str) -> str:
    """Words of a document, cleaned. Raises Invalid where they are too long."""
    kept = clean(words).strip()
    if len(kept) > LONGEST[name]:
        raise Invalid(
            f"{name.replace('_', ' ').capitalize()} is too long. Keep it to {LONGEST[name]:,} characters.", name
        )
    return kept
