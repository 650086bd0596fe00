"""A real PostgreSQL for every run: one embedded server, one migrated template, a clone a module, the real logins.

Nothing is mocked between a test and the locks. `database` clones; `town` adds a small, fixed world (tests/town.py).
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

MEMORY = Path("/dev/shm")  # where a copy of a database is made ten times as fast as on a disk that is busy
ROOM = 6 * 2**30  # bytes that must be free there
A_DAY = 24 * 3600  # s
in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
FOLDER = Path(tempfile.mkdtemp(prefix="kith-test-", dir=MEMORY if in_memory else None))
FOLDER.chmod(0o711)
for left in MEMORY.glob("kith-test-*"):  # by a run that was killed
    if time.time() - left.stat().st_mtime > A_DAY:
        shutil.rmtree(left, ignore_errors=True)
os.environ["KITH_INSTANCE"] = str(FOLDER)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in the thread of the test
TEMPLATE = "kith_template"
ANCHOR = date(2026, 11, 23)  # the day on which the region of the tests was built
ONE_IN = 4  # of the families of each of its stories

from kith.core.embedded import EmbeddedServer  # noqa: E402  the environment comes first
from kith.core.instance import Instance  # noqa: E402

server = EmbeddedServer(FOLDER, careless=True)
instance = Instance.load_or_new(FOLDER)


def make_template() -> None:
    """While this file is read: conftests and tests below it import models, which need Django and so its settings."""
    import django

    from kith.core.prepare import prepare

    server.start()
    instance.port = server.port
    instance.name = TEMPLATE
    prepare(instance, server.dsn())
    django.setup()


# Who only hands out the files to workers needs no database.
DIVIDES = "KITH_TESTS_DIVIDED" in os.environ and "PYTEST_XDIST_WORKER" not in os.environ
LONGEST = ("journeys", "demo", "sweep", "access", "routes", "desk")  # folders, so that nothing long begins last
if DIVIDES:
    import django

    django.setup()
else:
    make_template()


def pytest_itemcollected(item: pytest.Item) -> None:
    """A file stays on one worker; and all that need the loaded region, so that one worker alone loads it."""
    together = (
        "the region"
        if "loaded" in getattr(item, "fixturenames", ())
        else str(item.path.relative_to(item.config.rootpath))
    )
    item.add_marker(pytest.mark.xdist_group(together))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, f in enumerate(LONGEST) if f in item.path.parts), len(LONGEST)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Groups that are silently ignored would scatter each file over the workers (pytest 9.2 with pytest-xdist 3.8)."""
    if getattr(session.config.option, "loadgroup", False):
        assert all("@" in item.nodeid for item in session.items), "pytest-xdist did not take the groups of conftest.py"


TOOK: Counter[str] = Counter()  # seconds, by file


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    TOOK[report.nodeid.split("::")[0]] += report.duration
    if DIVIDES and report.failed:  # at once: the run goes on for a quarter of an hour
        sys.stderr.write(f"\nfailed: {report.nodeid}\n")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Where a whole run spends its time: single tests hide that of many small ones."""
    if DIVIDES:
        longest = ", ".join(f"{path} {seconds:.0f} s" for path, seconds in TOOK.most_common(25))
        terminalreporter.write_line(f"Longest files: {longest}; in all {TOOK.total():.0f} s.")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not DIVIDES:
        server.stop()
    shutil.rmtree(FOLDER, ignore_errors=True)


@dataclass
class Database:
    """A clone of the migrated template. `app`, `door`, `owner`: real logins; `superuser`: for planting and looking."""

    name: str

    def connect(self, login: str, autocommit: bool = True) -> psycopg.Connection:
        return psycopg.connect(instance.dsn(login, self.name), autocommit=autocommit)

    def superuser(self, autocommit: bool = True) -> psycopg.Connection:
        return psycopg.connect(server.dsn(self.name), autocommit=autocommit)

    def set_clock(self, at: object | None) -> None:
        """Freeze `core.now()` at a moment, or let it run again with None."""
        with self.connect("kith_owner") as owner:
            owner.execute("DELETE FROM core.clock")
            if at is not None:
                owner.execute("INSERT INTO core.clock (at) VALUES (%s)", [at])


def make_clone(template: str = TEMPLATE) -> str:
    """A new database like the template, which nobody may be connected to."""
    from kith.core.roles import make_database

    name = f"kith_{uuid4().hex[:12]}"
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        make_database(admin, name, template=template)
    return name


def drop(name: str) -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def point_django_at(name: str) -> None:
    """Those of this thread, and those that Django keeps apart while a browser's loop runs in it."""
    _point(name)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(_point_in_a_loop(name))


async def _point_in_a_loop(name: str) -> None:
    _point(name)


def _point(name: str) -> None:
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    name = make_clone()
    point_django_at(name)
    yield Database(name)
    point_django_at(TEMPLATE)
    drop(name)


@pytest.fixture(scope="module")
def town(database: Database):
    from tests.town import Town

    return Town.build(database)


@pytest.fixture(scope="session")
def region() -> Any:
    """The demo's region as it is told, whole, before it is loaded."""
    from kith.demo.region.build import build

    return build(ANCHOR)


@pytest.fixture(scope="session")
def loaded() -> Iterator[str]:
    """The name of a database with the region in it, through the real doors, that nobody then touches.

    Every story of it, lived by one in four of its families: `script/demo --check` loads them all.
    """
    from kith.demo.load import load

    name = make_clone()
    point_django_at(name)
    load(ANCHOR, one_in=ONE_IN)
    point_django_at(TEMPLATE)
    yield name
    drop(name)


@pytest.fixture(scope="module")
def county(loaded: str) -> Iterator[Database]:
    """A database of its own for the module: a copy of the loaded region."""
    name = make_clone(loaded)
    point_django_at(name)
    yield Database(name)
    point_django_at(TEMPLATE)
    drop(name)
