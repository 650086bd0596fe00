"""The clock jumps, forward and back, under people who write: for the application, the database and the worker apart.

As root on Debian, by `script/drill clock`: libfaketime tells each process another time than the machine's, and changes
it while they run. Not in the ordinary run: it installs a package. What opens is decided by the database's clock
(docs/decisions/0008-time-in-the-database.md), whatever the application's says.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from kith.audit import exporting, sequencer
from kith.audit.sequencer import Place
from kith.audit.stored import connect
from kith.audit.verify import examine
from kith.core import processes
from kith.core.embedded import NOBODY
from tests.drills.standing import Standing
from tests.drills.visitor import Visitor
from tests.drills.writing import BOUND_AGAIN, Writing

LIBRARY = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
SEQUENCE = "kith.audit.tasks.sequence"
NOTES = 4
MINUTE = timedelta(minutes=1)
BOUND = 100  # seconds in which work of every minute is done again


class Clock:
    """What processes that were started with `environment` are told of the time."""

    def __init__(self, file: Path):
        self.file = file
        self.set()

    def set(self, apart: timedelta = timedelta()) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(f"{apart.total_seconds():+.0f}\n")
        new.chmod(0o644)
        new.replace(self.file)

    @property
    def environment(self) -> dict[str, str]:
        told = {
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        return told | {"LD_PRELOAD": str(LIBRARY), "FAKETIME_DISABLE_SHM": "1"}


@pytest.fixture(scope="module")
def installed() -> None:
    if not LIBRARY.exists():
        assert os.geteuid() == 0 and shutil.which("apt-get"), "install libfaketime first (Debian: libfaketime)"
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "libfaketime"], env=quiet, check=True
        )


@pytest.fixture(scope="module")
def kith(installed: None) -> Iterator[Standing]:
    folder = Path(tempfile.mkdtemp(prefix="kith-clock-"))
    one = None
    try:
        one = Standing.prepared(folder)
        yield one
    finally:
        if one and one.server:
            one.server.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def clocks(kith: Standing) -> Iterator[tuple[Clock, Clock]]:
    """The application's and the database's, with both running under them."""
    application, database = Clock(kith.folder / "application.clock"), Clock(kith.folder / "database.clock")
    _start_under(kith, database)
    with kith.served(**application.environment):
        yield application, database


@pytest.fixture(autouse=True)
def right_again(clocks: tuple[Clock, Clock]) -> Iterator[None]:
    yield
    for clock in clocks:
        clock.set()


def _start_under(kith: Standing, clock: Clock) -> None:
    """PostgreSQL again, under a clock of its own."""
    server = kith.server
    assert server
    server.stop()
    start = [server.binaries() / "pg_ctl", "-D", server.data, "-w", "-l", server.data / "server.log"]
    subprocess.run(
        [*start, "-o", f"-p {server.port}", "start"],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", **clock.environment},
        cwd="/",
        check=True,
        user=NOBODY if os.geteuid() == 0 else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _database_says(kith: Standing) -> datetime:
    with kith.superuser() as admin:
        (at,) = admin.execute("SELECT clock_timestamp()").fetchone()
    return at


def test_the_clocks_can_be_set(kith: Standing, clocks: tuple[Clock, Clock]) -> None:
    """Otherwise what follows would show nothing."""
    _, database = clocks
    before = _database_says(kith)
    database.set(timedelta(days=3))
    assert _database_says(kith) - before > timedelta(days=2)
    database.set()
    assert _database_says(kith) - before < MINUTE


def test_what_opens_is_decided_by_the_databases_clock(kith: Standing, clocks: tuple[Clock, Clock]) -> None:
    application, database = clocks
    officer = Visitor(kith.web, kith.tokens["officer"])
    page = f"/people/{kith.siblings[0]}/"
    assert officer.get(page).status == 404
    _share(kith, "officer", 10 * MINUTE)
    for apart in (timedelta(days=3), timedelta(days=-3), timedelta()):
        application.set(apart)
        assert officer.get(page).status == 200, f"the application's clock, set {apart}, took a share away"
    database.set(11 * MINUTE)
    assert officer.get(page).status == 404, "the share outlasts its end"
    application.set(timedelta(days=-3))
    assert officer.get(page).status == 404, "the application's clock gave a share back"
    database.set(9 * MINUTE)
    assert officer.get(page).status == 200, "a date that has not come"


def test_a_session_that_is_over_by_the_clock_says_so(kith: Standing, clocks: tuple[Clock, Clock]) -> None:
    _, database = clocks
    visitor = Visitor(kith.web, kith.tokens["mo"])
    assert visitor.get("/").status == 200
    database.set(timedelta(days=3))
    answer = visitor.get("/")
    assert answer.status == 302 and "/sign-in/" in answer.headers["location"]


def test_writing_while_it_jumps(kith: Standing, clocks: tuple[Clock, Clock]) -> None:
    """Nothing lost, half done or without its event; what is recorded bears the database's time."""
    application, database = clocks
    with Writing(kith, "Jump") as writing:
        for apart in (12 * MINUTE, 2 * MINUTE, 8 * MINUTE, timedelta()):
            application.set(-100 * apart)
            database.set(apart)
            writing.until(len(writing.answered()) + NOTES, BOUND_AGAIN)
    database.set()
    print(f"\nclocks jump while writing: {dict(writing.check())}")
    with kith.superuser() as admin:
        (furthest,) = admin.execute(
            "SELECT max(abs(extract(epoch FROM recorded_at - now()))) FROM record_entry WHERE title LIKE 'Jump %'"
        ).fetchone()
    assert furthest < 15 * 60, "an entry bears the application's time"


