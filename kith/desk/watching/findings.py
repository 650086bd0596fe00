"""What was found, in words: who, what, when, by which rule, and what would be ordinary."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kith.agencies.models import Post
from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting, call, rows
from kith.people.queries import names_of

FINDINGS = """SELECT id, rule, day, at, post, human, person_id, events, detail, outcome, note, looked_at, looked_by
    FROM people.unusual(%s, %s)"""
OUTCOMES = {
    "explained": "Explained: it was part of their work",
    "asked": "The reader was asked",
    "raised": "Raised with their manager or as an incident",
}


@dataclass(frozen=True)
class Rule:
    """`found`: what follows the reader's name; `ordinary`: what would have been."""

    title: str
    found: str
    ordinary: str


RULES: Mapping[str, Rule] = {
    "not involved": Rule(
        "No involvement",
        "opened the record of {person}. Neither they nor a team of theirs worked with this person at that time.",
        "A reader, or a team of theirs, is involved. A record that was shared, or opened in an emergency, is found too:"
        " look at the reason that was given.",
    ),
    "nobody allocated": Rule(
        "Nobody allocated",
        "opened the record of {person}, to whom nobody was allocated by name.",
        "A person's own worker reads, or a manager who allocates. A duty worker who covers is ordinary too.",
    ),
    "same family name": Rule(
        "Same family name",
        "opened the record of {person}. The reader has a family name of theirs.",
        "Namesakes are common, and say nothing by themselves. A reader who is family must not read.",
    ),
    "relative": Rule(
        "Family of somebody they are barred from",
        "opened the record of {person}, a relative of somebody from whose record the reader is barred.",
        "Whoever is barred from one record of a family seldom has work with the rest of it.",
    ),
    "colleague": Rule(
        "Close to a colleague",
        "opened the record of {person}. It is that of a colleague, or one that a colleague is barred from.",
        "Teams do not work with the family of their own members: that goes to another team.",
    ),
    "after hours": Rule(
        "Outside working hours",
        "opened records of {people} between 8 in the evening and 7 in the morning, or at a weekend.",
        "Work on weekdays from 7 to 20 o'clock. Duty posts are left out.",
    ),
    "many in an hour": Rule(
        "Many people in an hour",
        "opened records of {people} in one hour. Usually: {usual}.",
        "At most 20, or three times what was usual for the same post in the 28 days before.",
    ),
    "many in a day": Rule(
        "Many people in a day",
        "opened records of {people} in one day, counted once an hour. Usually: {usual}.",
        "At most 40, or three times what was usual for the same post in the 28 days before.",
    ),
    "over the limit": Rule(
        "More people than your limit",
        "had opened records of {people} in {window}. You are told of more than {most}.",
        "Your organisation's own limit, which you can change under Unusual reading.",
    ),
    "found over the limit": Rule(
        "Searches that found very many people",
        "had found {people} by searching in {window}. You are told of more than {most}.",
        "Four times your organisation's own limit for records, which you can change under Unusual reading.",
    ),
}


@dataclass(frozen=True)
class Finding:
    id: int
    rule: Rule
    day: date
    at: datetime
    reader: Post | None
    mine: bool  # the reader is whoever looks at this
    person: UUID | None
    name: str
    times: int
    detail: Mapping[str, Any]
    outcome: str
    note: str
    looked_at: datetime | None
    looked_by: Post | None

    @property
    def said(self) -> str:
        """What happened, without the reader's name before it."""
        window = "an hour" if self.detail.get("hours") == 1 else "24 hours"
        persons, usual = self.detail.get("persons", 0), self.detail.get("usual", 0)
        told = {
            "people": f"{persons} {'person' if persons == 1 else 'people'}", "usual": f"{usual:g}" if usual else "none",
            "window": window, "most": self.detail.get("most"), "person": self.name or "a person",
        }  # fmt: skip
        words = self.rule.found.format(**told)
        return words if self.person is None or self.times == 1 else f"{words} {self.times} pages that day."


def findings(*, waiting: bool) -> list[Finding]:
    """The newest hundred that governance may know of. Raises Refused for others."""
    found = _told(rows(FINDINGS, None, waiting))
    log("list", rows={each.person for each in found if each.person}, findings=len(found))
    return found


def finding(number: int) -> Finding:
    """Raises Unknown, Refused."""
    found = _told(rows(FINDINGS, number, False))
    if not found:
        raise Unknown
    log("explain", found[0].person, finding=number)
    return found[0]


def reasons(found: Finding) -> list[tuple[datetime, str]]:
    """What the reader wrote that day where Kith asked why they opened so many records; when, and the words."""
    return [(at, reason) for at, reason in rows("SELECT at, reason FROM people.said_why(%s)", found.id)]


def follow_up(number: int, outcome: str, note: str) -> None:
    call("people.follow_up", number, outcome, note)


def reads_by_day() -> list[tuple[date, int, int]]:
    """Day, openings of records, readers: the last 28 days of one's own organisation."""
    return [(day, looks, readers) for day, looks, readers in rows("SELECT * FROM people.reads_by_day()")]


def _told(found: list[tuple[Any, ...]]) -> list[Finding]:
    names = names_of({row[6] for row in found if row[6]})
    numbers = {row[4] for row in found} | {row[12] for row in found if row[12]}
    posts = Post.objects.filter(pk__in=numbers).select_related("practitioner", "agency")
    by, me = {post.pk: post for post in posts}, acting().human
    return [
        Finding(
            number, RULES[rule], day, at, by.get(post), human == me, person, names.get(person, ""), times,
            json.loads(detail), OUTCOMES.get(outcome, ""), note or "", looked_at, by.get(looked_by),
        )
        for number, rule, day, at, post, human, person, times, detail, outcome, note, looked_at, looked_by in found
    ]  # fmt: skip
