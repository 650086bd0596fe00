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
    """Nothing here that the caller can open: absent and denied are the same answer, in the same words."""

    status = 404

    def __init__(self, words: str = "There is nothing here that you can open.") -> None:
        super().__init__(words)


class Invalid(KithError):
    """What was entered cannot be taken; the message says what to change, and `field` where, if it is one thing."""

    status = 422

    def __init__(self, words: str = "", field: str = "") -> None:
        super().__init__(words)
        self.field = field


BY_SQLSTATE: dict[str, type[KithError]] = {
    "KI401": NotSignedIn,
    "KI403": Refused,
    "KI404": Unknown,
    "KI422": Invalid,
    "KI428": Unconfirmed,
    "KI429": Unexplained,
}


EXHAUSTED = ("53", "57P", "58")  # no room, no memory, no connections; shutting down; the disk itself fails


def is_exhausted(error: BaseException) -> bool:
    """Whether PostgreSQL could not, whatever was asked of it: a full disk (53100), a shutdown, a disk that fails."""
    cause = _cause(error)
    return cause is not None and (cause.sqlstate or "").startswith(EXHAUSTED)


def kind_of(error: BaseException) -> str:
    """For the log: what kind of error, never its words, which may be a record's."""
    cause = _cause(error)
    return type(error).__name__ if cause is None else f"{type(error).__name__} ({type(cause).__name__})"


def _cause(error: BaseException) -> psycopg.Error | None:
    cause = error.__cause__ if isinstance(error.__cause__, psycopg.Error) else error
    return cause if isinstance(cause, psycopg.Error) else None


def of_database(error: DatabaseError | psycopg.Error) -> KithError | None:
    """The Kith error that a database error carries, or None. A refused row is `Refused`: the policy says no more."""
    cause = _cause(error)
    if cause is None:
        return None
    kind = BY_SQLSTATE.get(cause.sqlstate or "")
    if kind:
        return kind(cause.diag.message_primary or "")
    if cause.sqlstate == "42501":
        return Refused("You can record only what you can open yourself. Choose a lower grade, or refer it.")
    return None
