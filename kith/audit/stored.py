"""The tree and its checkpoints as the database keeps them, read with the sequencer's or the auditor's login."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from kith.audit.verify import Checkpoint


def connect(login: str) -> psycopg.Connection:
    """One of Kith's logins on the database that Django uses; each statement a transaction of its own."""
    name = str(connection.settings_dict["NAME"])
    return psycopg.connect(settings.INSTANCE.dsn(login, name), autocommit=True)


class Stored:
    """Hashes of `kith.audit.tree.Source`, from a connection."""

    def __init__(self, server: psycopg.Connection):
        self.server = server

    def size(self) -> int:
        return int(_one(self.server, "SELECT coalesce(max(no) + 1, 0) FROM audit.leaf"))

    def hashes(self, level: int, start: int, count: int) -> list[bytes]:
        table = "audit.node WHERE level = %(level)s AND" if level else "audit.leaf WHERE"
        found = self.server.execute(
            f"SELECT hash FROM {table} no >= %(start)s AND no < %(end)s ORDER BY no",  # noqa: S608  our own two tables
            {"level": level, "start": start, "end": start + count},
        ).fetchall()
        if len(found) != count:
            raise LookupError(f"of {count} hashes of level {level} from {start} on, {len(found)} are kept")
        return [bytes(each) for (each,) in found]

    def last_checkpoint(self, origin: str) -> Checkpoint | None:
        row = self.server.execute(
            "SELECT note FROM audit.checkpoint WHERE origin = %s ORDER BY size DESC LIMIT 1", [origin]
        ).fetchone()
        return Checkpoint.parse(row[0]) if row else None

    def any_checkpoint(self) -> bool:
        return bool(_one(self.server, "SELECT EXISTS (SELECT FROM audit.checkpoint)"))

    def keep(self, checkpoint: Checkpoint, note: str) -> None:
        self.server.execute(
            "INSERT INTO audit.checkpoint (origin, size, note) VALUES (%s, %s, %s)",
            [checkpoint.origin, checkpoint.size, note],
        )

    def cosign(self, checkpoint: Checkpoint, line: str) -> bool:
        """Keep a witness's line under a checkpoint that is kept here: whether it was new."""
        done = self.server.execute(
            "INSERT INTO audit.cosignature (origin, size, line) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [checkpoint.origin, checkpoint.size, line],
        )
        return done.rowcount == 1

    def note(self, origin: str, size: int) -> str | None:
        """The checkpoint of that size, with every cosignature that came for it."""
        row = self.server.execute(
            "SELECT c.note || coalesce((SELECT string_agg(s.line || chr(10), '' ORDER BY s.kept_at, s.line)"
            " FROM audit.cosignature s WHERE s.origin = c.origin AND s.size = c.size), '')"
            " FROM audit.checkpoint c WHERE c.origin = %s AND c.size = %s",
            [origin, size],
        ).fetchone()
        return str(row[0]) if row else None


def _one(server: psycopg.Connection, sql: str) -> Any:
    row = server.execute(sql).fetchone()
    assert row is not None
    return row[0]
