"""What is started is ended, by id, however we leave; what ends by itself is noticed."""

import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from kith.core import processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)",
]


def test_all_are_ended_when_one_ends_by_itself(tmp_path: Path) -> None:
    commands = {"sleeper": SLEEP, "faller": [sys.executable, "-c", "print('what went wrong')"]}
    with (
        pytest.raises(processes.Ended, match="what went wrong"),
        processes.running(commands, os.environ, tmp_path) as started,
    ):
        processes.watch(started)
    assert [p.running.poll() is None for p in started] == [False, False]


def test_ended_on_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(SystemExit), processes.running({"sleeper": SLEEP}, os.environ, tmp_path) as started:
        raise SystemExit
    assert started[0].running.poll() == -15


def test_what_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    with processes.running({"stubborn": STUBBORN}, os.environ, tmp_path) as (one,):
        while not one.log.read_text():
            pass
    assert one.running.poll() == -9


def test_what_they_write_is_closed_to_others(tmp_path: Path) -> None:
    with processes.running({"web server": SLEEP}, os.environ, tmp_path) as (one,):
        assert one.log == tmp_path / "web-server.log" and one.log.stat().st_mode & 0o077 == 0


def test_an_address_that_never_answers(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match="did not answer"):
        processes.wait_for_answer("http://127.0.0.1:1", [], seconds=0.3)


def test_the_web_server_listens_on_this_machine_alone(database: Any, tmp_path: Path) -> None:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    with processes.running({"web server": processes.web_server(port)}, os.environ, tmp_path) as started:
        processes.wait_for_answer(f"http://127.0.0.1:{port}/gallery/", started)
        listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    at = {line.split()[1] for line in listening.splitlines() if line.split()[1].endswith(f":{port:04X}")}
    assert at == {f"0100007F:{port:04X}"}
