"""Days as services count them: working days, times of day that fit the work."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
HOURS = {
    "office": (9, 17),
    "visit": (10, 17),
    "after school": (15, 18),
    "school": (8, 15),
    "night": (19, 23),
    "clinic": (9, 16),
}


def working_day(day: date) -> date:
    """`day`, or the Monday after when it falls on a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def working_days_after(day: date, n: int) -> date:
    """The `n`th working day after `day` (weekends only: the region has no bank holidays)."""
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5
    return day


def at(day: date, rng: random.Random, when: str = "office") -> datetime:
    """A time on `day` that fits the work, to five minutes."""
    first, last = HOURS[when]
    return datetime.combine(day, time(rng.randint(first, last - 1), 5 * rng.randint(0, 11)), LONDON)


def said(day: date) -> str:
    """As people write dates: 3 November."""
    return f"{day.day} {day:%B}"


def age(born: date, on: date) -> int:
    """Whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
