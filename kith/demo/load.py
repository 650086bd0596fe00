"""The region goes in by the same doors as everything else: each author's own session, month by month.

`core.clock` is set to the moment at which each thing was recorded, and cleared at the end. What an author may not
write, the database refuses, and the load with it. Households do not meet, so several are told at once, each with
connections and a clock of its own.
"""

import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from itertools import groupby
from threading import current_thread, main_thread
from uuid import UUID

from django.db import connections
from django.utils import timezone

from kith.access import facts
from kith.access.door import end_session, open_session
from kith.core.session import entered
from kith.demo import filled, joint, looking, papers, requests, rights, supervised, work, worked
from kith.demo.clock import last_moment, moment, quick_commits, set_clock
from kith.demo.founding import Ids, found
from kith.demo.progress import Advance, told_so_far
from kith.demo.region.apart import apart
from kith.demo.region.build import SEED, build
from kith.demo.region.ids import person_uuid
from kith.demo.region.shapes import Barred, Entry, Held, Involvement, Region, Share
from kith.demo.writing import write

AT_ONCE = min(4, os.cpu_count() or 1)
FOUR_YEARS = 4 * 366 * 24  # hours: an author's session lasts as long as the story


@dataclass(frozen=True)
class Act:
    """Something one author does at one moment."""

    at: datetime
    author: str
    do: Callable[[], None]
    keyring: int = 0  # acts under another keyring of the author's are another transaction


@dataclass
class Loading:
    """One load: ids, open sessions and involvements so far."""

    region: Region
    ids: Ids
    tokens: dict[str, str] = field(default_factory=dict)
    involved: dict[Involvement, UUID] = field(default_factory=dict)
    admitted: set[str] = field(default_factory=set)
    at: datetime | None = None

    @cached_property
    def told(self) -> "dict[Month, list[Held | Entry]]":
        """What was recorded in each month."""
        told: dict[Month, list[Held | Entry]] = defaultdict(list)
        rows: list[Held | Entry] = [*self.region.held, *self.region.entries]
        for row in rows:
            told[_month(row.recorded)].append(row)
        return told

    def person(self, key: str) -> UUID:
        return person_uuid(key, self.region.seed)

    def token(self, post: str) -> str:
        """The author's session, opened when first needed."""
        if post not in self.tokens:
            human = next(p.practitioner for p in self.region.posts if p.key == post)
            holder = self.ids.holders[f"post:{post}"]
            self.tokens[post] = open_session(self.ids.humans[human], holder, hours=FOUR_YEARS, kind="work")
        return self.tokens[post]

    def run(self, acts: list[Act]) -> None:
        """In order; those of one author that follow one another are one transaction."""
        for (author, _), theirs in groupby(acts, key=lambda act: (act.author, act.keyring)):
            run = list(theirs)
            self.clock(run[0].at)
            with entered(self.token(author)):
                for act in run:
                    self.clock(act.at)
                    act.do()

    def clock(self, at: datetime) -> None:
        if at != self.at:
            set_clock(at)
            self.at = at

    @contextmanager
    def told_here(self) -> Iterator[None]:
        """On this thread's connections. The clock runs again at the end, and nobody stays signed in."""
        try:
            with quick_commits():
                try:
                    yield
                finally:
                    set_clock(None)
                    for token in self.tokens.values():
                        end_session(token)
        finally:
            if current_thread() is not main_thread():
                connections.close_all()


def load(anchor: date | None = None, seed: int = SEED, one_in: int = 1) -> Region:
    """Build the region as of `anchor` (today) and load it into an empty database. Raises what the database raises."""
    region = build(anchor or timezone.localdate(), seed, one_in)
    with told_so_far(region) as advance:
        today = Loading(region, found(region))
        asked = list(requests.told(region))
        said = list(rights.told(region, today.ids.agencies["police"]))
        forms: list[filled.Told | worked.Told] = [*filled.told(region), *worked.told(region)]
        acts = joint.told(region, today.ids.holders)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            parts = [Loading(part, today.ids) for part in apart(region, AT_ONCE)]
            for told in [pool.submit(_history, part, asked, said, forms, acts, advance) for part in parts]:
                told.result()
        with today.told_here():
            _work(today)
            _supervision(today)
            for kept in papers.told(region.anchor, today.person(papers.ABOUT)):
                today.run([Act(*kept)])
            today.clock(moment(region.anchor - timedelta(days=1), 20))
            looking.found()
    return region


