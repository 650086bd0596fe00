"""Passwords that are refused beside short and common ones: Kith's own words, and those that are known to be stolen.

NIST SP 800-63B, 5.1.1.2, and OWASP ASVS 5.0, V6.1.2, V6.2.11 and V6.2.12. Nothing leaves the machine: the stolen ones
are looked up in a file, if `KITH_STOLEN_PASSWORDS` names one (docs/operations.md).
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

WORDS = (  # documented here, as V6.1.2 asks: what a stranger would try first, in any spelling of SPELT
    *("kith", "council", "county", "borough", "trust", "police", "school", "hospital", "children", "adults", "social"),
    *("worker", "care", "services", "service", "safeguarding", "practitioner", "manager", "admin", "administrator"),
    *("password", "passwort", "passphrase", "secret", "welcome", "letmein", "login", "signin", "change", "changeme"),
    *("spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july", "august"),
    *("september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday"),
    *("qwerty", "qwertz", "asdf", "zxcv", "abc", "england", "london", "team", "office", "test", "the", "my", "is"),
)
SPELT = str.maketrans("0134578@$!", "oleastbasi")
LEAST = 6  # letters, or figures beyond those of a date, that must be left once those words are taken out
DATE = 8
REFUSED = "Choose something else: this is made of words that are tried first."
KNOWN = "Choose something else: this password was stolen somewhere and is known."


class OwnWords:
    """Refuses what is made of such words, figures and signs alone."""

    def validate(self, password: str, user: Any = None) -> None:
        if min(_left(password), _left(password.translate(SPELT))) < LEAST:
            raise ValidationError(
                "Choose something else: this is made of words that are tried first.", code="own_words"
            )

    def get_help_text(self) -> str:
        return "Your password must not be made of words such as “kith”, “council”, “welcome” or a month alone."


class Stolen:
    """Refuses what stands in the file of stolen passwords."""

    def validate(self, password: str, user: Any = None) -> None:
        place = getattr(settings, "STOLEN_PASSWORDS", "")
        if place and stands_in(Path(place), password):
            raise ValidationError(
                "Choose something else: this password was stolen somewhere and is known.", code="stolen"
            )

    def get_help_text(self) -> str:
        return "Your password must not be one that is known to be stolen."


def stands_in(file: Path, password: str) -> bool:
    """Whether its SHA-1 begins a line of `file`: sorted, in capitals, as Have I Been Pwned gives them out.

    Found by halving, so a file of 40 GB takes some forty reads. SHA-1 is the file's, and protects nothing here.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, file.stat().st_size
        while low < high:
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.readline()  # the rest of a line of which the beginning is behind us
            line = lines.readline()
            if line and line[:40] < wanted:
                low = lines.tell()
            else:
                high = middle
        lines.seek(low)
        return wanted in (lines.readline()[:40], lines.readline()[:40])  # where it began, or the one after


def _left(password: str) -> int:
    """What is left beside those words. The same again counts once; one without any of them is not judged here."""
    letters = "".join(letter for letter in password.lower() if letter.isalpha())
    left, found = _words().subn(" ", letters)
    figures = sum(letter.isdigit() for letter in password)
    return sum(len(part) for part in set(left.split())) + max(0, figures - DATE) if found else LEAST


@lru_cache
def _words() -> re.Pattern[str]:
    """The longest first, so that “changeme” does not leave “me”."""
    return re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
