"""An instance with its server running and its database ready: the embedded server, or the one that a URL names."""

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from kith.core.embedded import EmbeddedServer
from kith.core.instance import Instance, closed, make_passable, root
from kith.core.prepare import NotPrepared

log = logging.getLogger("kith.database")
CARRIED = {"sslmode", "sslrootcert", "channel_binding"}  # of the administrator's URL, for Kith's own logins too


class InUse(RuntimeError):
    """Another Kith runs in this instance's folder."""


@contextmanager
def opened(instance: Instance, url: str | None = None, *, careless: bool = False) -> Iterator[str]:
    """Run the embedded server while inside, or point the instance at the server of `url`.

    Yields the administrator's connection string, for `prepare`. `url`: an administrator's, of PostgreSQL 15 to 18.
    `careless`: no fsync, for a throwaway. Raises InUse, NotPrepared.
    """
    folder = Path(instance.folder)
    with alone(folder):
        if url:
            _point(instance, url)
            yield url
            return
        server = EmbeddedServer(folder, careless)
        server.start()
        try:
            instance.host, instance.port, instance.parameters = "127.0.0.1", server.port, {}
            yield server.dsn()
        finally:
            server.stop()


def start_again(instance: Instance) -> None:
    """The embedded server, where it has ended by itself: as PostgreSQL does on a full disk, and stays so.

    While there is still no room it ends again, and is asked again; the web server says meanwhile that Kith cannot be
    used. A server of one's own is for whoever looks after it.
    """
    server = EmbeddedServer(Path(instance.folder))
    if server.data.exists() and (instance.host, instance.port) == ("127.0.0.1", server.port) and not server.running():
        try:
            server.start_again()
        except (RuntimeError, OSError) as why:
            log.error("PostgreSQL has ended and does not start again: %s", type(why).__name__)
        else:
            log.warning("PostgreSQL had ended by itself, and was started again")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One Kith a folder. Raises InUse."""
    make_passable(folder)
    with (folder / "in-use.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(f"Another Kith runs in {folder}. End it first, or take another port with --port.") from None
        yield


def _point(instance: Instance, url: str) -> None:
    """At the server of `url`, with the logins that this installation has there: roles belong to a whole server."""
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as admin:
            instance.host, instance.port = admin.info.host, admin.info.port
            made = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = 'kith_app'").fetchone() is not None
    except psycopg.OperationalError as refused:
        raise NotPrepared(f"The server that DATABASE_URL names did not let us in: {refused}") from refused
    instance.parameters = {name: str(value) for name, value in conninfo_to_dict(url).items() if name in CARRIED}
    instance.passwords = _logins_on(instance)
    if made and not _may_enter(instance, url):
        raise NotPrepared(
            f"The server {instance.host}:{instance.port} has logins of another Kith (kith_app and others), and their "
            "passwords are not known here. Nothing was changed. Name a server of its own in DATABASE_URL or, if that "
            "Kith is gone, drop its roles."
        )


def _logins_on(instance: Instance) -> dict[str, str]:
    """Passwords of Kith's logins on the instance's server, the same for every instance of this clone."""
    file = root() / "servers" / f"{instance.host.strip('/').replace('/', '-')}_{instance.port}.json"
    make_passable(file.parent)
    with open(file, "a+", opener=closed) as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        words = kept.read()
        passwords = instance.passwords | (json.loads(words) if words else {})  # a later Kith has more logins
        kept.truncate(0)
        json.dump(passwords, kept)
    return passwords


def _may_enter(instance: Instance, url: str) -> bool:
    database = str(conninfo_to_dict(url).get("dbname") or "postgres")
    try:
        psycopg.connect(instance.dsn("kith_app", database), connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True
