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


@pytest.mark.parametrize("mark", [marker.MAKING, marker.MADE])
def test_the_demos_own_is_taken(database: Any, admin: psycopg.Connection, mark: str) -> None:
    marker.write(admin, database.name, mark)
    assert marker.read(admin, database.name) == mark
    marker.refuse_unless_demo()


def test_a_mark_of_another_kind_is_refused(database: Any, admin: psycopg.Connection) -> None:
    marker.write(admin, database.name, "Kith demo")
    with pytest.raises(ImproperlyConfigured):
        marker.refuse_unless_demo()


def test_the_application_cannot_set_the_mark(database: Any) -> None:
    with database.connect("kith_app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        marker.write(app, database.name, marker.MADE)


def test_no_database_no_mark(admin: psycopg.Connection) -> None:
    assert marker.read(admin, "kith_no_such") is None
