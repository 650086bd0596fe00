"""Connections for the differential tests: one of the administrator for planting, one of the application for asking."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from kith.access import world as w
from tests.access.asking import Planted
from tests.access.planting import plant
from tests.access.thief import app, child, sealed, steal

__all__ = ["Plant", "app", "child", "planter", "sealed", "steal", "superuser"]

Plant = Callable[[w.World], Planted]


@pytest.fixture(scope="module")
def planter(database: Any) -> Iterator[Plant]:
    """Plants worlds into this module's database, each under fresh ids."""
    with database.superuser() as superuser, database.connect("kith_app") as app:
        yield lambda world: plant(superuser, app, world)


@pytest.fixture(scope="module")
def superuser(database: Any) -> Iterator[psycopg.Connection[Any]]:
    with database.superuser() as connection:
        yield connection
