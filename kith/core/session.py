"""One transaction with the signed keyring in it: for a request, a job or a command alike.

The keyring is made, signed and verified by the database (access/sql/0002_keys.sql). The token goes through a plain
psycopg cursor, which binds on the server: Django's cursor may bind on the client and show it in pg_stat_activity.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from kith.core import clock, errors
from kith.core.errors import NotSignedIn

__all__ = [
    "TOKEN_COOKIE",
    "Actor",
    "NoEvent",
    "NotSignedIn",
    "act_as",
    "acting",
    "call",
    "enter_transaction",
    "entered",
    "lost",
    "require_recent",
    "rows",
    "sweep_connection",
    "watch_reads",
    "whose",
]

TOKEN_COOKIE = "kith_token"  # noqa: S105  a cookie's name


@dataclass(frozen=True)
class Actor:
    """Who acts: ids of practitioner, post and agency, and their words; `reader`: a person with their own record."""

    session: UUID
    human: int
    post: int | None
    agency: int | None
    purpose: str
    at: datetime
    reader: int | None = None
    confirmed_at: datetime | None = None
    confirmed: bool = True
    idle: int | None = None  # minutes without use after which the session ends
    name: str = ""
    title: str = ""
    organisation: str = ""
    roles: frozenset[str] = frozenset()
    manages: tuple[int, ...] = ()
    holders: tuple[int, ...] = ()
    recovering: bool = False  # somebody asks to sign in anew as them
    training_required: bool = False  # the organisation demands data-protection training
    trained_until: date | None = None


class NoEvent(RuntimeError):
    """A person's record was read and no access event was left: no event, no answer."""


_actor: ContextVar[Actor | None] = ContextVar("kith_actor", default=None)


def acting() -> Actor:
    """Whoever acts in this transaction. Raises NotSignedIn."""
    actor = _actor.get()
    if actor is None:
        raise NotSignedIn("You are not signed in, or your session has ended.")
    return actor


LEFT_BEHIND = "CLOSE ALL; UNLISTEN *; RESET ALL; SELECT pg_advisory_unlock_all()"
PREPARED_BY_SQL = "SELECT EXISTS (SELECT FROM pg_prepared_statements WHERE from_sql)"


def sweep_connection() -> None:
    """Nothing that an earlier request left in `default` reaches this one: settings, locks, cursors, statements.

    A connection outlives its request: without this, a hole in one page would reach into everybody's next one.
    A connection that the server has dropped meanwhile is replaced here, so that nobody's page is lost to it
    (docs/decisions/0031-connections.md); so is one in which a statement was prepared by SQL, as the driver never
    does: it might stand under the name of one of the driver's (docs/decisions/0089-planned-once.md).
    Raises OperationalError where the server cannot be reached.
    """
    connection.ensure_connection()
    try:
        clean = _sweep()
    except OperationalError:
        clean = False
    if not clean:
        connection.close()
        connection.ensure_connection()
        _sweep()
    connection.ensure_timezone()


def sweep_if_open() -> None:
    """The same before a page that asks for no session, signing in among them: who somebody is, is read there too."""
    if connection.connection is None:
        return
    try:
        clean = _sweep()
    except OperationalError:
        clean = False
    if clean:
        connection.ensure_timezone()
    else:
        connection.close()  # whoever needs one opens another


def _sweep() -> bool:
    """Whether this connection may be used again."""
    with connection.wrap_database_errors:  # so that Django knows of a connection that is lost
        told = connection.connection.execute(f"{LEFT_BEHIND}; {PREPARED_BY_SQL}")
        while told.nextset():
            pass
        return told.fetchone() == (False,)


def enter_transaction(token: str) -> Actor:
    """Make the keyring in the transaction that is open on `default`. Raises NotSignedIn; sees nothing then."""
    if not (token.isascii() and token.isalnum()):  # as no token is; PostgreSQL would stumble over a NUL
        raise NotSignedIn("You are not signed in, or your session has ended.")
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        row = cursor.execute("SELECT access.enter(%s)::text", [token]).fetchone()
    found = json.loads(row[0]) if row and row[0] else None
    if not found:
        raise NotSignedIn("You are not signed in, or your session has ended.")
    return Actor(
        session=UUID(found["session"]),
        human=found["human"],
        post=found["post"],
        agency=found["agency"],
        purpose=found["purpose"],
        at=datetime.fromisoformat(found["at"]),
        reader=found["reader"],
        confirmed_at=_moment(found["confirmed_at"]),
        confirmed=found["confirmed"],
        idle=found["idle"],
        name=found.get("name", ""),
        title=found.get("title", ""),
        organisation=found.get("organisation", ""),
        roles=frozenset(found.get("roles", ())),
        manages=tuple(found.get("manages", ())),
        holders=tuple(found.get("holders", ())),
        recovering=found.get("recovering", False),
        training_required=found.get("training_required", False),
        trained_until=date.fromisoformat(found["trained_until"]) if found.get("trained_until") else None,
    )


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def require_recent(minutes: int | None = None) -> None:
    """Go on only if whoever acts has proved within so many minutes that it is them. Work that nobody sits at goes on.

    Without `minutes`: as long as the installation says for an act of weight. Raises Unconfirmed, which the middleware
    answers with the page that asks for a passkey or a code, and then comes back; a form that was sent is kept.
    """
    call("access.require_recent", minutes)


