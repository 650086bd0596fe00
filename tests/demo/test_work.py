"""The work that goes on in the region: believable, on the chains that there are, and little of it late."""

from datetime import datetime, time

from kith.casework.chains import chains
from kith.casework.clocks import clock_for, due
from kith.demo.region.days import LONDON
from kith.demo.region.shapes import Region
from kith.demo.work import told
from tests.conftest import ANCHOR

MORNING = datetime.combine(ANCHOR, time(8), LONDON)


def test_who_is_carried_has_a_step_of_their_chain(region: Region) -> None:
    steps = list(told(region))
    assert len({step.person for step in steps}) > 100
    assert all(step.step in chains()[step.chain].steps for step in steps)
    assert {step.chain for step in steps} == {"children", "adults", "youth-justice"}
    assert all(step.began < MORNING for step in steps)


def test_some_are_late_and_most_are_not(region: Region) -> None:
    by_when = [due(clock_for(name, at), at) for step in told(region) for name, at in step.clocks.items()]
    late = sum(by < MORNING for by in by_when if by)
    assert 0 < late < len(by_when) / 5
