"""Who has looked, as the person is told it: in plain words, for themself or for somebody who speaks for them.

A worker shows and prints it until the person has a sign-in of their own (docs/decisions/0053-look-log.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone

from kith.agencies.models import Agency, AgencyKind, Post
from kith.core.session import rows
from kith.sharing.models import Representative
from kith.sharing.representatives import kept_from

MOST = 500
TOLD = "SELECT at, post, agency, purpose, action, domain FROM sharing.looks_to_tell(%s, %s)"

# What was done, as a twelve-year-old would say it. {your}: "your", or whose record it is; {you}: "you", or their name.
DID = {
    "open": "read {your} record",
    "list": "looked at the list of what is written about {you}",
    "search": "looked for something in {your} record",
    "print": "made a paper copy from {your} record",
    "find": "found {your} name in a search",
    "explain": "checked who can read {your} record",
    "disclose": "took a copy of something about {you}",
    "receive access request": "wrote down that {you} asked for a copy",
    "step access request": "worked on a copy of {your} record",
    "decide redaction": "worked on a copy of {your} record",
    "tell looks": "made this list",
    "draft": "began to write something about {you}",
    "add to entry": "wrote down who does what was decided about {you}",
    "plan from form": "put something into a plan for {you}",
    "write outside": "wrote a letter about {you}",
    "recall message": "took back what they had written about {you}",
    "read outside": "read what was written to them about {you}",
    "answered outside": "answered what was written to them about {you}",
    "not sent outside": "wrote something about {you} that did not arrive",
    "refused outside": "tried a wrong code for something written about {you}",
    "discard draft": "threw away something they had begun to write",
    "record": "wrote something about {you}",
    "amend": "changed something they had written about {you}",
    "lower grade": "let more people read one part of {your} record",
    "admit": "began {your} record",
    "import": "brought in what a computer knew about {you}",
    "involve": "wrote down who works with {you}",
    "accept": "agreed that somebody works with {you}",
    "offer the lead": "asked another team to take care of {your} record",
    "take the lead": "took over the care of {your} record",
    "drop the lead": "said that the same team goes on with {your} record",
    "redate": "changed how long somebody works with {you}",
    "end involvement": "wrote down that somebody has stopped working with {you}",
    "share": "let somebody else read a part of {your} record",
    "end share": "closed {your} record to somebody",
    "open in emergency": "had to open {your} record at once",
    "refer": "asked a team to help {you}",
    "ask": "asked another team what they know about {you}",
    "answer a request": "answered a question about {you}",
    "write about a request": "wrote to another team about {you}",
    "record consent": "wrote down what {you} said yes or no to",
    "withdraw consent": "wrote down a change of mind",
    "answer objection": "answered when somebody did not agree",
    "record representative": "wrote down who can speak for {you}",
    "end representative": "wrote down that somebody no longer speaks for {you}",
    "begin bundle": "began to put papers about {you} together for a court",
    "add exhibit": "chose something about {you} for a court",
    "move exhibit": "put papers about {you} for a court in order",
    "drop exhibit": "took something out of the papers for a court",
    "fix bundle": "finished the papers about {you} for a court",
    "make copy": "made the copy of {your} record that was asked for",
    "review access": "checked who could see {your} record",
    "check bundle": "checked papers about {you} that went to a court",
    "keep document": "kept a paper or picture about {you}",
    "renew document": "kept a newer copy of a paper or picture about {you}",
    "withdraw document": "marked a paper or picture about {you} as wrong",
    "view document": "looked at a paper or picture about {you}",
    "check document": "checked whether a paper or picture about {you} is the same",
    "serve exhibits": "gave papers or pictures about {you} to a court",
    "download document": "took a paper or picture about {you} out",
    "begin form": "began a form about {you}",
    "save form": "filled in a form about {you}",
    "sign form": "finished a form about {you}",
    "amend form": "changed a form about {you}",
    "put form away": "put a form about {you} away",
    "begin plan": "began a plan for {you}",
    "add to plan": "wrote something in the plan for {you}",
    "report on action": "said how a part of the plan goes",
    "review plan": "looked at how the plan goes",
    "end plan": "ended the plan for {you}",
    "convene": "asked people to meet and talk about {you}",
    "end gathering": "ended a meeting about {you}",
    "allocate": "chose who works with {you}",
    "begin step": "began some work with {you}",
    "take step on": "took on some work about {you}",
    "hand step over": "gave some work about {you} to somebody",
    "send step back": "asked for some work to be done again",
    "sign off step": "said that some work is done",
    "finish step": "said that some work is done",
    "pause clock": "stopped the clock on some work",
    "resume clock": "started the clock on some work",
    "extend clock": "put more time on the clock of some work",
    "explain late": "wrote down why some work is late",
    "hand over draft": "was given what somebody wrote",
    "read on": "said why they had to read so much",
    "follow up": "checked who has looked at {your} record",
    "absent": "looked for a page that is not there",
    "mistake": "typed something that did not work",
    "to be confirmed": "was asked to show who they are",
    "to be explained": "was asked why they read so much",
    "failed": "tried to do something and it broke",
    "refused": "tried to do something and was not let",
    "apply profile": "changed how much some people can read",
}
OTHERWISE = "used {your} record"
WHY = {
    "care": "to help {you}",
    "safeguarding": "to help keep {you} safe",
    "governance": "to check that people use {your} record in the right way",
    "job": "the computer did this by itself",
}
SOMEBODY_AT = {  # where naming it would tell where the person lives or learns
    AgencyKind.SCHOOL: "Somebody at a school",
    AgencyKind.HEALTH_TRUST: "Somebody at a health service",
    AgencyKind.GENERAL_PRACTICE: "Somebody at a doctor's",
    AgencyKind.POLICE: "Somebody in the police",
}


@dataclass(frozen=True)
class Told:
    """One line: who, from where, what they did, why; and how many times that day."""

    who: str
    where: str
    did: str
    why: str
    times: int


@dataclass(frozen=True)
class Day:
    on: date
    lines: Sequence[Told]

    @property
    def said(self) -> str:
        """`Monday 3 November 2025`."""
        return f"{self.on:%A %-d %B %Y}"


@dataclass(frozen=True)
class Reader:
    """For whom it is told. `name`: what the person is called; `row`: who speaks for them, if it is one of those."""

    name: str
    row: Representative | None = None

    def words(self, text: str) -> str:
        """`your` and `you`, or the person's name."""
        return text.format(your=f"{self.name}'s" if self.row else "your", you=self.name if self.row else "you")

    @property
    def unplaced(self) -> bool:
        """Whether nothing may tell where the person is."""
        return self.row is not None and self.row.no_address

    @property
    def kept_from(self) -> frozenset[str]:
        return kept_from(self.row) if self.row else frozenset()


