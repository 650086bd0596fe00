"""The door: sessions are opened and ended by sign-in's own database login, never by the application's."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connections

from kith.core import errors
from kith.core.session import Actor, entered

DOOR = "door"


def open_session(practitioner_id: int, post_id: int, purpose: str = "care", hours: float = 12) -> str:
    """A new session of this practitioner in this post; returns its token, which is kept nowhere. Raises Refused."""
    try:
        with connections[DOOR].cursor() as cursor:
            cursor.execute(
                "SELECT access.open_session(%s, %s, %s, make_interval(secs => %s))",
                [practitioner_id, post_id, purpose, float(hours * 3600)],
            )
            return str(cursor.fetchone()[0])
    except DatabaseError as error:
        raise errors.of_database(error) or error from error


def end_session(token: str) -> None:
    """End the session of this token, if it has one."""
    with connections[DOOR].cursor() as cursor:
        cursor.execute("SELECT access.end_session(%s)", [token])


def end_sessions_of(practitioner_id: int) -> None:
    """End every session of a practitioner, in whatever post: a changed password, a lost device."""
    with connections[DOOR].cursor() as cursor:
        cursor.execute("SELECT access.end_sessions_of(%s)", [practitioner_id])


@contextmanager
def as_post(post_id: int, purpose: str = "care") -> Iterator[Actor]:
    """Act as a post for one transaction: jobs and commands, which carry the post's id and enter afresh."""
    with connections[DOOR].cursor() as cursor:
        cursor.execute("SELECT practitioner_id FROM agencies_post WHERE id = %s", [post_id])
        found = cursor.fetchone()
    if found is None:
        raise errors.Unknown("There is no such post.")
    token = open_session(found[0], post_id, purpose, hours=1)
    try:
        with entered(token) as actor:
            yield actor
    finally:
        end_session(token)
