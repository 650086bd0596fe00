"""For managers: people who were allocated to somebody that has moved or left, until somebody else carries them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kith.access.models import Involvement
from kith.agencies.models import Membership, Post
from kith.core.session import Actor

LOOKED_BACK = timedelta(days=90)
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
    members = Membership.objects.filter(Q(ends=None) | Q(ends__gt=me.at - LOOKED_BACK), team_id__in=me.manages)
    known = list(
        members.filter(starts__lte=me.at).select_related("post__practitioner", "post__agency").order_by("ends")
    )
    here = {m.post_id for m in known if m.ends is None or m.ends > me.at}
    gone = {m.post_id: m for m in known if m.post_id not in here}
    held = _held_by(gone, me.at) if gone else []
    carried = _carried(held, here, me.at) if held else set()
    found = {i.person_id: i for i in held if not i.closed or i.person_id not in carried}
    return [
        Uncarried(i.person_id, gone[i.holder_id].post, gone[i.holder_id].ends or me.at, not i.closed)
        for i in list(found.values())[:MOST]
    ]


def _held_by(posts: Iterable[int], at: datetime) -> list[Involvement]:
    """What goes on by name, and what ended when they went; the oldest first."""
    going_on = Q(closed=False) & (Q(ends=None) | Q(ends__gt=at))
    held = Involvement.objects.filter(going_on | Q(closed=True, ends__gt=at - LOOKED_BACK), holder_id__in=posts)
    return list(held.order_by("-closed", "starts"))


def _carried(held: Iterable[Involvement], posts: Iterable[int], at: datetime) -> set[UUID]:
    """Of these people, those whom somebody in the team carries by name now."""
    now = Involvement.objects.filter(Q(ends=None) | Q(ends__gt=at), closed=False, starts__lte=at, holder_id__in=posts)
    return set(now.filter(person_id__in={i.person_id for i in held}).values_list("person_id", flat=True))
