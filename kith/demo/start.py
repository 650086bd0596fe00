"""The demo: a database of fictional people, the web server and the worker, in one command that Ctrl-C ends.

Each port has an instance folder and a database of its own, so that two demos run at once. With `--check` a throwaway
of both is made, the main job walked, and everything removed.
"""

import argparse
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from rich.console import Console

from kith.core import instance as instances
from kith.core import processes
from kith.core.instance import DEFAULT_PORT, Instance
from kith.core.opened import InUse, opened, start_again
from kith.core.prepare import NotPrepared, prepare
from kith.demo import check, marker
from kith.demo.viewers import show_sign_ins

console = Console(highlight=False)


class NotStarted(RuntimeError):
    """The demo cannot start; the message says why and what to do."""


def main() -> None:
    options = _options()
    processes.end_on_signals()
    url = os.environ.pop("DATABASE_URL", None)  # an administrator's: nothing that we start may have it
    try:
        sys.exit(_check(url) if options.check else _run(options.port, url, options.fresh))
    except (processes.Ended, InUse, NotPrepared, NotStarted, TimeoutError) as told:
        console.print("Kith did not start.", style="bold red")
        console.print(str(told), markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        console.print("Ended.")
        sys.exit(130)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"of the web server (default {DEFAULT_PORT})")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's database away first")
    parser.add_argument("--check", action="store_true", help="walk the main job as seven kinds of user, then leave")
    return parser.parse_args()


def _run(port: int, url: str | None, fresh: bool) -> int:
    """Until Ctrl-C or TERM."""
    _refuse_taken(port)
    instance = Instance.load_or_new(instances.folder_of(port))
    instance.name = f"kith_demo_{port}"
    with _ready(instance, url, fresh=fresh), _served(instance, port) as (address, started):
        show_sign_ins(console, address)
        processes.watch(started, mend=lambda: start_again(instance))
    return 0


def _check(url: str | None) -> int:
    """0 if each of the seven saw exactly what is written for them, else 1."""
    with _throwaway_folder() as folder:
        instance = Instance(folder=str(folder), name=f"kith_check_{secrets.token_hex(4)}")
        with _ready(instance, url, throwaway=True), _served(instance, _spare_port()) as (address, _):
            return 0 if check.walk(console, address) else 1


@contextmanager
def _ready(instance: Instance, url: str | None, *, fresh: bool = False, throwaway: bool = False) -> Iterator[None]:
    """While inside, the instance's database runs, is prepared and holds the demo region."""
    with opened(instance, url, careless=throwaway) as admin_dsn:
        with psycopg.connect(admin_dsn, autocommit=True) as admin:
            _clear(admin, instance.name, fresh)
            with _step("Database: logins, tables, row security"):
                prepare(instance, admin_dsn, comment=marker.MAKING)
            if marker.read(admin, instance.name) != marker.made():
                with _step("Demo region: about 600 fictional people, three years"):
                    _load(instance)
                marker.write(admin, instance.name, marker.made())
        try:
            yield
        finally:
            if throwaway:
                with psycopg.connect(admin_dsn, autocommit=True) as admin:
                    _drop(admin, instance.name)


@contextmanager
def _served(instance: Instance, port: int) -> Iterator[tuple[str, list[processes.Process]]]:
    """Yields the address, once it answers, and what serves it."""
    address = f"http://localhost:{port}"  # by name: browsers refuse passkeys at a bare number
    commands = {"web server": processes.web_server(port), "worker": processes.worker()}
    with processes.running(commands, _environment(instance), Path(instance.folder)) as started:
        with _step("Web server and worker"):
            processes.wait_for_answer(address, started)
        yield address, started


def _clear(admin: psycopg.Connection, database: str, fresh: bool) -> None:
    """Drop what an interrupted load or an older Kith left, or all on request; never what the demo did not make."""
    row = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    mark = marker.read(admin, database)
    if row and not marker.is_ours(mark):
        raise NotStarted(f"The server has a database {database} that the demo did not make. Take another --port.")
    if row and (fresh or mark != marker.made()):
        if not fresh:
            console.print("The demo's database is of another Kith, or was left half made: it is made anew.")
        _drop(admin, database)


def _drop(admin: psycopg.Connection, database: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _load(instance: Instance) -> None:
    command = [sys.executable, "-m", "kith.config.cli", "load_demo"]
    done = subprocess.run(command, env=_environment(instance), stdin=subprocess.DEVNULL)
    if done.returncode:
        raise NotStarted("The demo region was not loaded; what went wrong stands above. The next start begins it anew.")


def _environment(instance: Instance) -> dict[str, str]:
    kith = {"KITH_INSTANCE": instance.folder, "KITH_DEMO": "1", "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    return os.environ | kith


@contextmanager
def _throwaway_folder() -> Iterator[Path]:
    instances.make_passable(instances.root())
    folder = Path(tempfile.mkdtemp(prefix="check-", dir=instances.root()))
    folder.chmod(0o711)  # the embedded server, which under root runs as nobody, passes through it
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _refuse_taken(port: int) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as taken:
            raise NotStarted(f"Port {port} is taken ({taken.strerror}). Try script/demo --port {port + 1}") from taken


def _spare_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def _step(name: str) -> Iterator[None]:
    started = time.monotonic()
    console.print(f"{name} ...")
    yield
    console.print(f"  ready in {time.monotonic() - started:.1f} s", style="dim")
