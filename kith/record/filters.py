"""How a chronology is narrowed: by domain, kind, organisation, period, significance and words. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from kith.access.grades import DOMAINS
from kith.core.errors import Invalid
from kith.record.rules import clean
from kith.record.when import LONDON

LONGEST_SEARCH = 200
FIRST_DAY, LAST_DAY = date(1, 1, 2), date(9999, 12, 30)


@dataclass(frozen=True)
class Filter:
    """Empty means everything. `since` and `until` are days in London, both included; `agencies` are owners' ids."""

    domains: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    agencies: frozenset[int] = frozenset()
    since: date | None = None
    until: date | None = None
    significant: bool = False
    words: str = ""

    @property
    def begins(self) -> datetime | None:
        """The first moment of the period."""
        return _midnight(self.since) if self.since else None

    @property
    def ends(self) -> datetime | None:
        """The first moment after the period."""
        return _midnight(self.until + timedelta(days=1)) if self.until else None

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter()


def read_filter(asked: Mapping[str, Sequence[str]]) -> Filter:
    """The filter that an address asks for. What is not a domain, a number or a day is left out, not an error:

    a shared address must open even when a kind or an organisation has gone.
    """

    def every(name: str) -> Iterable[str]:
        return asked.get(name, ())

    def first(name: str) -> str:
        return next(iter(every(name)), "")

    return Filter(
        domains=frozenset(every("domain")) & frozenset(DOMAINS),
        kinds=frozenset(kind for kind in every("kind") if re.fullmatch(r"[a-z0-9_]{1,60}", kind)),
        agencies=frozenset(int(a) for a in every("organisation") if re.fullmatch(r"[0-9]{1,18}", a)),
        since=_day(first("since")),
        until=_day(first("until")),
        significant=first("significant") in {"1", "yes", "on", "true"},
        words=search_words(first("words")),
    )


def search_words(typed: str) -> str:
    """What is searched for, in one line of sensible length."""
    return " ".join(clean(typed).split())[:LONGEST_SEARCH]


@dataclass(frozen=True)
class Place:
    """Where a page of a chronology goes on: after the entry that happened at `at` with this id, newest first."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{self.id.hex}"


def read_place(typed: str) -> Place | None:
    """The place that `str(place)` names; None for the beginning. Raises Invalid for anything else."""
    if not typed:
        return None
    found = re.fullmatch(r"(\d{8}T\d{6}\.\d{6})-([0-9a-f]{32})", typed, re.ASCII)
    try:
        if found:
            return Place(datetime.strptime(found[1], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), UUID(found[2]))
    except ValueError:
        pass
    raise Invalid("This page of the chronology cannot be found. Start again from the newest.")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return min(max(day, FIRST_DAY), LAST_DAY)
