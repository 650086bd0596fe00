"""Looks are withheld from the person, or told later: by a decision with a ground and a day of review."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kith.core.session import call


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """Whose looks (`post`: of one person there), from when until when, why; `shown_on`: told from that day on."""

    agency: int
    since: datetime
    ground: str
    words: str
    review_on: date
    post: int | None = None
    until: datetime | None = None
    shown_on: date | None = None


@transaction.atomic
def withhold_looks(*, person: UUID, withheld: Withheld) -> UUID:
    """By guardians, or who answers for the organisation whose looks they are. Raises Refused, Invalid, Unconfirmed."""
    w = withheld
    args = (w.agency, w.post, w.since, w.until, w.ground, w.words, w.shown_on, w.review_on)
    return UUID(str(call("sharing.withhold_looks", person, *args)))


@transaction.atomic
def review_withholding(*, person: UUID, withholding: UUID, words: str, review_on: date | None) -> None:
    """It goes on until it is looked at again."""
    call("sharing.review_withholding", person, withholding, words, review_on)


@transaction.atomic
def end_withholding(*, person: UUID, withholding: UUID, words: str) -> None:
    """They may be told from now on."""
    call("sharing.end_withholding", person, withholding, words)
