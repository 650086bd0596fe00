"""How long it takes tells no more than the answer does: what is shut and what is absent take the same time.

Pairs are asked in turn, shut and absent, absent and shut, so that what else the machine does falls on both. Their
medians must lie within a band: a quarter of the median of the absent, and not less than 2 ms (the figures are in
docs/decisions/0029). On a busy machine the medians of 40 pairs still stray: only what lies outside the band in each of
three rounds, each twice as long as the one before, is a difference. One that is really there stays in all of them.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest

from tests.sweep.addresses import addresses
from tests.sweep.asking import Asking
from tests.sweep.scene import Scene

BAND, LEAST, PAIRS, ROUNDS = 0.25, 0.002, 24, 3
SHUT = [
    ("person", "uninvolved", "sealed"),
    ("person", "uninvolved", "open"),
    ("person", "finder", "sealed"),
    ("person", "sealed out", "sealed"),
    ("person", "barred", "open"),
    ("access", "finder", "sealed"),
    ("chronology", "sealed out", "sealed"),
    ("entry", "uninvolved", "sealed, row beyond"),
    ("entry", "allocated worker", "open, row beyond"),
]


def apart(one: Callable[[], Any], other: Callable[[], Any]) -> float:
    """How far the medians of two requests lie apart, in bands: more than 1 is a difference. The least of the rounds."""
    one(), other()
    least = float("inf")
    for round_ in range(ROUNDS):
        times: tuple[list[float], list[float]] = ([], [])
        for pair in range(PAIRS * 2**round_):
            for which in (0, 1) if pair % 2 else (1, 0):
                began = time.perf_counter()
                (one, other)[which]()
                times[which].append(time.perf_counter() - began)
        a, b = median(times[0]), median(times[1])
        least = min(least, abs(a - b) / max(LEAST, BAND * b))
        if least <= 1:
            break
    return least


@pytest.mark.parametrize(("page", "user", "kind"), SHUT, ids=lambda v: v)
def test_shut_and_absent_take_the_same_time(scene: Scene, page: str, user: str, kind: str) -> None:
    asking = Asking(scene, addresses()[page], user)
    target = next(t for t in asking.targets() if t.kind == kind)
    absent = asking.absent(target)
    assert apart(lambda: asking.ask("get", target), lambda: asking.ask("get", absent)) <= 1


def test_a_difference_of_half_is_found(scene: Scene) -> None:
    """Positive control: something that takes half as long again when there is somebody."""
    asking = Asking(scene, addresses()["person"], "uninvolved")
    target = next(iter(asking.targets()))

    def slower() -> None:
        began = time.perf_counter()
        asking.ask("get", target)
        time.sleep((time.perf_counter() - began) / 2 + LEAST * 2)

    assert apart(slower, lambda: asking.ask("get", asking.absent(target))) > 1
