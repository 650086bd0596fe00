"""One Kith of its own for all short drills; each leaves it standing."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drills.standing import Standing


@pytest.fixture(scope="session")
def standing() -> Iterator[Standing]:
    folder = Path(tempfile.mkdtemp(prefix="kith-drill-"))
    kith = None
    try:
        kith = Standing.prepared(folder)
        yield kith
    finally:
        if kith and kith.server:
            kith.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def served(standing: Standing) -> Iterator[Standing]:
    with standing.served():
        yield standing