def _history(
    loading: Loading,
    asked: list[requests.Told],
    said: list[rights.Told],
    forms: list[filled.Told | worked.Told],
    acts: list[joint.Told],
    advance: Advance,
) -> None:
    """Everything up to the anchor of those households."""
    born = {person.key: person.born for person in loading.region.persons}
    asked, said = [t for t in asked if t.person in born], [t for t in said if t.person in born]
    with loading.told_here():
        for month in _months(loading.region):
            loading.run(list(_facts(loading, month)))
            loading.run(list(_words(loading, month)))
            for one in asked:
                if _month(one.at.date()) == month:
                    _one_request(loading, one)
            for act in _rights(loading, said, born, month):
                loading.run([act])
            filling = _forms(loading, [t for t in forms if t.person in born and _month(t.on) == month])
            for act in sorted(filling, key=lambda act: act.at):
                loading.run([act])
            for each in acts:
                if each.person in born and _month(each.at.date()) == month:
                    loading.run([Act(each.at, each.author, partial(each.do, loading.person(each.person)))])
            advance(len(loading.told[month]))


Month = tuple[int, int]


def _months(region: Region) -> list[Month]:
    return sorted({_month(i.starts) for i in region.involvements} | {_month(e.recorded) for e in region.entries})


def _month(day: date) -> Month:
    return day.year, day.month


def _facts(loading: Loading, month: Month) -> Iterator[Act]:
    """Who came in, what was opened by name, who was barred: by day, then in the order told."""
    region = loading.region
    begun: list[tuple[date, int, Involvement | Share | Barred]] = []
    begun += [(i.starts, 0, i) for i in region.involvements if _month(i.starts) == month]
    begun += [(s.starts, 1, s) for s in region.shares if _month(s.starts) == month]
    begun += [(b.on, 2, b) for b in region.barred if _month(b.on) == month]
    for day, _, fact in sorted(begun, key=lambda item: item[:2]):
        at = moment(day, 9)
        if isinstance(fact, Involvement):
            yield Act(at, fact.by, partial(involve, loading, fact))
            if fact.accepted_by:
                yield Act(at, fact.accepted_by, partial(accept, loading, fact))
        elif isinstance(fact, Share):
            yield Act(at, fact.by, partial(share, loading, fact))
        else:
            yield Act(at, fact.by, partial(bar, loading, fact))


def involve(loading: Loading, i: Involvement) -> None:
    """The first involvement of a person admits them. Each carries its end, so that ending costs nothing later."""
    person, how = loading.person(i.person), (loading.ids.holders[i.holder], i.profile, i.capacity, i.purpose, i.basis)
    ends = last_moment(i.ends) if i.ends else None
    begin = facts.involve if i.person in loading.admitted else facts.admit
    loading.involved[i] = begin(person, *how, ends=ends)
    loading.admitted.add(i.person)


def accept(loading: Loading, i: Involvement) -> None:
    facts.accept(loading.person(i.person), loading.involved[i])


def share(loading: Loading, s: Share) -> None:
    until = moment(s.until, 23)
    facts.share(loading.person(s.person), loading.ids.holders[s.holder], s.grades, until, s.basis, s.reason)


def bar(loading: Loading, b: Barred) -> None:
    facts.exclude(loading.person(b.person), loading.ids.humans[b.practitioner], b.reason)


def _words(loading: Loading, month: Month) -> Iterator[Act]:
    """What was recorded: by author, then by week, at the time of the last thing that happened in it."""
    turns = _turns(loading.region, month)
    rows: dict[tuple[str, int, int], list[Held | Entry]] = defaultdict(list)
    for row in loading.told[month]:
        keyring = bisect_right(turns[row.author], row.recorded)
        rows[row.author, keyring, row.recorded.isocalendar().week].append(row)
    for author, keyring, week in sorted(rows, key=lambda key: (key[0], min(row.recorded for row in rows[key]))):
        theirs = rows[author, keyring, week]
        yield Act(_written_up(theirs), author, partial(write, theirs, loading.person), keyring)


