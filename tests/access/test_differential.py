"""PostgreSQL against the reference model on generated worlds: row by row, for every caller, before and after changes.

An ordinary run takes fixed worlds. `KITH_WORLDS=n` takes n new ones in each test.
"""

import os
from collections import Counter
from dataclasses import replace
from datetime import datetime

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from kith.access import world as w
from kith.access.model import opens, reach, why
from tests.access import changes, changes_at_work
from tests.access import generated as g
from tests.access.asking import Planted
from tests.access.conftest import Plant

WORLDS = os.environ.get("KITH_WORLDS")
KINDS = changes.KINDS + changes_at_work.KINDS
made: Counter[tuple[str, bool]] = Counter()  # kind of change, whether it was made


def over_worlds(ordinarily: int) -> settings:
    return settings(
        max_examples=int(WORLDS or ordinarily),
        derandomize=not WORLDS,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


def compare(planted: Planted, world: w.World) -> None:
    """Every row, for every caller; and no lock that is not what the facts say."""
    planted.tune(world)
    for caller in g.CALLERS:
        expected = {name for name, row in world.rows.items() if opens(world, caller, row)}
        found = planted.opened(caller)
        for name in found ^ expected:
            note(f"{caller} {name}: PostgreSQL {name in found}, model {why(world, caller, world.rows[name])}")
        assert found == expected, caller
    assert planted.drift() == 0


def compare_reach(planted: Planted, world: w.World) -> None:
    """How far every caller reaches, as explained to them; below locate on everything, no explanation at all."""
    planted.tune(world)
    for caller in g.CALLERS:
        for person in ("sam", "alias"):
            expected = reach(world, caller, person)
            if not any(any(grades.values()) for grades in expected.values()):
                assert planted.reached(caller, person) is None, (caller, person)
            else:
                assert planted.reached(caller, person) == expected, (caller, person)


@over_worlds(ordinarily=50)
@given(world=g.worlds(), moments=st.sampled_from([g.MOMENTS[:2], g.MOMENTS[2:4], g.MOMENTS[4:]]))
def test_rows(planter: Plant, world: w.World, moments: list[datetime]) -> None:
    planted = planter(world)
    for moment in moments:
        compare(planted, replace(world, now=moment))


@over_worlds(ordinarily=25)
@given(world=g.worlds())
def test_reach(planter: Plant, world: w.World) -> None:
    compare_reach(planter(world), world)


@over_worlds(ordinarily=40)
@given(world=g.worlds(), data=st.data())
def test_changes(planter: Plant, world: w.World, data: st.DataObject) -> None:
    """Four changes in a row, of any kind, each through the function that the application calls."""
    planted = planter(world)
    for _ in range(4):
        planted.tune(world)
        change = data.draw(st.sampled_from(KINDS))(data.draw, world)
        note(f"{change.actor}: {change.kind}")
        changed = changes.make(planted, change, world)
        made[change.kind, changed is not world] += 1
        world = changed
        compare(planted, world)


def test_every_kind_of_change_was_made_and_was_refused_now_and_then() -> None:
    kinds = {kind for kind, _ in made}
    assert {kind for kind in kinds if not made[kind, True]} == set()
    assert len(kinds) >= len(KINDS) - 1, kinds
