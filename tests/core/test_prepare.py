"""From a server to a database that the application can use; what cannot be used is refused with what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kith.core import opened as opening
from kith.core.instance import Instance
from kith.core.opened import InUse, alone, opened
from kith.core.prepare import NotPrepared, prepare
from kith.core.roles import database_exists, engine_lent
from tests import conftest


@pytest.fixture
def admin(database: Any) -> Iterator[psycopg.Connection]:
    with psycopg.connect(conftest.server.dsn(), autocommit=True) as connection:
        yield connection


def test_preparing_again_changes_nothing(database: Any, admin: psycopg.Connection) -> None:
    with database.superuser() as looking:
        before = looking.execute("SELECT app, name, applied FROM django_migrations ORDER BY id").fetchall()
        prepare(conftest.instance, conftest.server.dsn(), database.name, comment="said of what is made only")
        assert looking.execute("SELECT app, name, applied FROM django_migrations ORDER BY id").fetchall() == before
    told = admin.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database.name]
    )
    assert told.fetchone() == (None,)


def test_what_a_login_set_itself_goes(database: Any, admin: psycopg.Connection) -> None:
    """PostgreSQL lets each change its own defaults and its own password: by preparing, all is as it was."""
    settings = (
        "SELECT setdatabase, unnest(setconfig) FROM pg_db_role_setting"
        " WHERE setrole = 'kith_app'::regrole ORDER BY 1, 2"
    )
    before = admin.execute(settings).fetchall()
    with database.connect("kith_app") as app:
        app.execute("ALTER ROLE kith_app SET default_transaction_isolation = serializable")
        app.execute(f"ALTER ROLE kith_app IN DATABASE {database.name} SET lock_timeout = 0")
        app.execute("ALTER ROLE kith_app SET statement_timeout = 0")
        app.execute("ALTER ROLE kith_app PASSWORD 'mine alone'")
    prepare(conftest.instance, conftest.server.dsn(), database.name)
    assert admin.execute(settings).fetchall() == before
    database.connect("kith_app").close()


def test_a_login_that_is_no_superuser_is_refused(database: Any) -> None:
    with pytest.raises(NotPrepared, match="not a superuser"):
        prepare(conftest.instance, conftest.instance.dsn("kith_owner", database.name), database.name)


def test_an_old_server_is_refused(database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kith.core.prepare.OLDEST", 19)
    with pytest.raises(NotPrepared, match=r"PostgreSQL 18\. Kith needs 19 to"):
        prepare(conftest.instance, conftest.server.dsn(), database.name)


def test_migrations_that_fail_say_why(admin: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "kith.config.no_such_settings")
    with pytest.raises(NotPrepared, match="no_such_settings"):
        prepare(conftest.instance, conftest.server.dsn(), conftest.TEMPLATE)


def test_the_engine_is_lent_only_for_a_while(admin: psycopg.Connection) -> None:
    members = "SELECT count(*) FROM pg_auth_members WHERE roleid = 'kith_engine'::regrole"
    with pytest.raises(RuntimeError), engine_lent(admin):
        assert admin.execute(members).fetchone() == (1,)
        raise RuntimeError
    assert admin.execute(members).fetchone() == (0,)


def test_one_kith_a_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(InUse, match="Another Kith runs"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


@contextmanager
def _clone_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    """An instance of another clone, which keeps what it knows in `folder`."""
    monkeypatch.setattr(opening, "root", lambda: folder)
    yield Instance(str(folder / "8000"))


def test_logins_of_another_kith_are_left_alone(tmp_path: Path, database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Roles belong to a whole server: to set their passwords anew would lock the other Kith out."""
    with (
        _clone_at(tmp_path, monkeypatch) as stranger,
        pytest.raises(NotPrepared, match="logins of another Kith"),
        opened(stranger, conftest.server.dsn()),
    ):
        pass
    database.connect("kith_app").close()


def test_instances_of_one_clone_share_their_logins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _clone_at(tmp_path, monkeypatch) as one:
        one.host, one.port = "db.example.org", 5432
        other = Instance(str(tmp_path / "8001"), host="db.example.org", port=5432)
        assert opening._logins_on(one) == opening._logins_on(other) == one.passwords
        kept = tmp_path / "servers" / "db.example.org_5432.json"
        assert kept.stat().st_mode & 0o077 == 0


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    nowhere = "postgresql://boss:secret@127.0.0.1:1/postgres"
    with pytest.raises(NotPrepared, match="did not let us in"), opened(Instance(str(tmp_path)), nowhere):
        pass


def test_a_copy_of_the_template_is_there(database: Any, admin: psycopg.Connection) -> None:
    assert database_exists(admin, database.name) and not database_exists(admin, "kith_no_such")
