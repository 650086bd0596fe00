"""The same question by every route: what each shows to each caller is what the model says, row for row.

Neither a row too many nor one too few; that no word leaks from any page is tests/sweep. Real HTTP stack, real logins,
worlds as in tests/access. `KITH_WORLDS=n` takes n new worlds. Which address is asked by which route: shown.yaml. There
is no API yet.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, note, seed
from hypothesis import strategies as st

from kith.access import world as w
from tests.access import generated as g
from tests.access.conftest import superuser
from tests.access.test_differential import WORLDS, over_worlds
from tests.routes import rich
from tests.routes.around import ROUTES
from tests.routes.asking import Asker

__all__ = ["superuser"]

SEED = int.from_bytes(os.urandom(4)) if WORLDS else 3  # an ordinary run asks of a world in which everything shows
shown: Counter[tuple[str, str]] = Counter()  # route, "shown" or "kept back"


@pytest.fixture(scope="module")
def app(database: Any) -> Iterator[Any]:
    with database.connect("kith_app") as connection:
        yield connection


@seed(SEED)
@over_worlds(ordinarily=1)
@given(world=g.worlds().filter(rich.dense), chance=st.integers(0, 2**32))
def test_every_route_shows_what_the_model_says(superuser: Any, app: Any, world: w.World, chance: int) -> None:
    world = rich.enriched(world, chance)
    planted = rich.planted(superuser, app, world)
    for post in rich.ASKING:
        asker = Asker(planted, world, w.Caller(post))
        for name, ask in ROUTES.items():
            for about, found, expected in ask(asker):
                note(f"{name} as {post}, {about}: too many {found - expected}, too few {expected - found}")
                assert found == expected, (name, post, about)
                shown[name, "shown"] += len(expected)
                shown[name, "kept back"] += not expected


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_showed_something_and_kept_something_back(name: str) -> None:
    """Otherwise nothing was asked."""
    assert shown[name, "shown"] and shown[name, "kept back"]
