"""Dates of birth as people type them: 3/11/2014, 3 Nov 2014, Nov 2014, 2014, about 2014, age 11.

Day before month, as in the United Kingdom. What is typed is a range of days: a partial date stays partial.
"""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date

EXACT, MONTH, YEAR, ESTIMATED = "exact", "month", "year", "estimated"  # values of BirthPrecision
EARLIEST = 1850  # a year of birth before this is a slip of the keys, not a person on an open record

MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
WORDS = re.compile(r"\d+|[^\W\d_]+")
NOISE = {"st", "nd", "rd", "th", "of", "born", "dob"}
ROUGHLY = {"about", "around", "circa", "c", "approx", "approximately", "estimated", "est"}


class Unclear(ValueError):
    """What was typed is not a date. The message says why and what would do, in words for the person who typed it."""


@dataclass(frozen=True)
class Typed:
    """From `first` to `last`, both included. `precision` is a value of BirthPrecision."""

    first: date
    last: date
    precision: str = EXACT

    @property
    def swapped(self) -> "Typed | None":
        """The same figures with day and month the other way round; None where that is no other date."""
        if self.precision != EXACT or self.first.day > 12 or self.first.day == self.first.month:
            return None
        return day(self.first.year, self.first.day, self.first.month)


def parse(text: str, today: date) -> Typed:
    """What `text` says. Two-digit years are the latest that are not to come. Raises Unclear."""
    words = [word for word in WORDS.findall(text[:60].lower()) if word not in NOISE]
    rough = any(word in ROUGHLY for word in words)
    words = [word for word in words if word not in ROUGHLY]
    if not words:
        raise Unclear("Enter a date of birth, such as 3 11 2014, November 2014 or 2014.")
    typed = _aged(words, today) or _read(words, text.strip(), today)
    return Typed(typed.first, typed.last, ESTIMATED) if rough else typed


def _aged(words: list[str], today: date) -> Typed | None:
    """Whoever is 11 today was born in the year that ended today eleven years ago."""
    figures = [int(word) for word in words if word.isdecimal()]
    if len(figures) != 1 or not {"age", "aged", "years", "yrs", "yo"} & set(words):
        return None
    if figures[0] > 120:
        raise Unclear(f"An age of {figures[0]} is too high. Enter an age up to 120.")
    return Typed(_anniversary(today, figures[0] + 1, 1), _anniversary(today, figures[0], 0), ESTIMATED)


def _anniversary(today: date, years: int, later: int) -> date:
    """`today`, that many years ago, and `later` days on (29 February falls on 1 March)."""
    year = today.year - years
    if (today.month, today.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1 + later)
    return date.fromordinal(date(year, today.month, today.day).toordinal() + later)


def _read(words: list[str], text: str, today: date) -> Typed:
    if len(words) == 1 and len(words[0]) == 8 and words[0].isdecimal():
        words = _eight(words[0])
    named = [word for word in words if not word.isdecimal()]
    figures = [word for word in words if word.isdecimal()]
    if len(named) > 1 or (named and named[0][:3] not in MONTHS):
        raise Unclear(f"“{text}” is not a date. Enter one such as 3 11 2014 or 3 November 2014.")
    if named:
        return _with_month_name(MONTHS[named[0][:3]], figures, text, today)
    return _figures_only(figures, text, today)


def _eight(figures: str) -> list[str]:
    """03112014 or 20141103: the year is the half that can be one."""
    if EARLIEST <= int(figures[:4]) < 2200 and int(figures[4:6]) <= 12:
        return [figures[:4], figures[4:6], figures[6:]]
    return [figures[:2], figures[2:4], figures[4:]]


def _with_month_name(month: int, figures: list[str], text: str, today: date) -> Typed:
    if len(figures) == 1:
        return whole_month(_year(figures[0], today), month)
    if len(figures) != 2:
        raise Unclear(f"“{text}” has no year. Enter a date such as 3 November 2014.")
    number, year = figures if len(figures[0]) <= 2 else reversed(figures)
    return day(_year(year, today), month, int(number))


def _figures_only(figures: list[str], text: str, today: date) -> Typed:
    if len(figures) == 1:
        if len(figures[0]) != 4:
            raise Unclear(
                f"“{text}” could be a day, a month or an age. Enter at least a year, such as 2014, or “age 11”."
            )
        return whole_year(_year(figures[0], today))
    if len(figures) == 2:
        month, year = figures if len(figures[0]) <= 2 else reversed(figures)
        if len(year) != 4:
            raise Unclear(f"“{text}” has no year. Enter a date such as 3 11 2014.")
        return whole_month(_year(year, today), int(month))
    if len(figures) != 3:
        raise Unclear(f"“{text}” is not a date. Enter one such as 3 11 2014.")
    if len(figures[0]) == 4:
        return day(_year(figures[0], today), int(figures[1]), int(figures[2]))
    return day(_year(figures[2], today), int(figures[1]), int(figures[0]))


def _year(figures: str, today: date) -> int:
    if len(figures) == 2:
        year = today.year - today.year % 100 + int(figures)
        return year if year <= today.year else year - 100
    if len(figures) != 4 or not EARLIEST <= int(figures) <= today.year + 1:
        raise Unclear(f"The year {figures} is not one a person in this record can be born in. Check the year.")
    return int(figures)


def whole_year(year: int) -> Typed:
    return Typed(date(year, 1, 1), date(year, 12, 31), YEAR)


def whole_month(year: int, month: int) -> Typed:
    """Raises Unclear when there is no such month."""
    if not 1 <= month <= 12:
        raise Unclear(f"There is no month {month}. Months go from 1 to 12.")
    return Typed(date(year, month, 1), date(year, month, monthrange(year, month)[1]), MONTH)


def day(year: int, month: int, number: int) -> Typed:
    """One day. Raises Unclear when the calendar has no such day, and says what was perhaps meant."""
    if month > 12 >= number >= 1 and month <= 31:
        raise Unclear(f"There is no month {month}. Did you mean {month} {month_name[number]} {year}?")
    last = whole_month(year, month).last
    if not 1 <= number <= last.day:
        raise Unclear(f"{month_name[month]} {year} has {last.day} days. Check the day.")
    return Typed(date(year, month, number), date(year, month, number))


def spoken(on: date | None, precision: str) -> str:
    """A date of birth as it is read: "3 November 2014", "November 2014", "2014", "due 3 November 2026"."""
    if on is None:
        return "not known"
    exact = f"{on.day} {month_name[on.month]} {on.year}"
    return {
        MONTH: f"{month_name[on.month]} {on.year}",
        YEAR: f"{on.year}",
        ESTIMATED: f"about {exact}",
        "unborn": f"due {exact}",
    }.get(precision, exact)
