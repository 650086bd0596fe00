"""The disk full under people who write: an honest page, nothing lost or half done, pages again once there is room.

A real disk, as small as it can be made: a tmpfs with the whole instance on it (as root). First the tables have no
room to grow; then PostgreSQL has none for its own log, ends itself, and does not come back by itself for room alone.
As root, by `script/drill disk_full`; not in the ordinary run: it mounts.
"""

import errno
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from kith.core.opened import start_again
from tests.drills.standing import Standing
from tests.drills.visitor import Answer, Visitor
from tests.drills.writing import BOUND_AGAIN, Writing

SIZE = "600m"
NOTES = 6
PIECE = 1 << 20


@pytest.fixture(scope="module")
def disk() -> Iterator[Path]:
    """A disk of its own, mounted. Where none can be, the drill fails and says so."""
    assert os.geteuid() == 0, "only root mounts a disk that may be filled: run script/drill disk_full as root"
    folder = Path(tempfile.mkdtemp(prefix="kith-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0711", "kith-drill", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


@pytest.fixture(scope="module")
def small(disk: Path) -> Iterator[Standing]:
    kith = Standing.prepared(disk)
    try:
        with kith.served():
            yield kith
    finally:
        _bury(kith)
        if kith.server:
            kith.server.stop()


def test_no_room_for_tables(small: Standing) -> None:
    visitor = Visitor(small.web, small.tokens["sara"])
    with Writing(small, "Full") as writing:
        writing.until(NOTES)
        _room_for_its_log(small)
        with _full(small.folder):
            refused = _first_refused(visitor)
            _until(lambda: 503 in list(writing.status.values()))
            before = len(writing.answered())
            stood = small.running()
        writing.until(before + NOTES, BOUND_AGAIN)
    _is_honest(refused)
    assert stood, "it was to be the tables that have no room"
    print(f"\nno room for tables: {dict(writing.check())}; {refused.status} in {refused.seconds:.2f} s")


def test_no_room_for_the_log_of_the_database(small: Standing, caplog: pytest.LogCaptureFixture) -> None:
    visitor = Visitor(small.web, small.tokens["sara"])
    with Writing(small, "Fallen") as writing:
        writing.until(NOTES)
        with _full(small.folder):
            _until_ended(small)
            fallen = visitor.get("/")
            start_again(small.instance)
            assert "does not start again" in caplog.text
        before = len(writing.answered())
        _bury(small)
        start_again(small.instance)
        writing.until(before + NOTES, BOUND_AGAIN)
    _is_honest(fallen)
    print(f"\nno room for the database's log: {dict(writing.check())}; {fallen.status} in {fallen.seconds:.2f} s")


class _full:
    """While inside, not a byte is left; what is freed meanwhile is taken too when asked again."""

    def __init__(self, disk: Path):
        self.ballast = disk / "ballast"

    def __enter__(self) -> None:
        with suppress(OSError), self.ballast.open("wb", buffering=0) as out:
            while True:
                out.write(bytes(PIECE))
        assert shutil.disk_usage(self.ballast.parent).free < PIECE
        with pytest.raises(OSError) as full:
            (self.ballast.parent / "one more").write_bytes(bytes(PIECE))
        assert full.value.errno == errno.ENOSPC

    def __exit__(self, *exc: object) -> None:
        self.ballast.unlink()
        (self.ballast.parent / "one more").unlink()


def _first_refused(visitor: Visitor) -> Answer:
    """What a page says once tables cannot grow."""
    answer = visitor.get("/")
    end = time.monotonic() + BOUND_AGAIN
    while answer.status == 200 and time.monotonic() < end:
        answer = visitor.get("/")
    return answer


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + BOUND_AGAIN
    while not true():
        assert time.monotonic() < end, "the disk is full, and everything goes on"
        time.sleep(0.02)


def _is_honest(answer: Answer) -> None:
    assert answer.status == 503 and answer.headers["retry-after"], answer
    assert "Kith cannot be used at the moment" in answer.text
    assert answer.seconds < 10


def _room_for_its_log(kith: Standing) -> None:
    """Pieces of PostgreSQL's own log to be used again, so that it is the tables that have no room."""
    with kith.superuser() as admin:
        for _ in range(4):
            admin.execute("SELECT pg_logical_emit_message(false, 'drill', 'a piece is begun'), pg_switch_wal()")
        admin.execute("CHECKPOINT")


def _until_ended(kith: Standing) -> None:
    """A new piece of its log, again and again, until there is no room for one and PostgreSQL ends itself."""

    def ended() -> bool:
        with suppress(psycopg.Error), kith.superuser() as admin:
            admin.execute("SELECT pg_logical_emit_message(false, 'drill', 'a piece is begun'), pg_switch_wal()")
        return not kith.running()

    _until(ended)


def _bury(kith: Standing) -> None:
    """PostgreSQL cannot start again while its dead predecessor still has its number."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
