"""The time that a story is told at, and quick commits, on the connections of the thread that tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.db import connections

from kith.demo.region.days import LONDON


def last_moment(day: date) -> datetime:
    """When what ends on a day has ended."""
    return datetime.combine(day, time(23, 50), LONDON)


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LONDON)


def set_clock(at: datetime | None) -> None:
    """What `core.now()` answers on this thread's connections from the next statement on; None: the wall clock."""
    mine = [_backend(alias) for alias in ("default", "door")]
    with connections["owner"].cursor() as cursor:
        if at is None:
            cursor.execute("DELETE FROM core.clock WHERE backend = ANY (%s)", [mine])
        else:
            cursor.execute(
                "INSERT INTO core.clock (backend, at) SELECT unnest(%s), %s"
                " ON CONFLICT (backend) DO UPDATE SET at = EXCLUDED.at",
                [mine, at],
            )


def _backend(alias: str) -> int:
    connections[alias].ensure_connection()
    backend: int = connections[alias].connection.info.backend_pid
    return backend


@contextmanager
def quick_commits() -> Iterator[None]:
    """A crash during the load means loading again, so commits need not wait for the disk."""
    aliases = ("default", "owner", "door")
    for alias in aliases:
        with connections[alias].cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        for alias in aliases:
            with connections[alias].cursor() as cursor:
                cursor.execute("RESET synchronous_commit")
