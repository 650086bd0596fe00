"""From an empty server, or one that has an older Kith, to a database that the application can use.

Idempotent: set-up, an upgrade and the tests all call `prepare`. The administrator's login is used nowhere else.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import make_conninfo

from kith.core.instance import Instance
from kith.core.roles import database_exists, engine_lent, keep_no_large_objects, make_database, make_roles

OLDEST, NEWEST = 15, 18
PREPARING = 5_424_001  # the advisory lock below: roles belong to the whole server, so one preparation at a time


class NotPrepared(RuntimeError):
    """The server cannot hold Kith; the message says why and what to do."""


def prepare(instance: Instance, admin_dsn: str, database: str | None = None, *, comment: str | None = None) -> None:
    """Make roles, database and extensions where missing, and run every migration as `kith_owner`.

    `admin_dsn`: a superuser's connection string or URL. `database`: another name than the instance's.
    `comment`: what to say of the database if this call makes it. Saves the instance. Raises NotPrepared.
    """
    name = database or instance.name
    instance.save()
    with _administrator(admin_dsn) as admin:
        make_roles(admin, instance)
        if not database_exists(admin, name):
            make_database(admin, name, comment=comment)
        with psycopg.connect(make_conninfo(admin_dsn, dbname=name), autocommit=True) as inside:
            inside.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            keep_no_large_objects(inside)
        with engine_lent(admin):
            _migrate(instance, name)


@contextmanager
def _administrator(admin_dsn: str) -> Iterator[psycopg.Connection]:
    """The administrator's connection, alone in preparing this server."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        _check_server(admin)
        admin.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        yield admin


def _check_server(admin: psycopg.Connection) -> None:
    version = admin.info.server_version // 10_000
    if not OLDEST <= version <= NEWEST:
        raise NotPrepared(f"This server is PostgreSQL {version}. Kith needs {OLDEST} to {NEWEST}.")
    row = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if not (row and row[0]):
        raise NotPrepared(
            f"The login {admin.info.user} is not a superuser. Kith needs one to make its logins and its database."
        )


def _migrate(instance: Instance, name: str) -> None:
    """In a process of its own: the caller may have Django set up for another database, or not at all."""
    env = os.environ | {"KITH_INSTANCE": instance.folder, "KITH_DATABASE": name}
    migrate = ["migrate", "--database", "owner", "--no-input", "--skip-checks"]
    command = [sys.executable, "-m", "kith.config.cli", *migrate]
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise NotPrepared(f"The migrations of the database {name} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
