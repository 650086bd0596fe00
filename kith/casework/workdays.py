"""Working days: Monday to Friday, but for bank holidays (Banking and Financial Dealings Act 1971, and proclamations).

The days come from the `holidays` library, which is kept up to date with what is proclaimed; see decision 43.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from django.conf import settings

ONE = timedelta(days=1)
SATURDAY = 5


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """Of "ENG", "WLS", "SCT" or "NIR" in a year."""
    return frozenset(holidays.UnitedKingdom(subdiv=nation, years=year))


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(settings.NATION, day.year)


def next_working(day: date) -> date:
    """The day itself, where it is one."""
    while not is_working(day):
        day += ONE
    return day


def add_working(day: date, count: int, standing: frozenset[date] = frozenset()) -> date:
    """The `count`th working day after `day`, not counted itself, whatever the hour; nor are days `standing`."""
    while count:
        day += ONE
        count -= is_working(day) and day not in standing
    return day


def working_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`; negative the other way round."""
    if last < first:
        return -working_between(last, first)
    return sum(is_working(first + ONE * n) for n in range(1, (last - first).days + 1))
