"""The post in which an import acts: it opens what a manager of the team opens, for as long as the import takes.

It belongs to the organisation that brings its records in, has no sign-in, and holds nothing between imports. Who
works where is the owner login's to write (no person is in those tables); whoever can run this command has that login.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import connections, transaction

from kith.agencies.models import Agency, Membership, Post, Practitioner, Role, RoleName, Team
from kith.core.errors import Refused
from kith.core.session import call

OWNER = "owner"
LONGEST = timedelta(hours=12)  # an import that dies leaves a post that closes by itself
ROLES = (RoleName.FINDER, RoleName.ALLOCATOR)  # finds children whom another team has now; gives the team its work
ONE_AT_A_TIME = 5_424_003  # advisory lock, with the organisation


@contextmanager
def lend_import_post(team: Team) -> Iterator[int]:
    """The id of the organisation's import post, a manager of `team` while inside.

    Raises Refused if another import of the organisation is at work.
    """
    with _alone(team.agency_id):
        now = call("core.now")
        post = _import_post(team.agency, now)
        _lend(post, team, now)
        try:
            yield post.pk
        finally:
            _take_back(post, call("core.now"))


@contextmanager
def _alone(agency: int) -> Iterator[None]:
    """One import an organisation at a time: two would each admit the same child."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s::int)", [ONE_AT_A_TIME, agency])
        if not cursor.fetchone()[0]:
            raise Refused("Another import for this organisation is running. Wait until it has finished.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s::int)", [ONE_AT_A_TIME, agency])


def _import_post(agency: Agency, now: datetime) -> Post:
    """Made at the first import. A machine takes no training: whoever runs it has."""
    who, _ = Practitioner.objects.using(OWNER).get_or_create(
        email=f"imports.{agency.pk}@kith.invalid",
        defaults={"name": "Import service", "trained_until": date.max},
    )
    post, _ = Post.objects.using(OWNER).get_or_create(
        practitioner=who, agency_id=agency.pk, defaults={"title": "Imports", "starts": now}
    )
    return post


def _lend(post: Post, team: Team, now: datetime) -> None:
    times = {"starts": now, "ends": now + LONGEST}
    with transaction.atomic(using=OWNER):
        Membership.objects.using(OWNER).update_or_create(post=post, team_id=team.pk, manager=True, defaults=times)
        for name in ROLES:
            Role.objects.using(OWNER).update_or_create(post=post, name=name, defaults=times)


def _take_back(post: Post, now: datetime) -> None:
    with transaction.atomic(using=OWNER):
        Membership.objects.using(OWNER).filter(post=post, ends__gt=now).update(ends=now)
        Role.objects.using(OWNER).filter(post=post, ends__gt=now).update(ends=now)
