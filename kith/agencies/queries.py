"""Who works where. Nothing here is about a person of the record: these tables are open to every practitioner."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kith.agencies.models import Agency, Membership, Post, Practitioner, Role, Team
from kith.core.clock import now


@dataclass(frozen=True)
class Colleague:
    """A post of an agency with what it is in and may do, for the administrator's page."""

    post: Post
    memberships: list[Membership]
    roles: list[Role]


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
