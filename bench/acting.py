"""Acting as a practitioner of the large region, and sending again exactly what Kith sends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection, transaction

from kith.access.door import open_session
from kith.core.session import act_as, enter_transaction, watch_reads

Statement = tuple[str, Any]


@dataclass
class Acting:
    """A practitioner in a post, with a session. `holders`: what the post stands for."""

    post: int
    token: str
    holders: list[int] = field(default_factory=list)
    keys: int = 0


def practitioner(admin: psycopg.Connection, post: int) -> Acting:
    """Opens a session, as sign-in does."""
    (human,) = admin.execute("SELECT practitioner_id FROM agencies_post WHERE id = %s", [post]).fetchone() or (0,)
    token = open_session(human, post)
    with admin.transaction():
        admin.execute("SELECT access.enter(%s)", [token])
        (keys,) = admin.execute("SELECT cardinality(access.keys())").fetchone() or (0,)
    holders = [h for (h,) in admin.execute("SELECT holder FROM access.holders(%s) WHERE kind <> 'finder'", [post])]
    return Acting(post, token, holders, keys)


@contextmanager
def sent() -> Iterator[list[Statement]]:
    """The statements that Django sends while inside, transaction control included."""
    told: list[Statement] = []

    def noted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        told.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield told


def statements(who: Acting, read: Callable[[], object]) -> tuple[list[Statement], object]:
    """What Kith sends for a reading by this practitioner, and what it answers."""
    with transaction.atomic(), watch_reads(), act_as(enter_transaction(who.token)), sent() as told:
        answer = read()
    return told, answer


def again(app: psycopg.Connection, who: Acting, told: list[Statement]) -> list[list[tuple]]:
    """The whole transaction once more as kith_app: enter, the statements with their savepoints, the event, commit."""
    with app.transaction():
        app.execute("SELECT access.enter(%s)::text", [who.token]).fetchone()
        return _each(app, told)


def bare(server: psycopg.Connection, told: list[Statement]) -> list[list[tuple]]:
    """The statements, one after the other; rows of each that returns any."""
    with server.transaction():
        return _each(server, told)


def _each(server: psycopg.Connection, told: list[Statement]) -> list[list[tuple]]:
    answers = []
    for sql, params in told:
        cursor = server.execute(sql, params)
        answers.append(cursor.fetchall() if cursor.description else [])
    return answers
