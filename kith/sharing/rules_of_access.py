"""When a request for one's own record is to be answered, and what may be put together for whom. Pure.

Within one month of the request, or of the day on which it was proved who asks; two months more where it is complex or
there are many, if the person is told within the first month (UK GDPR Articles 12(3), 12(6) and 12A).
"""

from calendar import monthrange
from datetime import date

from kith.core.errors import Invalid


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due(received_on: date, identity_on: date, extended: bool = False) -> date:
    """By when it is to be answered. A day of rest does not move it: earlier is never late."""
    return months_after(max(received_on, identity_on), 3 if extended else 1)


def check_extension(due_on: date, today: date) -> None:
    """Raises Invalid after the first month: they must have been told by then."""
    if today > due_on:
        raise Invalid(
            "The first month is over, so it can no longer be extended. Answer it now, and say why it is late."
        )
