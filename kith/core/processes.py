"""Kith's own processes: the web server and the worker, started and ended together, by id.

What they write goes to a file each in the instance's folder. Ctrl-C, TERM and a closed terminal end all of them.
"""

import http.client
import itertools
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from kith.core.instance import closed

PATIENCE = 20.0  # seconds that a process has to finish what it is doing


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
    """On loopback only; a slow client does not hold one of its threads."""
    return [sys.executable, "-m", "kith.config.web", str(port)]


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


def watch(processes: list[Process], mend: Callable[[], None] = lambda: None) -> None:
    """Until one of them ends by itself (raises Ended), or a signal. Meanwhile `mend` is called every few seconds."""
    for turn in itertools.count(1):
        time.sleep(0.5)
        for process in processes:
            process.check()
        if turn % 10 == 0:
            mend()


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
    """Its own word, not followed elsewhere: off this machine it sends whoever comes without TLS to the proxy."""
    where = urlsplit(address)
    asking = http.client.HTTPConnection(where.hostname or "", where.port, timeout=5)
    try:
        asking.request("GET", where.path or "/")
        return asking.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
