"""Who has read what in the four weeks before today: the usual, and what information governance asks about.

Everything else in the region is told by what people did. Looking leaves its event alone, and without any the pages that
show who has looked, and what reading was out of the ordinary, would be empty.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from random import Random
from uuid import UUID

from kith.demo.clock import moment
from kith.demo.region.days import at, working_day
from kith.demo.region.shapes import Involvement, Membership, Region
from kith.people.tasks import watch
from kith.record.queries import chronology
from kith.record.reading import one_look

DAYS, LATE, MANY = 27, 9, 6  # before today: the first look; a Sunday evening about then; an hour with many records
AN_HOUR, A_DAY, SHOWN = 24, 3, 20  # persons in that hour; of one worker on a usual day, at most; entries on a page
OFTEN = 0.7  # of a worker's days
Look = tuple[datetime, str, Sequence[str]]  # when, the reader's post, whom


def told(region: Region, person: Callable[[str], UUID]) -> Iterator[tuple[datetime, str, Callable[[], None]]]:
    """Each with its moment and its reader, the oldest first."""
    staff = Staff(region)
    for when, post, whom in sorted([*staff.usual(), *staff.on_a_sunday(), *staff.many_at_once(), *staff.unallocated()]):
        yield when, post, partial(_read, [person(key) for key in whom])


def read(person: UUID) -> None:
    """Opens the record as its page does."""
    with one_look(person):
        chronology(person, size=SHOWN)


def found() -> None:
    """What the rules find in it, as the worker looks once an hour."""
    watch(timestamp=0)


def _read(whom: Sequence[UUID]) -> None:
    for person in whom:
        read(person)


@dataclass
class Staff:
    """Who works with whom on a day. Nobody reads of whom a colleague is barred from."""

    region: Region

    @cached_property
    def work(self) -> dict[str, list[Involvement]]:
        """By holder."""
        barred = {b.person for b in self.region.barred}
        work: dict[str, list[Involvement]] = {}
        for each in self.region.involvements:
            if each.person not in barred:
                work.setdefault(each.holder, []).append(each)
        return work

    def usual(self) -> Iterator[Look]:
        """On most weekdays some of those whom each works with."""
        rng = Random(self.region.seed)  # noqa: S311  a story, not a secret
        for days in range(DAYS, 0, -1):
            day = self._day(days)
            for post in sorted({m.post for m in self._members(day)}) if day.weekday() < 5 else ():
                mine = self._of(f"post:{post}", day)
                if mine and rng.random() < OFTEN:
                    yield at(day, rng), post, rng.sample(mine, min(len(mine), rng.randint(1, A_DAY)))

    def on_a_sunday(self) -> Iterator[Look]:
        """Two of whoever works with the most."""
        day = self._day(LATE)
        day -= timedelta(days=day.isoweekday() % 7)
        busy = max(self._members(day), key=lambda m: len(self._of(f"post:{m.post}", day)))
        yield moment(day, 21), busy.post, self._of(f"post:{busy.post}", day)[:2]

    def many_at_once(self) -> Iterator[Look]:
        """A manager of the team with the most, the day before an audit."""
        day = working_day(self._day(MANY))
        busy = max(self._members(day, managing=True), key=lambda m: len(self._of(f"team:{m.team}", day)))
        yield moment(day, 11), busy.post, self._of(f"team:{busy.team}", day)[:AN_HOUR]

    def unallocated(self) -> Iterator[Look]:
        """Somebody of a team, of one whom the team works with and nobody by name."""
        day = working_day(self._day(MANY))
        known = {i.person for holder in self.work if holder.startswith("post:") for i in self.work[holder]}
        for member in self._members(day):
            waiting = [person for person in self._of(f"team:{member.team}", day) if person not in known]
            if waiting:
                yield moment(day, 15), member.post, waiting[:1]
                return

    def _day(self, days: int) -> date:
        return self.region.anchor - timedelta(days=days)

    def _members(self, day: date, managing: bool = False) -> list[Membership]:
        return [m for m in self.region.memberships if m.manager == managing and _holds(m, day)]

    def _of(self, holder: str, day: date) -> list[str]:
        return sorted({i.person for i in self.work.get(holder, ()) if _holds(i, day)})


def _holds(fact: Membership | Involvement, day: date) -> bool:
    return fact.starts < day and (fact.ends is None or fact.ends > day)
