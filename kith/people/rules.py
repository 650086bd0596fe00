"""Where each part of the index belongs, and what may be written in it. Pure."""

import re
import unicodedata
from datetime import date

from kith.access.grades import Domain, Grade
from kith.core.errors import Invalid
from kith.people.models import Address, Alert, Birth, Held, Identifier, Particular, PersonName, Relationship

BELONGS: dict[type[Held], tuple[Domain, Grade]] = {  # a name and a birth at locate, the rest of identity essential
    PersonName: (Domain.IDENTITY, Grade.LOCATE),
    Birth: (Domain.IDENTITY, Grade.LOCATE),
    Identifier: (Domain.IDENTITY, Grade.ESSENTIAL),
    Particular: (Domain.IDENTITY, Grade.ESSENTIAL),
    Address: (Domain.IDENTITY, Grade.ESSENTIAL),
    Relationship: (Domain.FAMILY, Grade.ESSENTIAL),
    Alert: (Domain.PLAN, Grade.ESSENTIAL),  # so that everyone who may knock sees it; the narrative stays sensitive
}
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})")


def belongs(model: type[Held], grade: int | None = None) -> dict[str, object]:
    """Domain and grade of a new row. `grade` may raise the default, never lower it."""
    domain, least = BELONGS[model]
    return {"domain": domain.value, "grade": max(least, grade or least)}


def tidy(text: str, what: str, most: int = 200, lines: bool = False) -> str:
    """Text as it is kept: no control characters, single spaces, composed letters. Raises Invalid when too long."""
    kept = "".join(c if c.isprintable() or (lines and c == "\n") else " " for c in unicodedata.normalize("NFC", text))
    kept = "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()
    if len(kept) > most:
        raise Invalid(f"{what} has {len(kept)} characters. The most is {most}. Nothing was saved.")
    return kept


def needed(text: str, what: str, most: int = 200, lines: bool = False) -> str:
    """As `tidy`, and not empty."""
    kept = tidy(text, what, most, lines)
    if not kept:
        raise Invalid(f"Enter {what[0].lower()}{what[1:]}.")
    return kept


def postcode(text: str) -> str:
    """A United Kingdom postcode with its space, or what was written (abroad, or partly known)."""
    kept = tidy(text, "The postcode", 20).upper()
    found = POSTCODE.fullmatch(kept)
    return f"{found[1]} {found[2]}" if found else kept


def check_period(since: date | None, until: date | None) -> None:
    """Raises Invalid when the end comes before the start."""
    if since and until and until < since:
        raise Invalid("The end is before the start. Check the dates.")


def check_birth(on: date | None, unborn: bool, died_on: date | None, today: date) -> None:
    """Raises Invalid for a birth to come that is not of an unborn child, and a death before birth or to come."""
    if on and on > today and not unborn:
        raise Invalid(
            "The date of birth is in the future. For a child not yet born, choose “unborn” and give the due date."
        )
    if died_on and (died_on > today or (on and died_on < on)):
        raise Invalid("The date of death must be after the birth and not in the future.")
    if on and unborn and (on - today).days > 300:
        raise Invalid("The due date is more than ten months away. Check the date.")
