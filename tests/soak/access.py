"""Worlds and changes without end: every row, every caller, asked of all three oracles; counted by what decided."""

import argparse
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from kith.access import world as w
from kith.access.model import why
from tests.access import changes
from tests.access import generated as g
from tests.access.cedar import oracle
from tests.access.planting import plant
from tests.access.test_differential import KINDS, compare

BATCH = 40  # worlds a seed
CHANGES = 3  # a world


@dataclass
class Tally:
    """What was asked and what came of it."""

    worlds: int = 0
    decisions: int = 0
    opened: int = 0
    by: Counter[str] = field(default_factory=Counter)  # kind of fact that opened, and whatever closed
    made: Counter[str] = field(default_factory=Counter)  # kind of change, made
    refused: Counter[str] = field(default_factory=Counter)
    disagreements: list[int] = field(default_factory=list)  # seeds

    def count(self, world: w.World) -> None:
        """Why the model decided as it did: all three have just agreed."""
        for caller in g.CALLERS:
            for row in world.rows.values():
                reason = why(world, caller, row)
                self.decisions += 1
                self.opened += reason.opens
                self.by.update({way.kind for way in reason.opened_by} if reason.opens else {"nothing opens it"})
                self.by["a seal or an exclusion closes it"] += bool(reason.opened_by and reason.stopped_by)


def main(database: Any, options: argparse.Namespace) -> int:
    tally, began = Tally(), time.monotonic()
    until = began + options.minutes * 60 if options.minutes else float("inf")
    with database.superuser() as superuser, database.connect("kith_app") as app:
        while tally.decisions < options.decisions and time.monotonic() < until:
            number = options.seed if options.seed is not None else secrets.randbelow(2**31)
            batch(number, superuser, app, tally)
            print(f"{said(tally, time.monotonic() - began)}, seed {number}", flush=True)
            if options.seed is not None:
                break
    summary(tally, time.monotonic() - began)
    return 1 if tally.disagreements else 0


def batch(number: int, superuser: psycopg.Connection[Any], app: psycopg.Connection[Any], tally: Tally) -> None:
    """The worlds of one seed. One that fails is made as small as it can be and printed; the seed repeats it."""

    @seed(number)
    @settings(max_examples=BATCH, deadline=None, database=None, report_multiple_bugs=False,
              phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(world=g.worlds(), data=st.data())
    def run(world: w.World, data: st.DataObject) -> None:
        planted = plant(superuser, app, world)
        tally.worlds += 1
        for moment in data.draw(st.permutations(g.MOMENTS))[:2]:
            world = replace(world, now=moment)
            compare(planted, world)
            tally.count(world)
        for kind in data.draw(st.lists(st.sampled_from(KINDS), min_size=CHANGES, max_size=CHANGES)):
            planted.tune(world)
            change = kind(data.draw, world)
            changed = changes.make(planted, change, world)
            (tally.refused if changed is world else tally.made)[change.kind] += 1
            world = changed
            compare(planted, world)
            tally.count(world)
        assert planted.drift() == 0

    try:
        run()
    except AssertionError as disagreement:
        print(f"DISAGREEMENT: script/soak access --seed {number}\n{disagreement}", flush=True)
        print("\n".join(getattr(disagreement, "__notes__", [])), flush=True)
        tally.disagreements.append(number)


def said(tally: Tally, seconds: float) -> str:
    rate = tally.decisions / seconds if seconds else 0
    return f"{tally.worlds:,} worlds, {tally.decisions:,} decisions, {rate:,.0f} a second"


def summary(tally: Tally, seconds: float) -> None:
    print(f"\n{said(tally, seconds)}; {tally.opened:,} opened")
    print("What opened or closed (a row may open in several ways):")
    for kind, times in tally.by.most_common():
        print(f"  {times:>10,}  {kind}")
    print(f"Changes: {sum(tally.made.values()):,} made, {sum(tally.refused.values()):,} refused")
    for kind in sorted({*tally.made, *tally.refused}):
        print(f"  {tally.made[kind]:>10,} made {tally.refused[kind]:>8,} refused  {kind}")
    print(f"Cedar was asked {oracle.asked.total():,} times")
    print(f"Disagreements: {len(tally.disagreements)} {tally.disagreements or ''}")
