"""My people: whom I am involved with by name, whom my teams cover, and when I last looked.

Those allocated to a post are listed. Those whom its teams cover may be tens of thousands, so they are counted, joined
to, and listed a page at a time: nothing here fetches them all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from kith.access.models import Involvement
from kith.core.session import Actor, rows

MOST_COUNTED = 4_000  # involvements
LOOKED_AT = """
    WITH mine AS (SELECT person_id, min(starts) AS since FROM ({mine}) m GROUP BY person_id)
    SELECT m.person_id, l.at
    FROM mine m LEFT JOIN access.last_looks(ARRAY(SELECT person_id FROM mine)) l ON l.person = m.person_id
    ORDER BY m.since, m.person_id"""


def my_involvements(me: Actor) -> QuerySet[Involvement]:
    """Of my post and of the teams it stands for, those that hold today."""
    return Involvement.objects.filter(
        Q(ends=None) | Q(ends__gt=me.at), holder_id__in=me.holders, closed=False, starts__lte=me.at
    )


def allocated_to(me: Actor) -> tuple[UUID, ...]:
    """Whom my post is involved with by name, oldest involvement first."""
    mine = my_involvements(me).filter(holder_id__in=[me.post]).order_by("starts", "person_id")
    return tuple(dict.fromkeys(mine.values_list("person_id", flat=True)))


@dataclass(frozen=True)
class Covered:
    """How many people; `counted`: all of them. If not there are more, and nobody waits for the rest to be counted."""

    people: int
    counted: bool

    def __str__(self) -> str:
        said = f"{self.people:,}" if self.counted else f"more than {max(1, self.people // 100 * 100):,}"
        return f"{said} {'person' if self.people == 1 else 'people'}"


def covered_count(me: Actor, allocated: Collection[UUID], at_most: int = MOST_COUNTED) -> Covered:
    """How many people my teams, or those I manage, cover besides."""
    others = [holder for holder in me.holders if holder != me.post]
    return Covered(*rows("SELECT people, counted FROM access.covered(%s, %s, %s)", others, list(allocated), at_most)[0])


def covered_by_teams(me: Actor, allocated: Collection[UUID], begin: int, end: int) -> Sequence[UUID]:
    """A stretch of them, oldest involvement first: what a slice from `begin` to `end` would be of all."""
    people = _covered(me, allocated).values("person_id").annotate(since=Min("starts")).order_by("since", "person_id")
    return list(people.values_list("person_id", flat=True)[begin:end])


def _covered(me: Actor, allocated: Collection[UUID]) -> QuerySet[Involvement]:
    return my_involvements(me).exclude(holder_id__in=[me.post]).exclude(person_id__in=allocated)


def by_name(names: Mapping[UUID, str]) -> list[tuple[UUID, str]]:
    """People as a list is read: by last name, then by the rest."""
    return sorted(names.items(), key=lambda one: (one[1].casefold().split()[-1:], one[1].casefold()))


def allocated_and_looked_at(me: Actor) -> dict[UUID, datetime | None]:
    """Whom my post is involved with by name, oldest involvement first → when I last opened them. One statement."""
    if me.post not in me.holders:  # suspended, untrained, or the post is over
        return {}
    mine = my_involvements(me).filter(holder_id=me.post).values("person_id", "starts")
    told, params = mine.query.sql_with_params()
    return dict(rows(LOOKED_AT.format(mine=told), *params))
