"""The door: sessions are opened, confirmed and ended by sign-in's own database login, never by the application's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connections

from kith.core import errors
from kith.core.session import Actor, entered

DOOR = "door"


def open_session(
    practitioner_id: int,
    post_id: int,
    purpose: str = "care",
    hours: float = 12,
    *,
    kind: str = "browser",
    earlier: str | None = None,
    place: str = "",
    proof: str = "",
) -> str:
    """A new session of this practitioner in this post; returns its token, which is kept nowhere. Raises Refused.

    `kind`: "browser" where they have just proved themself, "work" for a job or a command, at which nobody sits.
    `earlier`: the token of the session that this one follows: it brings its proof and no newer one. `place`: the
    browser in words. `proof`: by what they showed that it is them.
    """
    found = _ask(
        "SELECT access.open_session(%s, %s, %s, make_interval(secs => %s), %s, %s, %s, %s)",
        [practitioner_id, post_id, purpose, float(hours * 3600), kind, earlier, place, proof],
    )
    return str(found)


def confirm_session(token: str, practitioner_id: int, proof: str = "") -> bool:
    """This practitioner has just proved themself again, by `proof`, at the session of this token.

    False where the session is not theirs or has ended. Only sign-in calls this, and only after the proof.
    """
    return bool(_ask("SELECT access.confirm_session(%s, %s, %s)", [token, practitioner_id, proof]))


def end_session(token: str, how: str = "signed out") -> None:
    """End the session of this token, if it has one. `how`: by what, for the event."""
    _ask("SELECT access.end_session(%s, %s)", [token, how])


def refuse_sign_in(step: str, practitioner_id: int | None = None) -> None:
    """A try that was refused leaves its event: at which step, and whose account it was where that is known."""
    _ask("SELECT access.refuse_sign_in(%s, %s)", [step, practitioner_id])


def _ask(sql: str, params: list[Any]) -> Any:
    """The single value of a statement as the door. Raises the KithError that the database names."""
    try:
        with connections[DOOR].cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchone()[0]
    except DatabaseError as error:
        if (told := errors.of_database(error)) is None:
            raise
        raise told from error


def end_sessions_of(practitioner_id: int, how: str = "every session was ended") -> None:
    """End every session of a practitioner, in whatever post: a changed password, a lost device."""
    _ask("SELECT access.end_sessions_of(%s, %s)", [practitioner_id, how])


@contextmanager
def as_post(post_id: int, purpose: str = "care") -> Iterator[Actor]:
    """Act as a post for one transaction: jobs and commands, which carry the post's id and enter afresh."""
    with connections[DOOR].cursor() as cursor:
        cursor.execute("SELECT practitioner_id FROM agencies_post WHERE id = %s", [post_id])
        found = cursor.fetchone()
    if found is None:
        raise errors.Unknown("There is no such post.")
    token = open_session(found[0], post_id, purpose, hours=1, kind="work")
    try:
        with entered(token) as actor:
            yield actor
    finally:
        end_session(token)
