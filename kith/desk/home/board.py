"""A manager's board: each worker with the people they carry, and the people nobody carries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kith.access.models import Involvement
from kith.agencies.models import Membership, Post, Team
from kith.people.queries import names_of
from kith.record.models import Entry
from kith.record.queries import latest

SEEN = ("visit", "direct_work")


@dataclass(frozen=True)
class Carried:
    """One person on the board: who they are, and the last time anybody saw them."""

    person: UUID
    name: str
    seen: Entry | None


@dataclass(frozen=True)
class Worker:
    """A member of the team and whom they carry."""

    post: Post
    carried: Sequence[Carried]


@dataclass(frozen=True)
class Board:
    """The team's work. `unallocated`: covered by the team, carried by none of its members."""

    workers: Sequence[Worker]
    unallocated: Sequence[Carried]

    @property
    def people(self) -> list[UUID]:
        return [c.person for w in self.workers for c in w.carried] + [c.person for c in self.unallocated]

    @property
    def most(self) -> int:
        return max((len(worker.carried) for worker in self.workers), default=0)


def board_of(team: Team, at: datetime) -> Board:
    """As it stands at a moment. The manager sees what their keys open, no more."""
    posts = _members(team, at)
    involved = Involvement.objects.filter(Q(ends=None) | Q(ends__gt=at), closed=False, starts__lte=at)
    held = list(involved.filter(holder_id__in=[team.pk, *(p.pk for p in posts)]).values_list("person_id", "holder_id"))
    people = {person for person, _ in held}
    names, seen = names_of(people), latest(people, SEEN)
    cards = {p: Carried(p, names[p], _newest(p, seen)) for p in people if p in names}
    by_post: dict[int, list[Carried]] = defaultdict(list)
    for person, holder in held:
        if holder != team.pk and person in cards:
            by_post[holder].append(cards[person])
    carried = {c.person for those in by_post.values() for c in those}
    workers = [Worker(post, sorted(by_post[post.pk], key=_longest_unseen)) for post in posts]
    loose = [cards[p] for p, holder in held if holder == team.pk and p in cards and p not in carried]
    return Board(workers, sorted(loose, key=_longest_unseen))


def _members(team: Team, at: datetime) -> list[Post]:
    current = Membership.objects.filter(Q(ends=None) | Q(ends__gt=at), team=team, starts__lte=at)
    return [m.post for m in current.select_related("post__practitioner").order_by("post__practitioner__name")]


def _newest(person: UUID, seen: dict[tuple[UUID, str], Entry]) -> Entry | None:
    found = [seen[person, kind] for kind in SEEN if (person, kind) in seen]
    return max(found, key=lambda entry: entry.happened_at, default=None)


def _longest_unseen(card: Carried) -> tuple[bool, float, str]:
    return (card.seen is not None, card.seen.happened_at.timestamp() if card.seen else 0.0, card.name)
