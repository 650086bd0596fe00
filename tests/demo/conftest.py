"""The region, built once, and the same region loaded into a database once for every module that asks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kith.demo.region.build import build
from kith.demo.region.shapes import Region

ANCHOR = date(2026, 11, 23)


@pytest.fixture(scope="session")
def region() -> Region:
    return build(ANCHOR)


@pytest.fixture(scope="module")
def county(database: Any) -> Iterator[Any]:
    """A database with the whole region in it, through the real doors."""
    from kith.demo.load import load

    load(ANCHOR)
    yield database
