"""Who works where, and what everything that can hold a key is called.

Nothing here is about a person of the record: these tables are open to every practitioner, so names may be kept in the
process for a minute (`TTL`). Account states are never kept.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from kith.agencies.models import Agency, Membership, Post, Practitioner, Role, Team
from kith.core.clock import now

TTL = 60.0


@dataclass(frozen=True)
class Holder:
    """What can be given access, in words. `kind`: post, team or managers."""

    id: int
    kind: str
    name: str
    agency_id: int
    agency: str
    telephone: str
    domain: str = ""
    discreet: bool = False


@dataclass(frozen=True)
class Colleague:
    """A post of an agency with what it is in and may do, for the administrator's page."""

    post: Post
    memberships: list[Membership]
    roles: list[Role]


_HOLDERS = """
    SELECT po.id, 'post', pr.name || ', ' || po.title, a.id, a.name,
           coalesce(nullif(po.telephone, ''), pr.telephone), '', false
    FROM agencies_post po JOIN agencies_practitioner pr ON pr.id = po.practitioner_id
    JOIN agencies_agency a ON a.id = po.agency_id
    WHERE po.id = ANY (%(ids)s)
    UNION ALL
    SELECT h.id, h.kind, h.name, a.id, a.name, t.telephone, t.domain, t.discreet
    FROM agencies_team t JOIN agencies_agency a ON a.id = t.agency_id
    CROSS JOIN LATERAL (
        VALUES (t.id, 'team', t.name), (t.managers_id, 'managers', 'Managers of ' || t.name)
    ) h(id, kind, name)
    WHERE h.id = ANY (%(ids)s)
"""
_kept: dict[int, tuple[float, Holder]] = {}


def holders(ids: Iterable[int]) -> dict[int, Holder]:
    """Names of posts, teams and managers of teams, in at most one query. Ids that are none of these are left out."""
    wanted, deadline = set(ids), time.monotonic() - TTL
    found = {i: _kept[i][1] for i in wanted if i in _kept and _kept[i][0] > deadline}
    missing = list(wanted - set(found))
    if missing:
        with connection.cursor() as cursor:
            cursor.execute(_HOLDERS, {"ids": missing})
            read = [Holder(*row) for row in cursor.fetchall()]
        _kept.update({holder.id: (time.monotonic(), holder) for holder in read})
        found.update({holder.id: holder for holder in read})
    return found


def forget_names() -> None:
    """Read names afresh: after a change in this process, and between tests on different databases."""
    _kept.clear()


def agency(agency_id: int) -> Agency:
    return Agency.objects.get(pk=agency_id)


def teams_of(agency_id: int) -> QuerySet[Team]:
    return Team.objects.filter(agency_id=agency_id).order_by("name")


def practitioner_of(user_id: int) -> Practitioner | None:
    """The practitioner who signs in with this account."""
    return Practitioner.objects.filter(user_id=user_id).first()


def effective() -> Q:
    """What has begun and not ended, by Kith's clock."""
    return Q(starts__lte=now()) & (Q(ends__isnull=True) | Q(ends__gt=now()))


def open_posts(practitioner_id: int) -> list[Post]:
    """The posts a practitioner may act in today, with their agencies."""
    posts = Post.objects.filter(effective(), practitioner_id=practitioner_id)
    return list(posts.select_related("agency").order_by("agency__name", "title"))


def colleagues(agency_id: int) -> list[Colleague]:
    """Everyone with a post in the agency that has not ended, by name, in three queries."""
    posts = Post.objects.filter(Q(ends__isnull=True) | Q(ends__gt=now()), agency_id=agency_id)
    posts = posts.select_related("practitioner").order_by("practitioner__name", "title")
    return [_colleague(post) for post in posts.prefetch_related("memberships__team", "roles")]


def colleague(agency_id: int, post_id: int) -> Colleague | None:
    """One of them; None when the post is of another agency or there is none."""
    post = Post.objects.filter(agency_id=agency_id, pk=post_id).select_related("practitioner", "agency").first()
    return _colleague(post) if post else None


def _colleague(post: Post) -> Colleague:
    at = now()
    return Colleague(
        post,
        [m for m in post.memberships.all() if m.ends is None or m.ends > at],
        [r for r in post.roles.all() if r.ends is None or r.ends > at],
    )


def is_administrator(post_id: int) -> bool:
    """Whether the post looks after its agency's accounts now. For showing the page; the database decides again."""
    return Role.objects.filter(effective(), post_id=post_id, name="administrator").exists()
