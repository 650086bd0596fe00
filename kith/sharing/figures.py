"""What the register of requests comes to: how each organisation answers, by month, urgency, law and ground. Pure.

The figures that a safeguarding partnership discusses. A share of fewer than five says nothing, and is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.utils.timezone import localtime

from kith.sharing.models import State, Urgency
from kith.sharing.queries import Counted

FEWEST = 5
OUTSIDE = "outside"
URGENCIES = {str(value): label for value, label in Urgency.choices} | {
    OUTSIDE: "To somebody who is not on Kith, by when the link ends"
}


@dataclass(frozen=True)
class Figures:
    """How requests were answered. `due`: those that were answered or should have been by now; of them `in_time`.

    `median_hours`: from asking to the answer, of those that were answered.
    """

    of: str
    asked: int
    answered: int
    part: int
    refused: int
    waiting: int
    due: int
    in_time: int
    median_hours: float | None

    @property
    def share_in_time(self) -> int | None:
        """In hundredths, of five or more."""
        return round(100 * self.in_time / self.due) if self.due >= FEWEST else None


def by_agency(lines: Sequence[Counted], other: Callable[[Counted], str], now: datetime) -> list[Figures]:
    """For each organisation on the other side (`other`: of a line), most requests first."""
    return sorted(_grouped(lines, other, now), key=lambda f: (-f.asked, f.of))


def by_urgency(lines: Sequence[Counted], now: datetime) -> list[Figures]:
    """For each urgency that there was, the most urgent first."""
    found = {f.of: f for f in _grouped(lines, lambda line: line.urgency, now)}
    return [_named(found[code], words) for code, words in URGENCIES.items() if code in found]


def by_law(lines: Sequence[Counted], words: Mapping[str, str], now: datetime) -> list[Figures]:
    """For each law or permission that was rested on, most asked first. `words`: code → how it is called."""
    found = _grouped(lines, lambda line: words.get(line.gateway, line.gateway), now)
    return sorted(found, key=lambda f: (-f.asked, f.of))


def by_month(lines: Sequence[Counted], until: date, now: datetime) -> list[tuple[date, Figures]]:
    """The first day of each of twelve months, the last being that of `until`, with what was asked in it."""
    found: dict[date, list[Counted]] = defaultdict(list)
    for line in lines:
        found[localtime(line.asked_at).date().replace(day=1)].append(line)
    return [(month, _figures(f"{month:%B %Y}", found[month], now)) for month in twelve_months(until)]


def twelve_months(until: date) -> list[date]:
    """Their first days, in order."""
    last = until.year * 12 + until.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - 11, last + 1)]


def grounds(
    lines: Iterable[Counted], other: Callable[[Counted], str], words: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, int]]]]:
    """On which grounds less or nothing was given, by organisation on the other side, the most frequent first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if line.reason:
            found[other(line)][words.get(line.reason, line.reason)] += 1
    most = sorted(found.items(), key=lambda each: (-each[1].total(), each[0]))
    return [(of, counted.most_common()) for of, counted in most]


def _grouped(lines: Sequence[Counted], of: Callable[[Counted], str], now: datetime) -> list[Figures]:
    found: dict[str, list[Counted]] = defaultdict(list)
    for line in lines:
        found[of(line)].append(line)
    return [_figures(name, those, now) for name, those in found.items()]


def _named(figures: Figures, words: str) -> Figures:
    return Figures(**{**vars(figures), "of": words})


def _figures(of: str, lines: Sequence[Counted], now: datetime) -> Figures:
    ended = [line.outcome for line in lines]
    hours = [line.hours for line in lines if line.hours is not None]
    waiting = [line for line in lines if line.outcome in (State.OPEN, State.ASKED_BACK)]
    return Figures(
        of=of,
        asked=len(lines),
        answered=ended.count(State.ANSWERED),
        part=ended.count(State.PART),
        refused=ended.count(State.REFUSED),
        waiting=len(waiting),
        due=sum(line.in_time is not None for line in lines) + sum(line.answer_by < now for line in waiting),
        in_time=sum(bool(line.in_time) for line in lines),
        median_hours=median(hours) if hours else None,
    )
