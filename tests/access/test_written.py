"""PostgreSQL against the answers written by hand: may (by key), list (all at once), explain (how far)."""

import pytest

from kith.access import world as w
from tests.access.asking import Planted, Reach
from tests.access.conftest import Plant
from tests.access.written import Question, Written, written

WORLDS = {world.name: world for world in written()}
ASKED = [pytest.param(name, q, id=f"{name}, {n}") for name, w_ in WORLDS.items() for n, q in enumerate(w_.questions, 1)]


@pytest.fixture(scope="module")
def planted(planter: Plant) -> dict[str, Planted]:
    return {name: planter(world.world) for name, world in WORLDS.items()}


def ask(planted: dict[str, Planted], name: str, question: Question) -> tuple[Written, Planted]:
    world = WORLDS[name]
    planted[name].tune(world.when(question))
    return world, planted[name]


@pytest.mark.parametrize(("name", "question"), ASKED)
def test_list(planted: dict[str, Planted], name: str, question: Question) -> None:
    _, asked = ask(planted, name, question)
    assert asked.opened(question.caller) == question.opens


@pytest.mark.parametrize(("name", "question"), ASKED)
def test_may(planted: dict[str, Planted], name: str, question: Question) -> None:
    world, asked = ask(planted, name, question)
    for row in world.world.rows.values():
        assert asked.opened_by_key(question.caller, row) == (row.name in question.opens), row.name


@pytest.mark.parametrize(("name", "question"), ASKED)
def test_explain(planted: dict[str, Planted], name: str, question: Question) -> None:
    _, asked = ask(planted, name, question)
    for person, expected in question.reach.items():
        assert deep(asked.reached(question.caller, person)) == expected, person


@pytest.mark.parametrize(("name", "question"), ASKED)
def test_why(planted: dict[str, Planted], name: str, question: Question) -> None:
    """Each row that opens says by which facts; one that does not is answered as for nobody."""
    world, asked = ask(planted, name, question)
    for row in world.world.rows.values():
        said = asked.why(question.caller, row)
        assert (said is not None) == (row.name in question.opens), row.name
        if row.name in question.because:
            assert sorted({way.fact for way in said or ()}) == sorted(question.because[row.name])


@pytest.mark.parametrize("name", WORLDS)
def test_no_drift(planted: dict[str, Planted], name: str) -> None:
    assert planted[name].drift() == 0


def deep(reached: Reach | None) -> dict[str, w.Grades]:
    """Only what opens something."""
    found = {owner: {d: g for d, g in grades.items() if g} for owner, grades in (reached or {}).items()}
    return {owner: grades for owner, grades in found.items() if grades}
