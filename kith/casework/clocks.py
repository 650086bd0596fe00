"""Statutory clocks: what the law or the service allows, and when it is up. Pure, but for the data files.

Facts are in `data/clocks.csv`, each with its source and how sure it is. What is marked local or check is the service's
to set, in a file of the same form (KITH_CLOCKS): docs/decisions/0043-clocks.md.
"""

import csv
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.timezone import get_default_timezone, localtime

from kith.casework.workdays import ONE, add_working, next_working

OURS = Path(__file__).parent / "data" / "clocks.csv"
UNITS = ("working days", "days", "weeks", "months", "hours")
SURE = "sure"
NOT_SET = "not set"
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Clock:
    """One clock in one edition. `since`: the first start day to which it applies; None: it waits for the service.

    `limit`, `extension`, `earliest` count `unit`s. `rolls`: what would end on a day off ends on the next working day.
    `confidence`: "sure", "check …" (the text is to be checked) or "local" (a local procedure).
    """

    name: str
    edition: str
    since: date | None
    starts: str
    limit: int
    unit: str
    extension: int
    earliest: int
    rolls: bool
    source: str
    applies_to: str
    confidence: str
    note: str
    set_here: bool = False

    @property
    def configurable(self) -> bool:
        return self.confidence != SURE

    @property
    def says(self) -> str:
        """`45 working days from: referral received`."""
        unit = self.unit[:-1] if self.limit == 1 else self.unit
        least = f"{self.earliest} to " if self.earliest else ""
        return f"{least}{self.limit} {unit} from: {self.starts}"

    @property
    def caution(self) -> str:
        """What a page says beside a limit that is not a fact of national law."""
        if not self.configurable:
            return ""
        if self.set_here:
            return "Set by this service."
        return (
            "A local limit, as Kith begins with it." if self.confidence == "local" else "To be checked by the service."
        )


@dataclass(frozen=True)
class Pause:
    """While something is awaited that stops the clock; `until` None: still."""

    since: datetime
    until: datetime | None


def due(clock: Clock, start: datetime, pauses: Sequence[Pause] = (), extended: bool = False) -> datetime | None:
    """The last moment that is in time; None while the clock stands. `start` is aware.

    Hours run from the moment. All else counts days after the day of the start, whatever the hour, to the end of the
    last one; months end on the day of the same number, or on the month's last (Dodds v Walker [1981] 1 WLR 1027).
    """
    if any(pause.until is None for pause in pauses):
        return None
    limit = clock.limit + (clock.extension if extended else 0)
    if clock.unit == "hours":
        stood = sum((p.until.astimezone(UTC) - p.since.astimezone(UTC) for p in pauses if p.until), timedelta())
        return start.astimezone(UTC) + timedelta(hours=limit) + stood
    last = last_day(clock.unit, limit, localtime(start).date(), standing(pauses))
    return end_of(next_working(last) if clock.rolls else last)


def last_day(unit: str, limit: int, first: date, stood: frozenset[date] = frozenset()) -> date:
    """The day on which so many units after a day are up, where the clock stood at the end of some days."""
    if unit == "working days":
        return add_working(first, limit, stood)
    if unit == "months":
        return months_after(first, limit) + ONE * len(stood)
    days = {"days": 1, "weeks": 7}[unit] * limit
    return first + ONE * (days + len(stood))


def standing(pauses: Iterable[Pause]) -> frozenset[date]:
    """The days at whose end the clock stood: these do not count."""
    return frozenset(day for pause in pauses if pause.until for day in _days(pause.since, pause.until))


def _days(since: datetime, until: datetime) -> Iterator[date]:
    day = localtime(since).date()
    while day < localtime(until).date():
        yield day
        day += ONE


def months_after(day: date, months: int) -> date:
    """31 August and six months is 28 or 29 February."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, get_default_timezone())


def clock_for(name: str, start: datetime) -> Clock:
    """The edition that applied on the day of the start. KeyError where there is no such clock."""
    on = localtime(start).date()
    applying = [clock for clock in clocks() if clock.name == name and clock.since is not None and clock.since <= on]
    if not applying:
        raise KeyError(name)
    return max(applying, key=lambda clock: (clock.since or date.min, clock.set_here))


@cache
def clocks() -> tuple[Clock, ...]:
    """All of them, in the order of the file; then what the service sets. ValueError where a file cannot be taken."""
    ours = tuple(read(OURS))
    return ours + tuple(checked(ours, read(Path(settings.CLOCKS), set_here=True))) if settings.CLOCKS else ours


def read(file: Path, set_here: bool = False) -> Iterator[Clock]:
    """The clocks of a file. ValueError, with the line, where one cannot be taken."""
    with file.open(newline="", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                yield _clock(row, set_here)
            except (KeyError, TypeError, ValueError) as wrong:
                raise ValueError(f"{file.name}, line {number}: {wrong}") from wrong


def _clock(row: dict[str, str], set_here: bool) -> Clock:
    if row["unit"] not in UNITS:
        raise ValueError(f"a unit is one of {', '.join(UNITS)}")
    if int(row["limit"]) < 1:
        raise ValueError("a limit is at least 1")
    return Clock(
        name=row["clock"], edition=row["edition"], since=_since(row["from"]), starts=row["starts"],
        limit=int(row["limit"]), unit=row["unit"], extension=int(row["extension"] or 0),
        earliest=int(row["earliest"] or 0), rolls=row["rolls"] == "working day", source=row["source"],
        applies_to=row["applies_to"], confidence=row["confidence"], note=row["note"], set_here=set_here,
    )  # fmt: skip


def _since(told: str) -> date | None:
    if told == NOT_SET:
        return None
    return date.fromisoformat(told) if told else date.min


def checked(ours: Sequence[Clock], theirs: Iterable[Clock]) -> Iterator[Clock]:
    """What a service may set: a clock that Kith knows and does not hold to be a fact. ValueError otherwise."""
    open_to_change = {clock.name for clock in ours if clock.configurable}
    for clock in theirs:
        if clock.name not in open_to_change:
            raise ValueError(f"“{clock.name}” is not a clock that a service sets: {', '.join(sorted(open_to_change))}")
        yield clock
