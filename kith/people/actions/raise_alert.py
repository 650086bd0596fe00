"""Raise an alert: what anyone who knocks must know to be safe, in words, with the day it is looked at again."""

from datetime import date, timedelta
from uuid import UUID

from kith.core.clock import today
from kith.core.errors import Invalid
from kith.people.actions.recording import put
from kith.people.models import Alert
from kith.people.rules import needed

LONGEST = timedelta(days=366)  # a warning that nobody looks at again is not believed


def raise_alert(person: UUID, kind: str, words: str, review_on: date, since: date | None = None) -> Alert:
    """Raises Invalid, Refused."""
    check_review(review_on)
    return put(
        Alert,
        person,
        kind=needed(kind, "The kind of alert", 100),
        words=needed(words, "What people must know", 1000, lines=True),
        review_on=review_on,
        since=since or today(),
    )


def check_review(review_on: date) -> None:
    """Raises Invalid unless the review is to come, and within a year."""
    if not today() < review_on <= today() + LONGEST:
        raise Invalid("Choose a review date after today and within a year.")
