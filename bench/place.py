"""Where the benchmarks' database lives: an instance folder of its own beside the demo's, kept between runs."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from kith.core.embedded import EmbeddedServer
from kith.core.instance import CLONE, Instance, root
from kith.core.opened import opened
from kith.core.prepare import prepare
from kith.core.roles import database_exists

FOLDER = Path(os.environ.get("KITH_BENCH") or root() / "bench")
NAME = "kith_bench"
LARGE = 10  # millions of entries from which on PostgreSQL is given memory of its own
LOADING = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "2GB", "autovacuum": "off"}


@dataclass
class Place:
    """The running server with the benchmarks' database."""

    instance: Instance
    admin_dsn: str

    def connect(self, login: str = "kith_app") -> psycopg.Connection:
        """As one of Kith's logins. What is sent often is planned once, as in the application."""
        return psycopg.connect(self.instance.dsn(login), autocommit=True, prepare_threshold=_planned_after())

    def superuser(self, name: str | None = None, planned: bool = False) -> psycopg.Connection:
        """Whom no policy binds. `planned`: once, what is sent often."""
        dsn = psycopg.conninfo.make_conninfo(self.admin_dsn, dbname=name or self.instance.name)
        return psycopg.connect(dsn, autocommit=True, prepare_threshold=_planned_after() if planned else None)

    def made(self) -> dict[str, object] | None:
        """What generation noted when it was done; None where there is nothing, or half of it."""
        with self.superuser("postgres") as admin:
            if not database_exists(admin, self.instance.name):
                return None
        with self.superuser() as inside:
            if inside.execute("SELECT to_regclass('bench.made')").fetchone() == (None,):
                return None
            row = inside.execute("SELECT noted FROM bench.made").fetchone()
            return row[0] if row else None

    def done(self) -> set[str]:
        """Which steps of making it are done."""
        with self.superuser("postgres") as admin:
            if not database_exists(admin, self.instance.name):
                return set()
        with self.superuser() as inside:
            if inside.execute("SELECT to_regclass('bench.done')").fetchone() == (None,):
                return set()
            return {part for (part,) in inside.execute("SELECT part FROM bench.done")}

    def remake(self) -> None:
        """An empty, migrated database in place of whatever is there."""
        with self.superuser("postgres") as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {self.instance.name} WITH (FORCE)")
        prepare(self.instance, self.admin_dsn)

    @contextmanager
    def careless(self) -> Iterator[None]:
        """While inside, the server writes nothing twice: what breaks off then is made again."""
        self._settings("SET {} = '{}'", LOADING)
        try:
            yield
        finally:
            self._settings("RESET {}", LOADING)

    def _settings(self, how: str, settings: dict[str, str]) -> None:
        with self.superuser("postgres") as admin:
            for name, value in settings.items():
                admin.execute("ALTER SYSTEM " + how.format(name, value))
            admin.execute("SELECT pg_reload_conf()")


@contextmanager
def place(millions: int = 1) -> Iterator[Place]:
    """Server running, Django pointed at the database (which may not be made yet). Raises InUse."""
    instance = Instance.load_or_new(FOLDER)
    instance.name = NAME if millions == 1 else f"{NAME}_{millions}"
    with opened(instance) as admin_dsn:
        if millions >= LARGE:
            _give_memory(admin_dsn)
        instance.save()
        os.environ["KITH_INSTANCE"] = instance.folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "kith.config.settings"
        import django  # the environment comes first

        django.setup()
        yield Place(instance, admin_dsn)


def _give_memory(admin_dsn: str) -> None:
    """A quarter of the machine's memory for PostgreSQL's cache, as docs/operations.md asks for a large region."""
    quarter = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 4 >> 20
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        blocks = admin.execute("SELECT setting::bigint FROM pg_settings WHERE name = 'shared_buffers'").fetchone()
        if blocks == (quarter * 1024 // 8,):
            return
        admin.execute(f"ALTER SYSTEM SET shared_buffers = '{quarter}MB'")
    server = EmbeddedServer(FOLDER)
    server.stop()
    server.start_again()


def _planned_after() -> int:
    from kith.config.settings import PLANNED_AFTER  # the environment comes first

    return PLANNED_AFTER


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
