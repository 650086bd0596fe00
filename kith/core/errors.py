"""Errors that tell a person what happened and what to do. Functions in the database raise them by SQLSTATE."""

import psycopg
from django.db import DatabaseError


class KithError(Exception):
    """The message is fit for a person to read."""

    status = 500


class NotSignedIn(KithError):
    """Nobody acts: no session, an ended one, or a keyring that is not genuine."""

    status = 401


class Refused(KithError):
    """May not be done by this caller; the message says who can."""

    status = 403


class Unconfirmed(KithError):
    """The session is genuine, but what is asked needs a newer proof that it is them: a passkey or a second factor."""

    status = 428


class Unexplained(KithError):
    """So many records were opened of late that a reason is asked for before the next one (docs/decisions/0036)."""

    status = 429


class Unknown(KithError):
    """Nothing here that the caller can open: absent and denied are the same answer."""

    status = 404


class Invalid(KithError):
    """What was entered cannot be taken; the message says what to change."""

    status = 422


BY_SQLSTATE: dict[str, type[KithError]] = {
    "KI401": NotSignedIn,
    "KI403": Refused,
    "KI404": Unknown,
    "KI422": Invalid,
    "KI428": Unconfirmed,
    "KI429": Unexplained,
}


def of_database(error: DatabaseError | psycopg.Error) -> KithError | None:
    """The Kith error that a database error carries, or None. A refused row is `Refused`: the policy says no more."""
    cause = error.__cause__ if isinstance(error.__cause__, psycopg.Error) else error
    if not isinstance(cause, psycopg.Error):
        return None
    kind = BY_SQLSTATE.get(cause.sqlstate or "")
    if kind:
        return kind(cause.diag.message_primary or "")
    if cause.sqlstate == "42501":
        return Refused("You can record only what you can open yourself. Choose a lower grade, or refer it.")
    return None