def whose(token: str) -> int | None:
    """The practitioner whose session this was, if it ended within a day: what they were sending is kept for them alone.

    Asked of the door's login: the application's cannot tell a session that has ended from one that never was.
    """
    with connections["door"].cursor() as cursor:
        cursor.execute("SELECT access.whose(%s)", [token.replace("\0", "")])
        found = cursor.fetchone()
    return found[0] if found else None


@contextmanager
def entered(token: str) -> Iterator[Actor]:
    """One transaction on `default` under the keyring of `token`. Commits at the end, unless an event is missing.

    Raises NotSignedIn, and NoEvent where a graded table was read and no event was left.
    """
    if not connection.in_atomic_block:
        sweep_connection()
    with transaction.atomic(), watch_reads() as watch:
        with act_as(enter_transaction(token)) as actor:
            yield actor
        if lost():
            raise NoEvent("A database error was passed over: nothing that was done can be kept.")
        watch.check()


@contextmanager
def act_as(actor: Actor) -> Iterator[Actor]:
    """Python knows who acts and at what time; the database knows already."""
    reset = _actor.set(actor)
    clock.set_for_session(actor.at)
    try:
        yield actor
    finally:
        _actor.reset(reset)
        clock.set_for_session(None)


LEAVES_AN_EVENT = ("access.log", "access.log_each")


class Watch:
    """Notices statements that read graded tables, and events."""

    def __init__(self, pattern: re.Pattern[str]):
        self.pattern = pattern
        self.read = False
        self.logged = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if any(f"{function}(" in sql for function in LEAVES_AN_EVENT):
            self.logged = True
        elif self.pattern.search(sql):
            self.read = True
        return execute(sql, params, many, context)

    def check(self) -> None:
        if self.read and not self.logged:
            raise NoEvent("A record was read and no access event was left.")


def lost() -> bool:
    """Whether the transaction is lost already: PostgreSQL would answer its COMMIT by rolling back, without a word."""
    return connection.connection.info.transaction_status == psycopg.pq.TransactionStatus.INERROR


@contextmanager
def watch_reads() -> Iterator[Watch]:
    """Watch the statements of `default` while inside."""
    watch = Watch(graded_pattern())
    with connection.execute_wrapper(watch):
        yield watch


_pattern: re.Pattern[str] | None = None


def graded_pattern() -> re.Pattern[str]:
    """Matches a read of a table marked `is_watched`, or of a function that answers about a person."""
    global _pattern
    if _pattern is None:
        from django.apps import apps

        tables = [m._meta.db_table for m in apps.get_models() if getattr(m, "is_watched", False)]
        functions = r"access\.(?:explain|explain_row|openers|row_openers|reaches|looks)\("  # find() leaves its own
        _pattern = re.compile(rf'\b(?:FROM|JOIN)\s+"?(?:{"|".join(tables)})\b|{functions}', re.IGNORECASE)
    return _pattern


def call(function: str, *args: Any, savepoint: bool = True) -> Any:
    """The single value of `SELECT function(args)` on `default`. Raises the KithError that the database names."""
    found = rows(f"SELECT {function}({', '.join(['%s'] * len(args))})", *args, savepoint=savepoint)
    return found[0][0] if found else None


def rows(sql: str, *params: Any, savepoint: bool = True) -> list[tuple[Any, ...]]:
    """All rows of a statement on `default`, in a savepoint so that a refusal leaves the transaction usable.

    Without `savepoint`: where nobody goes on after a refusal; two round trips to the server less.
    """
    try:
        with transaction.atomic(savepoint=savepoint), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
    except DatabaseError as error:
        told = errors.of_database(error)
        if told is None:
            raise
        raise told from error
