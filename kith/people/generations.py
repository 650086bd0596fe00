"""Points in layers, each below all that lead to it: what a drawing of generations stands on. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise

from fast_sugiyama import from_edges

Edge = tuple[int, int]
Place = tuple[float, float]


def in_layers(edges: list[Edge], spare: Iterator[int], across: float) -> dict[int, Place]:
    """Where each number stands: x, at least `across` from its neighbour, and the layer, from 0 at the top.

    About one graph in a hundred the layout draws upside down; with a point at every layer in between it does not.
    """
    at = _laid_out(edges, across)
    if all(at[upper][1] < at[lower][1] for upper, lower in edges):
        return at
    try:
        return _laid_out(_by_single_steps(edges, spare), across)
    except CycleError:  # recorded wrongly, somebody is their own ancestor: there is no above and below
        return at


def _laid_out(edges: list[Edge], across: float) -> dict[int, Place]:
    placed: dict[int, Place] = {}
    left = 0.0
    if not edges:
        return placed
    parts = from_edges(
        edges, vertex_spacing=across, ranking_type="minimize", crossing_minimization="median", transpose=True
    )
    for positions, width, height, _ in parts:
        least = min(x for _, (x, _) in positions)
        for i, (x, y) in positions:
            placed[int(i)] = (left + x - least, (height - y) / across)
        left += width + across
    return placed


def _by_single_steps(edges: list[Edge], spare: Iterator[int]) -> list[Edge]:
    layer = _layers(edges)
    stepped: list[Edge] = []
    for upper, lower in edges:
        stepped += pairwise([upper, *islice(spare, layer[lower] - layer[upper] - 1), lower])
    return stepped


def _layers(edges: list[Edge]) -> dict[int, int]:
    """Each below all that lead to it, and what nothing leads to just above what it leads to."""
    above: dict[int, set[int]] = defaultdict(set)
    below: dict[int, set[int]] = defaultdict(set)
    for upper, lower in edges:
        above[lower].add(upper)
        below[upper].add(lower)
    layer: dict[int, int] = {}
    for node in TopologicalSorter(above).static_order():
        layer[node] = 1 + max((layer[upper] for upper in above[node]), default=-1)
    for node in layer.keys() - {lower for _, lower in edges}:
        layer[node] = min(layer[lower] for lower in below[node]) - 1
    return layer
