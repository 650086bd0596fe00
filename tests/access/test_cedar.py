"""The third oracle by itself: its policies are well typed, right on the worlds written by hand, and each is needed."""

from itertools import groupby

import cedarpy
import pytest

from tests.access.cedar import oracle
from tests.access.written import Written, written

WORLDS = written()


def right(world: Written, policies: list[str] = oracle.POLICIES) -> bool:
    """Whether every question gets the answer written; those of one moment are asked together."""
    by_moment = groupby(sorted(world.questions, key=lambda q: q.at), key=lambda q: q.at)
    for questions in (list(of_one) for _, of_one in by_moment):
        found = oracle.opened(world.when(questions[0]), {q.caller for q in questions}, policies)
        if any(found[q.caller] != q.opens for q in questions):
            return False
    return True


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_rows_that_open_are_those_written(world: Written) -> None:
    assert right(world)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_policies_are_well_typed(world: Written) -> None:
    text = oracle.each_fact(oracle.POLICIES, list(oracle.facts(world.world)))
    checked = cedarpy.validate_policies(text, (oracle.FOLDER / "decision.cedarschema").read_text())
    assert checked.validation_passed, checked.errors


@pytest.mark.parametrize("policy", oracle.POLICIES, ids=lambda policy: policy.split('"')[1])
def test_no_policy_can_be_left_out(policy: str) -> None:
    """Otherwise nobody would have written down what it is for."""
    others = [text for text in oracle.POLICIES if text != policy]
    assert any(not right(world, others) for world in WORLDS)


def test_a_mistake_in_a_policy_is_an_error_and_not_a_no() -> None:
    wrong = [text.replace('Seal::"?".ended', 'Seal::"?".over') for text in oracle.POLICIES]
    sealed = next(world for world in WORLDS if world.world.seals)
    with pytest.raises(AssertionError, match="over"):
        right(sealed, wrong)