def test_numbering_and_signing_go_on(kith: Standing, clocks: tuple[Clock, Clock]) -> None:
    """Every event numbered whichever way the clock went, and the verifier says that it was set back."""
    _, database = clocks
    audit = kith.folder / "audit"  # where the worker looks for the key too: it signs with no other
    where = Place(audit / "key", audit / "published", "drill.example/kith")
    visitor = Visitor(kith.web, kith.tokens["manager"])
    with kith.in_this_process(), override_settings(INSTANCE=kith.instance):
        for apart in (timedelta(), 12 * MINUTE, 3 * MINUTE):
            database.set(apart)
            assert visitor.get(f"/people/{kith.siblings[0]}/").status == 200
            assert sequencer.run(where).checkpoint, f"nothing was signed with the clock set {apart}"
        database.set()
        sequencer.run(where)
        with connect("kith_auditor") as server:
            report = examine(exporting.records(server, where.origin), sequencer.public_keys(where), ())
    with kith.superuser() as admin:
        (missing,) = admin.execute(
            "SELECT count(*) FROM audit_event e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event = e.id)"
        ).fetchone()
    assert missing == 0
    kinds = {finding.kind for finding in report.findings}
    assert kinds == {"clock set back"}, "and nothing else"
    print(f"\n{report.entries} events numbered; the verifier: {kinds}")


def test_the_worker_goes_on(kith: Standing, clocks: tuple[Clock, Clock]) -> None:
    """After an hour forward and back again, what it does every minute is done every minute."""
    application, _ = clocks
    with _worker(kith, application) as worker:
        _until(lambda: _runs(kith) >= 1, worker)
        application.set(timedelta(hours=1))
        before = _runs(kith)
        _until(lambda: _runs(kith) > before, worker)
        application.set()
        before = _runs(kith)
        began = time.monotonic()
        _until(lambda: _runs(kith) > before, worker)
    print(f"\nthe worker asked for its work again {time.monotonic() - began:.0f} s after the clock was set right")


@contextmanager
def _worker(kith: Standing, clock: Clock) -> Iterator[processes.Process]:
    more = {"KITH_INSTANCE": str(kith.folder), "KITH_DATABASE": kith.instance.name, **clock.environment}
    with processes.running({"worker": processes.worker()}, os.environ | more, kith.folder) as (one,):
        yield one


def _runs(kith: Standing) -> int:
    with kith.superuser() as admin:
        (done,) = admin.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded' AND task_name = %s", [SEQUENCE]
        ).fetchone()
    return int(done)


def _share(kith: Standing, to: str, lasting: timedelta) -> None:
    from kith.access import facts
    from kith.access.door import as_post
    from kith.audit.log import log

    with kith.superuser() as admin:
        of = "SELECT id FROM agencies_post WHERE title = %s"
        sara, other = (admin.execute(of, [name]).fetchone()[0] for name in ("sara", to))
    with kith.in_this_process(), as_post(sara):
        log("test")
        ends = _database_says(kith) + lasting
        facts.share(kith.siblings[0], other, {"identity": 2, "plan": 3}, ends, "consent", "a meeting")


def _until(true: Callable[[], Any], worker: processes.Process) -> None:
    end = time.monotonic() + BOUND
    while not true():
        worker.check()
        assert time.monotonic() < end
        time.sleep(0.2)
