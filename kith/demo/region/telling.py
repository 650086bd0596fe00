"""The telling of one family's years: who came in, who wrote what, and when. Stories are written against this."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from kith.demo.region.days import at, working_day
from kith.demo.region.household import Household
from kith.demo.region.reach import holders, profiles, reach
from kith.demo.region.roster import Roster
from kith.demo.region.shapes import Barred, Entry, Held, Involvement, Person, Share
from kith.demo.region.words import Deck

CHILDREN_ACT = "UK GDPR Art 6(1)(e), 9(2)(g); Children Act 1989 s.17 and s.47; Children Act 2004 s.10 and s.11"
CARE_ACT = "UK GDPR Art 6(1)(e), 9(2)(h); Care Act 2014 s.9 and s.42"
TREATMENT = "UK GDPR Art 6(1)(e), 9(2)(h); Health and Social Care Act 2012 s.251B"


class BeyondReach(ValueError):
    """A story let somebody write what they could not open: a fault of the story."""


@dataclass
class Telling:
    """`today` is the anchor: nothing happens after it except what is planned."""

    roster: Roster
    today: date
    rng: random.Random
    household: Household
    basis: str = CHILDREN_ACT
    purpose: str = "care and support"
    held: list[Held] = field(default_factory=list)
    involvements: list[Involvement] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    barred: list[Barred] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    occasions: int = 0

    def __post_init__(self) -> None:
        self.deck = Deck(self.rng)

    def past(self, day: date) -> bool:
        """Whether a day, or the working day after it, is before today."""
        return working_day(day) < self.today

    def one_of(self, team: str, on: date) -> str:
        """A worker of the team on that day."""
        return self.rng.choice(self.roster.workers(team, on))

    def say(self, *sections: str, child: Person | None = None, **more: str) -> str:
        """Sentences of these sections about a child of the household (or its focus), filled in."""
        return self.deck.say({**self.household.slots(child, self.today), **more}, *sections)

    def involve(
        self,
        who: Person | Sequence[Person],
        holder: str,
        profile: str,
        starts: date,
        ends: date | None = None,
        *,
        by: str,
        capacity: str = "subject",
        purpose: str = "",
    ) -> None:
        """The same involvement for each of these people. What would begin today or later has not happened."""
        if not self.past(starts):
            return
        closed = working_day(ends) if ends and self.past(working_day(ends)) else None
        for person in _each(who):
            self._may_give(person, by, holder, profile, starts)
            accepted = self._accepting(person, by, starts)
            why = purpose or self.purpose
            fact = Involvement(person.key, holder, profile, capacity, by, starts, closed, self.basis, why, accepted)
            self.involvements.append(fact)

    def _may_give(self, person: Person, by: str, holder: str, profile: str, on: date) -> None:
        """Whoever involves somebody knows of the person, and opens as much, or allocates in their own agency."""
        facts = [f for f in self.involvements if f.person == person.key]
        roles = {r.name for r in self.roster.roles if r.post == by}
        held = holders(self.roster, by, on)
        knows = not facts or "finder" in roles or reach(held, facts, "identity", on) > 0
        enough = all(reach(held, facts, domain, on) >= grade for domain, grade in profiles()[profile].items())
        own = self.roster.agency_of_holder(holder) == self.roster.agency_of(by)
        if not knows or not (enough or (own and "allocator" in roles) or not facts):
            raise BeyondReach(f"{by} cannot give {profile} about {person.key} on {on}")

    def known(self, person: Person) -> bool:
        """Whether anybody has been involved with this person before."""
        return any(f.person == person.key for f in self.involvements)

    def _accepting(self, person: Person, by: str, on: date) -> str:
        """Who of the lead agency (the first to admit) accepts what another agency records; "" where nobody need."""
        first = min((f for f in self.involvements if f.person == person.key), key=lambda f: f.starts, default=None)
        lead = self.roster.agency_of(first.by if first else by)
        return "" if lead == self.roster.agency_of(by) else self.giver(person, lead, on)

    def giver(self, person: Person, agency: str, on: date) -> str:
        """Who of an agency may give work about this person: an allocator who has it, else one who may find anybody."""
        facts = [f for f in self.involvements if f.person == person.key]
        roles = {(r.post, r.name) for r in self.roster.roles}
        allocators = [p.key for p in self.roster.posts if p.agency == agency and (p.key, "allocator") in roles]
        for post in allocators:
            if reach(holders(self.roster, post, on), facts, "identity", on) > 0:
                return post
        return next(post for post in allocators if (post, "finder") in roles)

    def close(self, who: Person | Sequence[Person], holder: str, on: date) -> None:
        """End what a holder has with these people."""
        keys, on = {p.key for p in _each(who)}, working_day(on)
        for n, fact in enumerate(self.involvements):
            if fact.person in keys and fact.holder == holder and fact.ends is None and self.past(on):
                self.involvements[n] = replace(fact, ends=max(on, fact.starts))

    def share_restricted(self, person: Person, post: str, by: str, on: date, grades: dict[str, int]) -> None:
        """Restricted rows opened to one post by name, looked at again in half a year."""
        if self.past(on):
            until = self.today + timedelta(days=180)
            reason = "Needs it to do this work; nobody else does."
            self.shares.append(Share(person.key, f"post:{post}", by, grades, on, until, self.basis, reason))

    def bar(self, person: Person, practitioner: str, by: str, on: date, reason: str) -> None:
        """This practitioner never sees this person."""
        self.barred.append(Barred(person.key, practitioner, by, on, reason))

    def hold(
        self,
        person: Person,
        table: str,
        author: str,
        recorded: date,
        grade: int,
        domain: str = "identity",
        **values: Any,
    ) -> None:
        """A row of the index about a person, as recorded by `author`."""
        self._may(person.key, author, domain, grade, recorded)
        self.held.append(Held(person.key, table, author, recorded, domain, grade, values))

    def write(
        self,
        who: Person | Sequence[Person],
        by: str,
        kind: str,
        on: date,
        title: str,
        text: str,
        *,
        domain: str,
        grade: int = 3,
        when: str = "office",
        significant: bool = False,
        present: str = "",
        planned: bool = False,
        written: date | None = None,
    ) -> None:
        """An entry for each of these people, one occasion. `written`: the day, when later than it happened.

        Nothing is written of days to come unless planned.
        """
        if not (planned or self.past(on)):
            return
        on = on if when == "night" else working_day(on)
        recorded = min(self.lately(1), max(written or on, on))
        persons = _each(who)
        self.occasions += 1
        occasion = f"{self.household.key}/{self.occasions}" if len(persons) > 1 else None
        happened = at(on, self.rng, when)
        for person in persons:
            self._may(person.key, by, domain, grade, recorded)
            self.entries.append(
                Entry(
                    person.key, by, domain, grade, kind, title, text, happened, recorded, significant, present, occasion
                )
            )

    def lately(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def _may(self, person: str, author: str, domain: str, grade: int, on: date) -> None:
        every: list[Involvement | Share] = [*self.involvements, *self.shares]
        facts = [f for f in every if f.person == person]
        if reach(holders(self.roster, author, on), facts, domain, on) < grade:
            raise BeyondReach(f"{author} cannot write {domain} {grade} about {person} on {on}")


def _each(who: Person | Sequence[Person]) -> list[Person]:
    return [who] if isinstance(who, Person) else list(who)