def _rights(loading: Loading, said: list[rights.Told], born: dict[str, date], month: Month) -> Iterator[Act]:
    """What was written down in a month of what people said, and of who speaks for them."""
    for told in said:
        day = loading.region.anchor - timedelta(days=told.days)
        if _month(day) == month:
            age = (day - born[told.person]).days // 365
            yield Act(moment(day, 15), told.author, partial(rights.put, told, loading.person(told.person), age))


def _forms(loading: Loading, forms: list[filled.Told | worked.Told]) -> Iterator[Act]:
    """What was filled in in that month, at four in the afternoon, and the steps of the work around it."""
    for told in forms:
        person = loading.person(told.person)
        if isinstance(told, filled.Told):
            yield Act(moment(told.on, 16), told.author, partial(filled.put, told, person))
        else:
            yield Act(told.at, told.author, partial(worked.put, told, person, loading.ids.holders))


def _one_request(loading: Loading, told: requests.Told) -> None:
    person, holders = loading.person(told.person), loading.ids.holders
    made: list[UUID] = []
    asker, asked = told.by.split(":")[1], told.of.holder.split(":")[1]
    loading.run([Act(told.at, asker, lambda: made.append(requests.put(told, person, holders)))])
    loading.run([Act(told.answered_at, asked, lambda: requests.answer(told, person, made[0]))])


def _work(loading: Loading) -> None:
    """What goes on today, worker by worker, written on the evening before: a demo may be set up early."""
    by_worker: dict[str, list[work.Told]] = defaultdict(list)
    from_the_beginning = worked.about(loading.region)
    for told in work.told(loading.region):
        by_worker[told.worker].append(replace(told, goes_on=told.person in from_the_beginning))
    at = moment(loading.region.anchor - timedelta(days=1), 18)
    for worker, steps in by_worker.items():
        write_steps = partial(work.write, steps, loading.person, loading.ids.holders)
        loading.run([Act(at, worker.split(":")[1], write_steps)])
    if person := worked.sent_in(loading.region):
        send = partial(worked.refer_one, loading.person(person), loading.ids.holders["team:front-door"])
        loading.run([Act(moment(loading.region.anchor - timedelta(days=1), 16), worked.SCHOOL, send)])


def _supervision(loading: Loading) -> None:
    """What two colleagues agreed and wrote down, each act as its author; then who has read what of late."""
    supervision = supervised.told(loading.region.anchor, loading.ids.holders)
    for at, author, do in [*supervision, *looking.told(loading.region, loading.person)]:
        loading.run([Act(at, author, do)])


def _written_up(rows: list[Held | Entry]) -> datetime:
    """When the last of these was recorded: in the evening, or after what happened later that day."""
    day = max(row.recorded for row in rows)
    happened = [row.happened_at for row in rows if isinstance(row, Entry) and row.happened_at.date() == day]
    return max([moment(day, 17), *(at + timedelta(minutes=20) for at in happened)])


def _turns(region: Region, month: Month) -> dict[str, list[date]]:
    """The days of a month on which shares and dated involvements of a post or its teams begin or are over."""
    changes: dict[str, set[date]] = defaultdict(set)
    for i in region.involvements:
        if i.ends:
            changes[i.holder] |= {day for day in (i.starts, i.ends + timedelta(days=1)) if _month(day) == month}
    for opened in region.shares:
        changes[opened.holder] |= {opened.starts} if _month(opened.starts) == month else set()
    turns: dict[str, set[date]] = defaultdict(set)
    for m in region.memberships:
        turns[m.post] |= changes[f"post:{m.post}"] | changes[f"team:{m.team}"] | changes[f"managers:{m.team}"]
    return defaultdict(list, {post: sorted(days) for post, days in turns.items()})
