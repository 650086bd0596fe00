"""Who works where. Nothing here is about a person of the record: these tables are open to every practitioner."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

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


def names_of_posts(posts: Collection[int]) -> dict[int, str]:
    """Post → who works in it, or did."""
    return dict(Post.objects.filter(pk__in=posts).values_list("pk", "practitioner__name")) if posts else {}


def managers_of(teams: set[int]) -> list[Post]:
    """The posts that manage any of these teams now, by name."""
    managing = Membership.objects.filter(effective(), team_id__in=teams, manager=True)
    posts = Post.objects.filter(effective(), pk__in=managing.values("post_id"))
    return list(posts.select_related("practitioner").order_by("practitioner__name"))


def _colleague(post: Post) -> Colleague:
    at = now()
    return Colleague(
        post,
        [m for m in post.memberships.all() if m.ends is None or m.ends > at],
        [r for r in post.roles.all() if r.ends is None or r.ends > at],
    )


WARNED = timedelta(days=30)  # before data-protection training ends


def warned_from(today: date) -> date:
    """Training that ends on this day or before it is spoken of."""
    return today + WARNED


def training_ending_in(teams: Collection[int], today: date) -> list[Practitioner]:
    """Members of these teams whose training ends within a month or has ended, where their organisation demands it."""
    members = Membership.objects.filter(
        effective(), team_id__in=teams, post__agency__training_required=True, post__practitioner__state="active"
    )
    soon = Q(trained_until=None) | Q(trained_until__lte=warned_from(today))
    found = Practitioner.objects.filter(soon, pk__in=members.values("post__practitioner_id"))
    return list(found.order_by(F("trained_until").asc(nulls_first=True), "name"))


def training_ending_at(agency: int, today: date) -> list[Practitioner]:
    """The same of everybody in post at an organisation, whether or not it demands training."""
    posts = Post.objects.filter(effective(), agency_id=agency, practitioner__state="active")
    soon = Q(trained_until=None) | Q(trained_until__lte=warned_from(today))
    found = Practitioner.objects.filter(soon, pk__in=posts.values("practitioner_id"))
    return list(found.order_by(F("trained_until").asc(nulls_first=True), "name"))


def training_to_write_about(today: date) -> list[Practitioner]:
    """Whose training ends within a month, where an organisation of theirs demands it, and who was not written to."""
    posts = Post.objects.filter(effective(), agency__training_required=True)
    ending = Practitioner.objects.filter(trained_until__range=(today, warned_from(today)), state="active")
    return list(ending.filter(pk__in=posts.values("practitioner_id")).exclude(training_warned=F("trained_until")))


def managers_of_practitioner(practitioner: Practitioner) -> list[Practitioner]:
    """Those who manage a team that a post of theirs is in, themself left out."""
    teams = Membership.objects.filter(effective(), post__practitioner=practitioner).values("team_id")
    managing = Membership.objects.filter(effective(), team_id__in=teams, manager=True)
    return list(
        Practitioner.objects.filter(pk__in=managing.values("post__practitioner_id")).exclude(pk=practitioner.pk)
    )


def is_administrator(post_id: int) -> bool:
    """Whether the post looks after its agency's accounts now. For showing the page; the database decides again."""
    return Role.objects.filter(effective(), post_id=post_id, name="administrator").exists()
