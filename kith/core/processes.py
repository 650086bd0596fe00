"""Kith's own processes: the web server and the worker, started and ended together, by id.

What they write goes to a file each in the instance's folder. Ctrl-C, TERM and a closed terminal end all of them.
"""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from kith.core.instance import closed

PATIENCE = 20.0  # seconds that a process has to finish what it is doing
THREADS = 8  # of the web server; each keeps a connection a login, of the 60 that the embedded server has


class Ended(RuntimeError):
    """A process ended by itself; the message has the end of what it wrote."""


@dataclass
class Process:
    name: str
    running: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Raises Ended."""
        if (code := self.running.poll()) is not None:
            raise Ended(
                f"The {self.name} ended by itself ({code}). The end of {self.log}:\n{self.log.read_text()[-3000:]}"
            )


def end_on_signals() -> None:
    """TERM and a closed terminal end us as Ctrl-C does: on the way out, everything that was started is ended."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)


def web_server(port: int) -> list[str]:
    """Granian on loopback only: a slow client does not hold one of its threads."""
    where = ["--host", "127.0.0.1", "--port", str(port)]
    how = [
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        str(THREADS),
        "--no-ws",
        "--log-level",
        "warning",
    ]
    return [sys.executable, "-m", "granian", *where, *how, "kith.config.wsgi:application"]


def worker() -> list[str]:
    return [sys.executable, "-m", "kith.config.cli", "procrastinate", "worker", "--concurrency", "2"]


@contextmanager
def running(commands: Mapping[str, list[str]], environment: Mapping[str, str], folder: Path) -> Iterator[list[Process]]:
    """Start `commands` (by name); on the way out end what was started."""
    started: list[Process] = []
    try:
        for name, command in commands.items():
            started.append(_start(name, command, environment, folder / f"{name.replace(' ', '-')}.log"))
        yield started
    finally:
        _end_all(started)


def wait_for_answer(address: str, processes: list[Process], seconds: float = 60) -> None:
    """Until `address` answers anything below 500. Raises Ended, or TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for process in processes:
            process.check()
        if _answers(address):
            return
        time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer within {seconds:.0f} seconds.")


def watch(processes: list[Process]) -> None:
    """Until one of them ends by itself (raises Ended), or a signal."""
    while True:
        time.sleep(0.5)
        for process in processes:
            process.check()


def _start(name: str, command: list[str], environment: Mapping[str, str], log: Path) -> Process:
    """In a session of its own, so that Ctrl-C reaches us alone and we end it in order."""
    with open(log, "wb", opener=closed) as out:
        running = subprocess.Popen(
            command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    return Process(name, running, log)


def _end_all(processes: list[Process]) -> None:
    for process in processes:
        process.running.terminate()
    for process in processes:
        try:
            process.running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.running.kill()
            process.running.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own address)
            return True
    except urllib.error.HTTPError as told:
        return told.code < 500
    except OSError:
        return False


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