def looks_told(person: UUID, reader: Reader) -> list[Day]:
    """The newest looks by day, less what is withheld and what this reader is kept from. Leaves its event."""
    found = [row for row in rows(TOLD, person, MOST) if row[5] not in reader.kept_from]
    posts = Post.objects.filter(pk__in={row[1] for row in found}).select_related("practitioner", "agency")
    named = {post.pk: post for post in posts}
    by_day = groupby(found, key=lambda row: _day(row[0]))
    return [Day(day, _lines(list(those), named, reader)) for day, those in by_day]


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _lines(found: list[tuple[Any, ...]], named: dict[int, Post], reader: Reader) -> list[Told]:
    """Who did the same for the same reason on one day is one line."""
    counted: dict[tuple[str, str, str, str], int] = {}
    for _, post, _, purpose, action, _ in found:
        said = (*_who(named.get(post), reader), reader.words(did(action)), reader.words(why(purpose)))
        counted[said] = counted.get(said, 0) + 1
    return [Told(*said, times) for said, times in counted.items()]


def _who(post: Post | None, reader: Reader) -> tuple[str, str]:
    if post is None:
        return reader.words("{you}").capitalize() if not reader.row else "Somebody who speaks for them", ""
    if reader.unplaced:
        return somebody_at(post.agency), ""
    return post.practitioner.name, f"{post.title}, {post.agency.name}"


def somebody_at(agency: Agency) -> str:
    """What kind of place, and not which."""
    return SOMEBODY_AT.get(AgencyKind(agency.kind), "Somebody who works for a service")


def did(action: str) -> str:
    return DID.get(action, OTHERWISE)


def why(purpose: str) -> str:
    return WHY.get(purpose, WHY["care"])
