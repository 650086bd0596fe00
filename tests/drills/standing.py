"""A Kith of its own for a drill: PostgreSQL that keeps what it says (fsync), the web server, a town, two siblings.

Real processes on loopback. Everything that is started here is ended here, by its id.
"""

import ctypes
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kith.core import processes
from kith.core.embedded import EmbeddedServer
from kith.core.instance import Instance
from kith.core.prepare import prepare
from tests import conftest
from tests.conftest import Database


@dataclass
class Standing:
    """`folder`: the instance's. `server`: None where the database is somebody else's. `web`: while it is served."""

    folder: Path
    server: EmbeddedServer | None
    instance: Instance
    admin: str
    people: dict[str, tuple[int, int]] = field(default_factory=dict)  # practitioner and post of each
    tokens: dict[str, str] = field(default_factory=dict)
    siblings: tuple[UUID, ...] = ()
    web: str = ""

    @classmethod
    def prepared(cls, folder: Path, url: str | None = None) -> "Standing":
        """In `folder`, on its embedded server or on the one of an administrator's `url`, with the town in it."""
        adopt_orphans()
        folder.chmod(0o711)
        server = None if url else EmbeddedServer(folder)
        instance = Instance.load_or_new(folder)
        if server:
            server.start()
            instance.port = server.port
        else:
            with psycopg.connect(str(url)) as admin:
                instance.host, instance.port = admin.info.host, admin.info.port
        self = cls(folder, server, instance, url or server.dsn())
        if server:
            _like_the_template(self)
        else:
            prepare(instance, self.admin)
        with self.in_this_process():
            _plant(self)
        self.sign_in()
        return self

    @contextmanager
    def in_this_process(self) -> Iterator[None]:
        """Django's connections go to this database while inside."""
        from django.db import connections

        there = {"HOST": self.instance.host, "PORT": self.instance.port, "NAME": self.instance.name}
        before = {alias: dict(connections[alias].settings_dict) for alias in connections}
        for alias in connections:
            connections[alias].close()
            settings = connections[alias].settings_dict
            settings.update(there, PASSWORD=self.instance.passwords[str(settings["USER"])])
        try:
            yield
        finally:
            for alias, settings in before.items():
                connections[alias].close()
                connections[alias].settings_dict.update(settings)

    def sign_in(self) -> None:
        from kith.access.door import open_session

        with self.in_this_process():
            self.tokens = {who: open_session(human, post) for who, (human, post) in self.people.items()}

    @contextmanager
    def superuser(self) -> Iterator[psycopg.Connection]:
        told = conninfo_to_dict(self.admin) | {"dbname": self.instance.name}
        with psycopg.connect(make_conninfo(**told), autocommit=True) as admin:
            yield admin

    def connect(self, login: str) -> psycopg.Connection:
        return psycopg.connect(self.instance.dsn(login), autocommit=True)

    @contextmanager
    def served(self, **environment: str) -> Iterator[list[processes.Process]]:
        """The web server runs, with `environment` beside its own. Everybody signs in anew: a drill may have set the
        clock on, and what is idle ends.
        """
        self.sign_in()
        port = free_port()
        more = {"KITH_INSTANCE": str(self.folder), "KITH_DATABASE": self.instance.name, **environment}
        commands = {"web server": processes.web_server(port)}
        with processes.running(commands, os.environ | more, self.folder) as started:
            self.web = f"http://127.0.0.1:{port}"
            processes.wait_for_answer(f"{self.web}/gallery/", started)
            yield started

    def kill_database(self) -> int:
        """As when the power goes: the postmaster and all that it started, at once. How many there were."""
        assert self.server
        postmaster = int((self.server.data / "postmaster.pid").read_text().split()[0])
        family = [postmaster, *children(postmaster)]
        for process in family:
            os.kill(process, signal.SIGKILL)
        for process in family:
            os.waitpid(process, 0)
        return len(family)

    def running(self) -> bool:
        """Whether its postmaster lives: one that has died and waits to be buried does not."""
        assert self.server
        try:
            postmaster = (self.server.data / "postmaster.pid").read_text().split()[0]
            return Path(f"/proc/{postmaster}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except (OSError, IndexError):
            return False

    def start_database_again(self) -> None:
        """On the port that it had: the web server is not told anything."""
        assert self.server
        before = self.server.port
        self.server.start()
        assert self.server.port == before

    def drift(self) -> int:
        with self.superuser() as admin:
            return int(admin.execute("SELECT sum(drifted) FROM access.verify()").fetchone()[0])


class _AsDatabase(Database):
    """What the town needs of a database, at the drill's."""

    def __init__(self, standing: Standing):
        self.standing = standing

    def connect(self, login: str, autocommit: bool = True) -> psycopg.Connection:
        return self.standing.connect(login)


def _like_the_template(standing: Standing) -> None:
    """What `prepare` makes, copied from the database in which it has been done: migrations take a minute."""
    from kith.core.roles import make_database, make_roles

    standing.instance.save()
    with psycopg.connect(standing.admin, autocommit=True) as admin:
        make_roles(admin, standing.instance)
        make_database(admin, standing.instance.name)
    binaries = conftest.server.binaries()
    there = make_conninfo(standing.admin, dbname=standing.instance.name)
    dump = [str(binaries / "pg_dump"), "--format=custom", "--dbname", conftest.server.dsn(conftest.TEMPLATE)]
    kept = subprocess.run(dump, check=True, stdout=subprocess.PIPE)
    subprocess.run([str(binaries / "pg_restore"), "--exit-on-error", "-d", there], check=True, input=kept.stdout)


def _plant(standing: Standing) -> None:
    """The town, and two siblings of whom Sara writes."""
    from kith.core.ids import row_id
    from kith.people.actions.relate import relate
    from kith.people.models import PersonName
    from tests.town import Town

    town = Town.build(_AsDatabase(standing))
    standing.siblings = (town.child(), town.child())
    with town.acting("sara"):
        for person, given in zip(standing.siblings, ("Ada", "Ben"), strict=True):
            name = {"given": given, "family": "Marsh", "domain": "identity", "grade": 1}
            PersonName.objects.create(person_id=person, id=row_id(), **name)
        relate(*standing.siblings, "brother")
    signing_in = ("sara", "mo", "manager", "visitor", "officer", "duty")
    standing.people = {who: (town.human[who], town.post[who]) for who in signing_in}


def adopt_orphans() -> None:
    """Whom we kill is ours to bury: PostgreSQL does not start again while its dead postmaster has its number."""
    set_child_subreaper = 36  # prctl(2)
    if ctypes.CDLL(None, use_errno=True).prctl(set_child_subreaper, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def children(parent: int) -> list[int]:
    """Process ids of those whose parent is `parent`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(entry.parent.name))
    return found


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
