"""Review an alert: it still holds, and is looked at again on another day; or it no longer does."""

from datetime import date
from uuid import UUID

from kith.people.actions.raise_alert import check_review
from kith.people.actions.recording import change, end, own
from kith.people.models import Alert


def review_alert(person: UUID, alert: UUID, review_on: date) -> None:
    """It still holds. Raises Unknown, Refused, Invalid."""
    check_review(review_on)
    change(own(Alert, person, alert), review_on=review_on)


def end_alert(person: UUID, alert: UUID, on: date | None = None) -> None:
    """It holds no longer, from today or the day given. Raises Unknown, Refused, Invalid."""
    end(own(Alert, person, alert), on)
