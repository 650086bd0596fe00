"""For managers: people who were allocated to somebody that has moved or left, until somebody else carries them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kith.access.models import Involvement
from kith.agencies.models import Membership, Post
from kith.core.session import Actor

LOOKED_BACK = timedelta(days=90)  # what a colleague who has gone had ended before they went is told of for so long
A_DAY = timedelta(days=1)
MOST = 50


@dataclass(frozen=True)
class Uncarried:
    """A person, who carried them, since when not in the team; `still`: the allocation goes on until handed over."""

    person: UUID
    post: Post
    since: datetime
    still: bool


def uncarried(me: Actor) -> list[Uncarried]:
    """Of the teams that I manage, as far as I open who worked with whom. Nothing for anybody else."""
    if not me.manages:
        return []
    members = Membership.objects.filter(starts__lte=me.at, team_id__in=me.manages)
    known = list(members.select_related("post__practitioner", "post__agency").order_by("ends"))
    here = {m.post_id for m in known if m.ends is None or m.ends > me.at}
    gone = {m.post_id: m for m in known if m.post_id not in here}
    held = _held_by(gone, me) if gone else []
    carried = _carried(held, here, me.at) if held else set()
    found = {i.person_id: i for i in held if not i.closed or i.person_id not in carried}
    return [
        Uncarried(i.person_id, gone[i.holder_id].post, gone[i.holder_id].ends or me.at, not i.closed)
        for i in list(found.values())[:MOST]
    ]


def _held_by(gone: Mapping[int, Membership], me: Actor) -> list[Involvement]:
    """What goes on by name, and what ended when they went; the oldest first.

    What ended long ago waits as long as those for whom I stand still work with the person: nobody is lost by waiting.
    """
    going_on = Q(ends=None) | Q(ends__gt=me.at)
    ours = Involvement.objects.filter(going_on, closed=False, starts__lte=me.at, person_id=OuterRef("person_id"))
    ended = Q(ends__gt=me.at - LOOKED_BACK) | Exists(ours.filter(holder_id__in=me.holders))
    held = Involvement.objects.filter(Q(going_on, closed=False) | Q(ended, closed=True), holder_id__in=gone)
    return [
        i
        for i in held.order_by("-closed", "starts")
        if not i.closed or not i.ends or i.ends > min(me.at - LOOKED_BACK, _left(gone[i.holder_id]) - A_DAY)
    ]


def _left(membership: Membership) -> datetime:
    return membership.ends or datetime.max.replace(tzinfo=UTC)


def _carried(held: Iterable[Involvement], posts: Iterable[int], at: datetime) -> set[UUID]:
    """Of these people, those whom somebody in the team carries by name now."""
    now = Involvement.objects.filter(Q(ends=None) | Q(ends__gt=at), closed=False, starts__lte=at, holder_id__in=posts)
    return set(now.filter(person_id__in={i.person_id for i in held}).values_list("person_id", flat=True))
