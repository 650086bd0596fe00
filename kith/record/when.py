"""What people type for "when did it happen?": a day, a month, a year and, if they know it, a time.

Forgiving in, exact out: "23 nov 26, 2.10pm" is as good as "23 11 2026 14:10".
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kith.core.errors import Invalid

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
CALLED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.ASCII)


@dataclass(frozen=True)
class When:
    """`at` is aware. `day_only`: the time is not known, and `at` is the day's first moment in London."""

    at: datetime
    day_only: bool


def when(day: str, month: str, year: str, clock: str = "", *, today: date) -> When:
    """What was typed, as a moment in London. Raises Invalid saying which part cannot be read."""
    on = _date(day, month, year, today)
    if not clock.strip():
        return When(datetime.combine(on, time(0), LONDON), True)
    return When(_moment(on, read_time(clock)), False)


def read_time(typed: str) -> time:
    """Reads 14:10, 1410, 2.10pm, 2 pm and noon. With neither am nor pm it is the 24-hour clock. Raises Invalid."""
    words = re.sub(r"\s+", " ", typed.strip().lower()).replace("a.m.", "am").replace("p.m.", "pm")
    if words in CALLED:
        return CALLED[words]
    found = CLOCK.fullmatch(words)
    if not found:
        raise Invalid("Enter the time like 14:10 or 2:10pm.")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise Invalid("Enter a real time, like 14:10 or 2:10pm.")
    return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)


def _date(day: str, month: str, year: str, today: date) -> date:
    missing = [part for part, typed in (("day", day), ("month", month), ("year", year)) if not typed.strip()]
    if missing:
        raise Invalid(f"The date must include a {' and a '.join(missing)}.")
    try:
        return date(_year(year, today), _month(month), _number(day, "day"))
    except ValueError as impossible:
        raise Invalid("Enter a real date, like 23 11 2026.") from impossible


def _month(typed: str) -> int:
    words = typed.strip().lower().rstrip(".")
    if words.isalpha() and len(words) >= 3:
        named = [number for number, name in enumerate(MONTHS, 1) if name.startswith(words)]
        named = named or [9] * (words == "sept")
        if len(named) == 1:
            return named[0]
    return _number(typed, "month")


def _year(typed: str, today: date) -> int:
    """Two digits are the latest such year that is not after next year: people write down the past, and plan little."""
    number = _number(typed, "year")
    if len(typed.strip()) == 2:
        century = today.year // 100 * 100
        return century + number if century + number <= today.year + 1 else century - 100 + number
    if number < 1000:
        raise Invalid("Enter the year with four digits, like 2026.")
    return number


def _number(typed: str, part: str) -> int:
    words = typed.strip()
    if not re.fullmatch(r"\d{1,4}", words, re.ASCII):
        raise Invalid(f"The {part} must be a number{', or the name of the month' if part == 'month' else ''}.")
    return int(words)


def _moment(on: date, at: time) -> datetime:
    """The moment in London. The hour that comes twice in October is taken the first time."""
    moment = datetime.combine(on, at, LONDON)
    if moment.astimezone(ZoneInfo("UTC")).astimezone(LONDON).replace(fold=0) != moment:
        raise Invalid("That time did not exist: the clocks went forward that night.")
    return moment
