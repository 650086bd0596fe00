"""By when a request for one's own record is to be answered."""

from datetime import date

import pytest

from kith.core.errors import Invalid
from kith.sharing.rules_of_access import check_extension, due, months_after


@pytest.mark.parametrize(
    ("received", "clear", "extended", "by"),
    [
        (date(2026, 11, 3), date(2026, 11, 3), False, date(2026, 12, 3)),
        (date(2026, 11, 3), date(2026, 11, 20), False, date(2026, 12, 20)),  # from when it was clear who asks
        (date(2026, 1, 31), date(2026, 1, 31), False, date(2026, 2, 28)),  # no such day in the next month
        (date(2028, 1, 31), date(2028, 1, 31), False, date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 31), False, date(2027, 1, 31)),
        (date(2026, 11, 30), date(2026, 11, 30), True, date(2027, 2, 28)),
    ],
)
def test_the_clock(received, clear, extended, by) -> None:
    assert due(received, clear, extended) == by


def test_over_the_year() -> None:
    assert months_after(date(2026, 10, 15), 3) == date(2027, 1, 15)


def test_extended_within_the_first_month_only() -> None:
    check_extension(date(2026, 12, 3), date(2026, 12, 3))
    with pytest.raises(Invalid, match="first month is over"):
        check_extension(date(2026, 12, 3), date(2026, 12, 4))
