"""The real thing: PostgreSQL 15 and pgBackRest of Debian; records deleted by mistake; back to the moment before.

As root on Debian, by `script/drill restore`: a cluster of its own in a folder of its own, on a free port; what other
clusters there are is left alone. Not in the ordinary run: it installs packages.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from kith.core.keeping import back_up, drift, restore, told
from kith.core.sealing import make_key
from tests.drills.standing import Standing, free_port
from tests.drills.test_backup import digests
from tests.drills.visitor import Visitor

BINARIES = Path("/usr/lib/postgresql/15/bin")
PACKAGES = ["postgresql-15", "pgbackrest"]
CLUSTER = """
port = {port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '{folder}'
archive_mode = on
archive_command = '{pgbackrest} archive-push %p'
archive_timeout = 60
"""
PGBACKREST = """
[global]
repo1-path={folder}/repo
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass={password}
repo1-retention-full=2
log-path={folder}/log
lock-path={folder}/lock
spool-path={folder}/spool
start-fast=y
compress-type=lz4
[kith]
pg1-path={folder}/pg
pg1-port={port}
pg1-socket-path={folder}
"""


class Cluster:
    """Of Debian's PostgreSQL 15, with its archive beside it. Everything runs as `postgres`."""

    def __init__(self, folder: Path):
        self.folder, self.port, self.data = folder, free_port(), folder / "pg"
        self.pgbackrest = f"pgbackrest --config={folder}/pgbackrest.conf --stanza=kith"

    @property
    def url(self) -> str:
        return f"postgresql://postgres:drill@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        for name in ("repo", "log", "lock", "spool"):
            (self.folder / name).mkdir()
        (self.folder / "password").write_text("drill")
        told = {"folder": self.folder, "port": self.port, "pgbackrest": self.pgbackrest, "password": "of the drill"}
        (self.folder / "pgbackrest.conf").write_text(PGBACKREST.format(**told))
        self.run(f"chown -R postgres {self.folder}", user=None)
        how = f"-E UTF8 --locale=C -A scram-sha-256 --pwfile={self.folder}/password"
        self.run(f"{BINARIES}/initdb {how} -D {self.data}")
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write(CLUSTER.format(**told))
        (self.data / "pg_hba.conf").write_text("local all postgres peer\nhost all all 127.0.0.1/32 scram-sha-256\n")
        self.start()
        self.run(f"{self.pgbackrest} stanza-create")

    def start(self) -> None:
        self.run(f"{BINARIES}/pg_ctl -D {self.data} -w -t 120 -l {self.folder}/server.log start")

    def stop(self) -> None:
        self.run(f"{BINARIES}/pg_ctl -D {self.data} -w -m fast stop", check=False)

    def run(self, command: str, user: str | None = "postgres", check: bool = True) -> None:
        plain = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        with open(self.folder / "said", "ab") as said:  # a file: what is started here would keep a pipe open
            done = subprocess.run(
                command.split(), user=user, cwd="/", env=plain, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        assert not check or done.returncode == 0, (self.folder / "said").read_text()[-3000:]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if not (BINARIES / "initdb").exists() or not shutil.which("pgbackrest"):
        assert os.geteuid() == 0 and shutil.which("apt-get"), f"install {' and '.join(PACKAGES)} first"
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES], env=quiet, check=True)
    folder = Path(tempfile.mkdtemp(prefix="kith-restore-"))
    folder.chmod(0o755)
    one = Cluster(folder)
    try:
        one.make()
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder)


def test_back_to_the_moment_before(cluster: Cluster) -> None:
    kith = Path(tempfile.mkdtemp(prefix="kith-drill-"))
    try:
        _drill(cluster, Standing.prepared(kith, cluster.url))
    finally:
        shutil.rmtree(kith)


def test_a_backup_of_the_embedded_server_goes_onto_fifteen(cluster: Cluster, tmp_path: Path) -> None:
    """A team outgrows the embedded PostgreSQL and moves to a server that its council keeps; and back again."""
    kith = Path(tempfile.mkdtemp(prefix="kith-drill-"))
    try:
        _moved(cluster, Standing.prepared(kith), tmp_path)
    finally:
        shutil.rmtree(kith)


def _moved(cluster: Cluster, kith: Standing, folder: Path) -> None:
    assert kith.server
    public = make_key(folder / "key")
    try:
        was = _without_secrets(kith.server.dsn(kith.instance.name))
        for url, name in ((cluster.url, "kith_moved"), (kith.server.dsn(), "kith_back")):
            back_up(kith.instance, public, folder / name)
            with (folder / name).open("rb") as file:
                instance, dump = told(file, (folder / "key").read_text())
                instance.name, instance.folder = name, str(folder / f"{name} instance")
                instance.port = psycopg.conninfo.conninfo_to_dict(url)["port"]
                restore(instance, url, dump)
            assert _without_secrets(make_conninfo(url, dbname=name)) == was
            checked, drifted = drift(url, name)
            assert checked >= 10 and drifted == 0
            kith.instance = instance
    finally:
        kith.server.stop()
    print(f"\nfrom 18 to 15 and back: {len(was)} tables alike each time, {checked} locks computed anew, none differs")


def _without_secrets(dsn: str) -> dict[str, str]:
    """Every table but that of the key that signs keyrings, which each database has for itself."""
    return {table: digest for table, digest in digests(dsn).items() if table != "access.secret"}


def _drill(cluster: Cluster, kith: Standing) -> None:
    began = time.monotonic()
    cluster.run(f"{cluster.pgbackrest} --type=full backup")
    backed_up = time.monotonic() - began
    with kith.served():
        assert Visitor(kith.web, kith.tokens["sara"]).note(kith.siblings, "After the backup").status == 302
    database = f"{cluster.url.rpartition('/')[0]}/{kith.instance.name}"
    was = digests(database)
    with kith.superuser() as admin:
        (moment,) = admin.execute("SELECT clock_timestamp()::text").fetchone()
        time.sleep(1)
        admin.execute("SET session_replication_role = replica")  # even what triggers keep
        admin.execute("DELETE FROM record_entry")
        admin.execute("DELETE FROM people_personname")
        admin.execute("DELETE FROM audit_event")
        admin.execute("SELECT pg_switch_wal()")
    assert digests(database) != was
    began = time.monotonic()
    cluster.stop()
    subprocess.run(
        [
            Path(__file__).parents[2] / "script" / "restore",
            "--to",
            moment,
            f"--config={cluster.folder}/pgbackrest.conf",
        ],
        user="postgres",
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        check=True,
    )
    cluster.start()
    _until_writable(database)
    restored = time.monotonic() - began
    assert digests(database) == was
    assert kith.drift() == 0
    with kith.served():
        assert Visitor(kith.web, kith.tokens["sara"]).note(kith.siblings, "After the restore").status == 302
    print(
        f"\nrestored to {moment}: {len(was)} tables alike, drift 0; backup {backed_up:.1f} s, back in {restored:.1f} s;"
        f" {sum(f.stat().st_size for f in (cluster.folder / 'repo').rglob('*') if f.is_file()):,} bytes in the archive"
    )


def _until_writable(database: str) -> None:
    end = time.monotonic() + 60
    while True:
        with psycopg.connect(database) as asked:
            row = asked.execute("SELECT pg_is_in_recovery()").fetchone()
        if row == (False,):
            return
        assert time.monotonic() < end
        time.sleep(0.2)
