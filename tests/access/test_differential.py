"""PostgreSQL, the reference model and Cedar on generated worlds: every row, every caller, before and after changes.

An ordinary run takes fixed worlds. `KITH_WORLDS=n` takes n new ones in each test; `KITH_SHRINK=1` makes a failing world
as small as it can be, which takes minutes.
"""

import inspect
import os
import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from kith.access import world as w
from kith.access.model import opens, reach, why
from tests.access import changes, changes_at_work
from tests.access import generated as g
from tests.access.asking import Planted
from tests.access.cedar import oracle
from tests.access.conftest import Plant
from tests.access.reaching import reaching

PLAIN = g.rows.map(lambda row: replace(row, parties=frozenset()))  # a letter is written by functions of its own
WORLDS = os.environ.get("KITH_WORLDS")
PROOFS = [w.FOREVER, w.FOREVER, g.AN_HOUR_LEFT, None]
KINDS = changes.KINDS + changes_at_work.KINDS
made: set[str] = set()  # what changes are called that the database did not refuse


def over_worlds(ordinarily: int) -> settings:
    return settings(
        max_examples=int(WORLDS or ordinarily),
        derandomize=not WORLDS,
        deadline=None,
        database=None,
        print_blob=True,
        report_multiple_bugs=False,
        phases=[Phase.generate] + [Phase.shrink] * ("KITH_SHRINK" in os.environ),
        suppress_health_check=list(HealthCheck),
    )


def compare(planted: Planted, world: w.World) -> None:
    """Every row, for every caller, asked of all three."""
    planted.tune(world)
    cedar = oracle.opened(world, g.CALLERS)
    for caller in g.CALLERS:
        expected = {name for name, row in world.rows.items() if opens(world, caller, row)}
        found = planted.opened(caller)
        for name in (found ^ expected) | (cedar[caller] ^ expected):
            said = f"PostgreSQL {name in found}, Cedar {name in cedar[caller]}"
            note(f"{caller} {name}: {said}, model {why(world, caller, world.rows[name])}")
        assert found == expected == cedar[caller], caller


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


def compare_reasons(planted: Planted, world: w.World) -> None:
    """Every row that opens, and by which facts; one that does not is answered as for nobody.

    Nobody is named as somebody who opens a row unless they do, in a post of theirs and a session for some purpose.
    """
    planted.tune(world)
    for caller in g.CALLERS:
        for row in world.rows.values():
            expected = why(world, caller, row)
            assert planted.why(caller, row) == (set(expected.opened_by) if expected.opens else None), (caller, row)
            if expected.opens and caller.post:
                said = planted.openers(caller, row)
                assert said is not None and said <= openers(world, row), (caller, row)


def openers(world: w.World, row: w.Row) -> set[str]:
    """Whom the model lets open a row today; who is barred counts, as only guardians are told that they are."""
    unbarred = replace(world, exclusions={})
    posts = [(name, p, purpose) for name, p in world.posts.items() for purpose in g.PURPOSES]
    return {post.human for name, post, purpose in posts if opens(unbarred, w.Caller(name, purpose=purpose), row)}


@over_worlds(ordinarily=7)
@given(world=g.worlds())
def test_who_reaches_how_far(planter: Plant, world: w.World) -> None:
    """Everyone whom the caller may locate and by whom somebody opens the record, and nobody else, exactly as far."""
    planted = planter(world)
    planted.tune(world)
    for caller in g.CALLERS:
        for person in ("sam", "alias"):
            expected = reaching(world, caller, person)
            located = any(any(grades.values()) for grades in reach(world, caller, person).values())
            told = caller.reader is None and located
            assert planted.reaching(caller, person) == (expected if told else None), (caller, person)


@over_worlds(ordinarily=7)
@given(world=g.worlds())
def test_reasons(planter: Plant, world: w.World) -> None:
    compare_reasons(planter(world), world)


@over_worlds(ordinarily=12)
@given(world=g.worlds(), moments=st.sampled_from([g.MOMENTS[:2], g.MOMENTS[2:4], g.MOMENTS[4:]]))
def test_rows(planter: Plant, world: w.World, moments: list[datetime]) -> None:
    planted = planter(world)
    for moment in moments:
        compare(planted, replace(world, now=moment))
    assert planted.drift() == 0


@over_worlds(ordinarily=10)
@given(world=g.worlds())
def test_reach(planter: Plant, world: w.World) -> None:
    compare_reach(planter(world), world)


@over_worlds(ordinarily=10)
@given(
    world=g.worlds(),
    row=PLAIN,
    purpose=st.sampled_from(g.PURPOSES),
    proved=st.sampled_from(PROOFS),
)
def test_recording(planter: Plant, world: w.World, row: w.Row, purpose: str, proved: datetime | None) -> None:
    """A post records exactly what it would open; author and owner are its own, whatever it says.

    A draft needs a person whom it may locate, and a relationship another: the answer would tell of a seal.
    """
    planted = planter(world)
    planted.tune(world)
    caller = w.Caller(row.author, purpose=purpose, proved=proved)
    recorded = replace(row, name="recorded", owner=g.POSTS[row.author][1])
    named = recorded.person if recorded.draft else recorded.other
    located = not named or any(any(grades.values()) for grades in reach(world, caller, named).values())
    assert planted.records(caller, recorded) == (located and opens(world, caller, recorded))


def called(kind: changes.Kind) -> str:
    """The changes of this kind; where there is nothing to end, say, it makes one of another."""
    found = re.search(r'Change\(\s*"([^"]+)"', inspect.getsource(kind))
    assert found, kind
    return found[1]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@over_worlds(ordinarily=3)
@given(world=g.worlds(), data=st.data())
def test_changes(planter: Plant, kind: changes.Kind, world: w.World, data: st.DataObject) -> None:
    """A change of this kind and then one of any kind, each through the function that the application calls.

    Refused is fine now and then: it is tried until it is made, six times at most.
    """
    planted = planter(world)
    compare(planted, world)
    for _ in range(6):
        world, change = _changed(planted, kind, world, data)
        if change == called(kind):
            break
    world, _ = _changed(planted, data.draw(st.sampled_from(KINDS)), world, data)
    compare_reasons(planted, world)


def _changed(planted: Planted, kind: changes.Kind, world: w.World, data: st.DataObject) -> tuple[w.World, str | None]:
    """The world afterwards, compared, and what the change is called; nothing where it was refused."""
    planted.tune(world)
    change = kind(data.draw, world)
    note(f"{change.actor}: {change.kind}")
    changed = changes.make(planted, change, world)
    compare(planted, changed)
    assert planted.drift() == 0
    if changed is world:
        return world, None
    made.add(change.kind)
    return changed, change.kind


def test_every_kind_of_change_was_made() -> None:
    """A kind that was always refused has not been tried."""
    never = {called(kind) for kind in KINDS} - made
    assert not never
