"""Where the benchmarks' database lives: an instance folder of its own beside the demo's, kept between runs."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from kith.core.instance import CLONE, Instance, root
from kith.core.opened import opened
from kith.core.prepare import prepare
from kith.core.roles import database_exists

FOLDER = root() / "bench"
NAME = "kith_bench"


@dataclass
class Place:
    """The running server with the benchmarks' database."""

    instance: Instance
    admin_dsn: str

    def connect(self, login: str = "kith_app") -> psycopg.Connection:
        """As one of Kith's logins. Nothing is prepared on the server, as in the application."""
        return psycopg.connect(self.instance.dsn(login), autocommit=True, prepare_threshold=None)

    def superuser(self, name: str = NAME) -> psycopg.Connection:
        """Whom no policy binds."""
        return psycopg.connect(self.admin_dsn, dbname=name, autocommit=True, prepare_threshold=None)

    def made(self) -> dict[str, object] | None:
        """What generation noted when it was done; None where there is nothing, or half of it."""
        with self.superuser("postgres") as admin:
            if not database_exists(admin, NAME):
                return None
        with self.superuser() as inside:
            if inside.execute("SELECT to_regclass('bench.made')").fetchone() == (None,):
                return None
            row = inside.execute("SELECT noted FROM bench.made").fetchone()
            return row[0] if row else None

    def remake(self) -> None:
        """An empty, migrated database in place of whatever is there."""
        with self.superuser("postgres") as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        prepare(self.instance, self.admin_dsn)


@contextmanager
def place() -> Iterator[Place]:
    """Server running, Django pointed at the database (which may not be made yet). Raises InUse."""
    instance = Instance.load_or_new(FOLDER)
    instance.name = NAME
    with opened(instance) as admin_dsn:
        instance.save()
        os.environ["KITH_INSTANCE"] = instance.folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "kith.config.settings"
        import django  # the environment comes first

        django.setup()
        yield Place(instance, admin_dsn)


def fingerprint() -> str:
    """Of the SQL that makes the schema, and of what generates the rows."""
    files = [*(CLONE / "kith").glob("*/sql/*.sql"), *(CLONE / "bench").glob("*.py")]
    told = hashlib.sha256()
    for file in sorted(f for f in files if f.suffix == ".sql" or f.stem in GENERATING):
        told.update(file.read_bytes())
    return told.hexdigest()[:12]


GENERATING = {"large", "region", "staged", "locked", "words"}


def results() -> Path:
    """Where figures are kept, in the repository."""
    return CLONE / "bench" / "results"
