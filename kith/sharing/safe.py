"""Figures for a partnership board: small counts hidden, and nothing left from which they could be worked out. Pure.

Counts of 1 to 4 are not given, nor another beside them, so that no total gives them away
(docs/decisions/0087-figures-for-the-board.md).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.utils.timezone import localtime

from kith.sharing.figures import URGENCIES
from kith.sharing.models import State
from kith.sharing.queries import Counted

FEWEST = 5
NOTHING = "too few to be given"
ENDED = ("answered in time", "answered late", "refused", "waiting or withdrawn")


@dataclass(frozen=True)
class Row:
    """One row for the board. None: not given. `ended`: as in ENDED, of organisations alone."""

    table: str
    of: str
    asked: int | None
    ended: tuple[int | None, ...] = ()


def hidden(counts: Sequence[int]) -> set[int]:
    """Of parts that together make a known total of five or more: which are not given, by their places.

    With small ones goes the last that is not small. What each of them is cannot be told from the rest, even by somebody
    who knows this rule: one more here may be one less there, and the same would be hidden. Where that is not so (each
    small one is 1, and beside them 5) or there is nothing to hide behind, no part is given, not even what is nothing.
    """
    small = {place for place, n in enumerate(counts) if 0 < n < FEWEST}
    beside = next((place for place, n in reversed([*enumerate(counts)]) if n >= FEWEST), None)
    if not small:
        return small
    if beside is None or (counts[beside] == FEWEST and all(counts[place] == 1 for place in small)):
        return set(range(len(counts)))
    return small | {beside}


def given(counts: Sequence[int]) -> list[int | None]:
    """The parts of a known total as they may be read."""
    gone = hidden(counts)
    return [None if place in gone else n for place, n in enumerate(counts)]


def last_quarters(until: date) -> list[date]:
    """The first days of the quarter that is not over and of the four before it, the newest first."""
    now = until.year * 4 + (until.month - 1) // 3
    return [date(n // 4, n % 4 * 3 + 1, 1) for n in range(now, now - 5, -1)]


def for_the_board(
    lines: Sequence[Counted], other: Callable[[Counted], str], law: Callable[[Counted], str], quarters: Sequence[date]
) -> Iterator[Row]:
    """All, then by organisation (`other`: of a line the other side), quarter, urgency and law; nothing under five.

    `quarters`: their first days, the newest first; every line lies in one. Each table is of the same requests: one
    total. Only organisations are told further apart. A table of how all ended would tie those together, so there is
    none.
    """
    if len(lines) < FEWEST:
        yield Row("all", NOTHING, None)
        return
    yield Row("all", "", len(lines))
    yield from _organisations(lines, other)
    named = {quarter: f"{quarter:%B %Y} to {_last(quarter):%B %Y}" for quarter in quarters}
    yield from _table("quarter", lines, lambda line: named[quarter_of(line.asked_at, quarters)], list(named.values()))
    yield from _table("urgency", lines, lambda line: str(URGENCIES.get(line.urgency, line.urgency)))
    yield from _table("law or permission", lines, law)


def quarter_of(at: datetime, quarters: Sequence[date]) -> date:
    return max(quarter for quarter in quarters if quarter <= localtime(at).date())


def _last(quarter: date) -> date:
    return quarter.replace(month=quarter.month + 2)


def _table(
    table: str, lines: Sequence[Counted], of: Callable[[Counted], str], order: Sequence[str] = ()
) -> Iterator[Row]:
    """`order`: what there may be, where some of it may be nothing; else by name. No names where nothing is given."""
    found = Counter(of(line) for line in lines)
    names = order or sorted(found)
    counts = given([found[name] for name in names])
    if not any(n is not None for n in counts):
        return iter([Row(table, NOTHING, None)])
    return (Row(table, name, n) for name, n in zip(names, counts, strict=True))


def _organisations(lines: Sequence[Counted], other: Callable[[Counted], str]) -> Iterator[Row]:
    """Of who is given at all, how it ended; of the others nothing."""
    for row in _table("organisation", lines, other):
        theirs = Counter(ended(line) for line in lines if other(line) == row.of)
        parts = given([theirs[name] for name in ENDED]) if row.asked else [None] * len(ENDED)
        yield Row(row.table, row.of, row.asked, tuple(parts))


def ended(line: Counted) -> str:
    if line.outcome == State.REFUSED:
        return ENDED[2]
    if line.outcome not in (State.ANSWERED, State.PART):
        return ENDED[3]
    return ENDED[0] if line.in_time else ENDED[1]


def median_hours(lines: Sequence[Counted]) -> float | None:
    """From asking to the answer, of all that were answered, if they are five or more."""
    hours = [line.hours for line in lines if line.hours is not None]
    return median(hours) if len(hours) >= FEWEST else None
