"""What the house rules look at: the catalogue of a freshly migrated database."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest


@pytest.fixture(scope="module")
def catalogue(database: Any) -> Iterator[psycopg.Connection]:
    """The administrator's connection: everything is visible to it."""
    with database.superuser() as admin:
        yield admin
