"""`script/backup` and `script/restore` as somebody types them: from another folder, relative names, then served."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kith.core import processes
from tests.drills.standing import Standing, free_port
from tests.drills.visitor import Visitor

PATIENCE = 240  # seconds until a server answers, on a machine that does much else
SCRIPT = Path(__file__).parents[2] / "script"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which somebody types, with a key and a backup in it."""
    folder = tmp_path_factory.mktemp("desk")
    for above in (folder, *folder.parents[:3]):
        above.chmod(above.stat().st_mode | 0o011)
    return folder


@pytest.fixture(scope="module")
def backup(standing: Standing, desk: Path) -> Path:
    made = _type(desk, standing.folder, "backup", "--make-key", "backup.key")
    assert made.returncode == 0, made.stderr
    public = made.stdout.split()[-1]
    done = _type(desk, standing.folder, "backup", "tonight.backup", "--to-key", public)
    assert done.returncode == 0 and "sealed" in done.stdout, done.stderr
    return desk / "tonight.backup"


def _type(
    desk: Path, instance: Path, script: str, *words: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    told = {name: value for name, value in os.environ.items() if name not in ("KITH_DATABASE", "DATABASE_URL")}
    return subprocess.run(
        [SCRIPT / script, *words],
        cwd=desk,
        env=told | {"KITH_INSTANCE": str(instance), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_both_lie_where_they_were_asked_for(backup: Path, desk: Path) -> None:
    assert backup.stat().st_size > 10_000 and (desk / "backup.key").stat().st_mode & 0o077 == 0


def test_a_restored_instance_is_served(standing: Standing, backup: Path, desk: Path) -> None:
    """The same people sign in, and see what they saw."""
    new = desk / "restored"
    done = _type(desk, new, "restore", "tonight.backup", "--key", "backup.key")
    assert done.returncode == 0 and "are as they were" in done.stdout, done.stderr
    with _served(new) as address:
        page = f"/people/{standing.siblings[0]}/"
        assert Visitor(address, standing.tokens["sara"]).get(page).status == 200
        assert Visitor(address, standing.tokens["officer"]).get(page).status == 404
    again = _type(desk, new, "restore", "tonight.backup", "--key", "backup.key")
    assert again.returncode == 1 and "There is an instance" in again.stderr


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """`script/server` in an instance's folder, until it is left; ended by its id."""
    port = free_port()
    told = {name: value for name, value in os.environ.items() if name not in ("KITH_DATABASE", "DATABASE_URL")}
    with open(folder / "said", "wb") as said:
        running = subprocess.Popen(
            [SCRIPT / "server", "--port", str(port)],
            env=told | {"KITH_INSTANCE": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        started = processes.Process("server", running, folder / "said")
        processes.wait_for_answer(f"{address}/gallery/", [started], PATIENCE)
        yield address
    finally:
        running.terminate()
        running.wait(60)


def test_what_did_not_come_to_its_end_can_be_tried_again(backup: Path, desk: Path) -> None:
    """Half a file: nothing stands in the folder, and the whole one is taken there."""
    whole = backup.read_bytes()
    (desk / "half.backup").write_bytes(whole[: len(whole) // 2])
    cut = _type(desk, desk / "again", "restore", "half.backup", "--key", "backup.key")
    assert cut.returncode == 1 and "not whole" in cut.stderr and "Traceback" not in cut.stderr
    assert not (desk / "again" / "instance.json").exists()
    done = _type(desk, desk / "again", "restore", "tonight.backup", "--key", "backup.key")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.backup", "--key", "backup.key"], "nothing.backup"),
        (["tonight.backup", "--key", "nothing.key"], "nothing.key"),
        (["backup.key", "--key", "backup.key"], "not a backup of Kith"),
        (["--to"], "Say the moment"),
        (["--to", "2026-10-25 01:30:00"], "with its time zone"),
        (["--to", "2026-11-26 14:05:00+00"], "needs pgBackRest"),
    ],
)
def test_what_cannot_be_done_is_said(backup: Path, desk: Path, words: list[str], said: str) -> None:
    bare = {"PATH": "/nonexistent"} if "--to" in words else {}
    done = _type(desk, desk / "none", "restore", *words, **bare)
    assert done.returncode in (1, 2) and said in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert not (desk / "none" / "instance.json").exists()


def test_a_backup_of_what_does_not_run_says_so(desk: Path, backup: Path, tmp_path: Path) -> None:
    done = _type(desk, tmp_path, "backup", "none.backup", "--to-key", "x" * 43 + "=")
    assert done.returncode == 1 and "instance.json" in done.stderr and not (desk / "none.backup").exists()
