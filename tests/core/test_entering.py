"""What entering leaves behind where it fails: no transaction, no keyring, and a connection that the next may use."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Timer
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.pq import PipelineStatus, TransactionStatus

from kith.core.errors import NotSignedIn
from kith.core.session import enter_transaction, entered, sweep_connection
from tests.access.test_town import note

NOBODY = "0" * 64
ASKS = {"Query", "Sync", "Flush"}  # what the server answers, and the driver waits for
SEEN = "SELECT count(*) FROM record_entry"


@contextmanager
def told_to_the_server() -> Iterator[list[list[str]]]:
    """What the driver sends and is told meanwhile, as libpq notes it: when, F (sent) or B (back), how long, what."""
    lines: list[list[str]] = []
    server = connection.connection.pgconn
    with tempfile.TemporaryFile("w+") as noted:
        server.trace(noted.fileno())
        try:
            yield lines
        finally:
            server.untrace()
            noted.seek(0)
            lines.extend(line.rstrip().split("\t") for line in noted if line.count("\t") >= 3)


def test_entering_waits_for_the_server_twice(town: Any) -> None:
    """For BEGIN and for the keyring, once the driver has it prepared.

    In its pipeline it is three times: it asks after BEGIN, for the keyring, and at the end.
    """
    token = town.token("sara")
    for _ in range(4):
        own(town)
    with transaction.atomic(), told_to_the_server() as lines:
        enter_transaction(token)
    assert [what for _, way, _, what, *_ in lines if way == "F" and what in ASKS] == ["Query", "Sync"], lines


def somebody_holds(town: Any, waiting: ExitStack) -> Any:
    """A lock that entering waits for, until `waiting` ends."""
    holding = waiting.enter_context(town.database.superuser(autocommit=False))
    holding.execute("LOCK TABLE access.session")
    return waiting.enter_context(town.database.superuser())


def too_late(town: Any, waiting: ExitStack) -> None:
    somebody_holds(town, waiting)
    connection.connection.execute("SET statement_timeout = '50ms'")


def dropped(town: Any, waiting: ExitStack) -> None:
    """By the server, while the driver waits for its answer."""
    pid = connection.connection.info.backend_pid
    other = somebody_holds(town, waiting)
    drop = Timer(0.2, other.execute, ["SELECT pg_terminate_backend(%s)", [pid]])
    waiting.callback(drop.join)
    drop.start()


def dropped_before(town: Any, waiting: ExitStack) -> None:
    """By the server, after the sweep had found the connection good."""
    with town.database.superuser() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])


def by_sql(*settings: str) -> Callable[..., None]:
    def do(town: Any, waiting: ExitStack) -> None:
        for setting in settings:
            connection.connection.execute(setting)

    return do


FAULTS: dict[str, tuple[Callable[..., None], str]] = {
    "another isolation level": (by_sql("SET default_transaction_isolation = 'serializable'"), "KI001"),
    "a transaction that reads alone": (by_sql("SET default_transaction_read_only = on"), "25006"),
    "too late": (too_late, "57014"),
    "dropped before": (dropped_before, ""),
    "dropped meanwhile": (dropped, ""),
}


def usable() -> bool:
    """Nobody's transaction and no pipeline is open, and nothing is to be seen without entering."""
    server = connection.connection
    return (
        server.pgconn.pipeline_status == PipelineStatus.OFF
        and server.info.transaction_status == TransactionStatus.IDLE
        and not connection.in_atomic_block
        and server.execute(SEEN).fetchone() == (0,)
    )


def own(town: Any) -> int:
    with entered(town.token("sara")), connection.cursor() as cursor:
        cursor.execute("SELECT access.log('open')")
        cursor.execute(SEEN)
        return int(cursor.fetchone()[0])


@pytest.fixture(scope="module", autouse=True)
def recorded(town: Any) -> None:
    child = town.child()
    with town.acting("sara"):
        note(child)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_fails_while_entering_reaches_nobody_else(town: Any, fault: str) -> None:
    make, state = FAULTS[fault]
    token = town.token("sara")
    before = own(town)
    sweep_connection()
    with ExitStack() as waiting:
        make(town, waiting)
        with pytest.raises(DatabaseError) as raised, transaction.atomic():
            enter_transaction(token)
    if state:
        assert raised.value.__cause__.sqlstate == state
    sweep_connection()
    assert usable() and own(town) == before > 0


@pytest.mark.parametrize("token", [NOBODY, "\0", "a\0b", "é", "", "' OR ''='"])
def test_a_token_of_nobodys_leaves_nothing_open(town: Any, token: str) -> None:
    sweep_connection()
    with pytest.raises(NotSignedIn), transaction.atomic():
        enter_transaction(token)
    assert usable() and own(town) > 0
