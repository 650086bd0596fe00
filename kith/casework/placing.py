"""Where the boxes of a chain stand and which way its lines go: in layers, lines never across a box. Pure.

Lines that pass a layer pass it in a place of their own (Sugiyama, Tagawa and Toda, 1981); one that turns back is placed
as if it went down.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kith.casework.chains import Chain, reached

BOX, PASS, GAP = 184, 12, 18  # pixels across: a box, a line that passes, between two places
ROUNDS = 12


class Way(NamedTuple):
    """Between two steps of which one stands above. `back`: work turns back by it, up."""

    above: str
    below: str
    back: bool = False


Place = tuple[int, str | Way]  # a step in its layer, or a way that passes a layer


@dataclass
class Layout:
    """`rows`: layers from above, each from the left. `at`: pixels from the left to the middle of each place."""

    rows: list[list[Place]]
    at: dict[Place, float] = field(default_factory=dict)

    def through(self, way: Way) -> list[Place]:
        """From where to where: the box above, each place on the way, the box below."""
        where = {place[1]: place[0] for row in self.rows for place in row if isinstance(place[1], str)}
        passed: list[Place] = [(level, way) for level in range(where[way.above] + 1, where[way.below])]
        return [(where[way.above], way.above), *passed, (where[way.below], way.below)]


def depths(chain: Chain, onward: Collection[Way]) -> Mapping[str, int]:
    """Each step below every step that leads to it."""
    depth = dict.fromkeys(chain.steps, 0)
    for _ in chain.steps:
        for way in onward:
            depth[way.below] = max(depth[way.below], depth[way.above] + 1)
    return depth


def placed(chain: Chain, ways: Collection[Way]) -> Layout:
    """`ways`: all go down. Few of them cross, and each stands near what it joins."""
    depth = depths(chain, ways)
    rows: list[list[Place]] = [[] for _ in range(max(depth.values()) + 1)]
    for code in reached(chain):
        rows[depth[code]].append((depth[code], code))
    for way in sorted(ways):
        for level in range(depth[way.above] + 1, depth[way.below]):
            rows[level].append((level, way))
    layout = Layout(rows)
    joined = _joined(layout, ways)
    _ordered(layout, joined)
    _spread(layout, joined)
    return layout


def _joined(layout: Layout, ways: Collection[Way]) -> Mapping[Place, list[Place]]:
    """What each place is joined to, in the layers next to its own."""
    found: dict[Place, list[Place]] = {place: [] for row in layout.rows for place in row}
    for way in sorted(ways):
        path = layout.through(way)
        for above, below in pairwise(path):
            found[above].append(below)
            found[below].append(above)
    return found


def _ordered(layout: Layout, joined: Mapping[Place, list[Place]]) -> None:
    """Down and up again, each layer in the order of what it is joined to there: fewer lines cross."""
    for turn in range(ROUNDS):
        levels = range(1, len(layout.rows)) if turn % 2 == 0 else range(len(layout.rows) - 2, -1, -1)
        for level in levels:
            beside = level - 1 if turn % 2 == 0 else level + 1
            order = {place: float(n) for n, place in enumerate(layout.rows[beside])}
            own = {place: float(n) for n, place in enumerate(layout.rows[level])}
            middles = {place: _middle(joined[place], order, own[place]) for place in own}
            layout.rows[level].sort(key=middles.__getitem__)


def _middle(beside: Sequence[Place], order: Mapping[Place, float], otherwise: float) -> float:
    known = [order[place] for place in beside if place in order]
    return sum(known) / len(known) if known else otherwise


def _spread(layout: Layout, joined: Mapping[Place, list[Place]]) -> None:
    """As near as may be to the middle of what each is joined to, nothing over another; the leftmost at the edge."""
    for row in layout.rows:
        x = -sum(_wide(place) + GAP for place in row) / 2
        for place in row:
            layout.at[place], x = x + _wide(place) / 2, x + _wide(place) + GAP
    for turn in range(ROUNDS):
        for row in layout.rows if turn % 2 == 0 else layout.rows[::-1]:
            wanted = [_middle(joined[place], layout.at, layout.at[place]) for place in row]
            _apart(layout, row, wanted)
    left = min(layout.at[place] - _wide(place) / 2 for place in layout.at)
    for place in layout.at:
        layout.at[place] -= left


def _apart(layout: Layout, row: Sequence[Place], wanted: Sequence[float]) -> None:
    """Where they want to be, pushed apart from the left and from the right, half of each."""
    right, left = list(wanted), list(wanted)
    for n in range(1, len(row)):
        right[n] = max(right[n], right[n - 1] + _between(row[n - 1], row[n]))
    for n in range(len(row) - 2, -1, -1):
        left[n] = min(left[n], left[n + 1] - _between(row[n], row[n + 1]))
    for place, one, two in zip(row, right, left, strict=True):
        layout.at[place] = (one + two) / 2


def _between(one: Place, two: Place) -> float:
    return (_wide(one) + _wide(two)) / 2 + GAP


def _wide(place: Place) -> int:
    return BOX if isinstance(place[1], str) else PASS
