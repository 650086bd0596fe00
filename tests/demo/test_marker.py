"""One-click sign-in never runs on a database that the demo did not make."""

from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from kith.demo import marker
from tests import conftest


@pytest.fixture
def admin() -> Any:
    with psycopg.connect(conftest.server.dsn(), autocommit=True) as connection:
        yield connection


def test_another_database_is_refused(database: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="not made by script/demo"):
        marker.refuse_unless_demo()


@pytest.mark.parametrize("mark", [marker.MAKING, marker.made()])
def test_the_demos_own_is_taken(database: Any, admin: psycopg.Connection, mark: str) -> None:
    marker.write(admin, database.name, mark)
    assert marker.read(admin, database.name) == mark
    marker.refuse_unless_demo()


def test_a_mark_of_another_kind_is_refused(database: Any, admin: psycopg.Connection) -> None:
    marker.write(admin, database.name, "Kith demo")
    with pytest.raises(ImproperlyConfigured):
        marker.refuse_unless_demo()


def test_what_the_schema_or_the_region_is_made_of_changes_the_mark(monkeypatch: Any, tmp_path: Any) -> None:
    def made_with(text: str) -> str:
        (tmp_path / "access" / "sql").mkdir(parents=True, exist_ok=True)
        (tmp_path / "access" / "sql" / "0001_one.sql").write_text(text)
        marker.made.cache_clear()
        return marker.made()

    monkeypatch.setattr(marker, "KITH", tmp_path)
    one, other = made_with("SELECT 1"), made_with("SELECT 2")
    marker.made.cache_clear()
    assert one != other
    assert marker.is_ours(one) and marker.is_ours(other) and not marker.is_ours(None)


def test_the_application_cannot_set_the_mark(database: Any) -> None:
    with database.connect("kith_app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        marker.write(app, database.name, marker.MADE)


def test_no_database_no_mark(admin: psycopg.Connection) -> None:
    assert marker.read(admin, "kith_no_such") is None
