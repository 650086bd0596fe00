"""Every mutant of every clause, and what noticed it. One that nothing notices fails the run.

What came of it stands in docs/security/mutants.md, written by a whole run.
"""

import argparse
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.access.mutants import ALIKE, FUNCTIONS, Bench

WRITTEN = Path(__file__).parents[2] / "docs" / "security" / "mutants.md"
HEAD = """# Mutants
Written by `script/soak mutants` on {day}, from the text that commit {commit} puts into the database. Each clause of
the functions behind locks and keyrings is left out, each comparison shifted or turned round, AND and OR swapped, each
null opened, each side of what is joined (`||`) left out, each call of the engine left out, each span of time opened at
either end (`tests/access/faults.py`). What noticed it is a world written by hand (`tests/access/worlds/`, with the
number of the question) or a probe (`tests/access/probing.py`, `locking.py`, `telling.py`). *Not valid* is what
PostgreSQL refused to have. {total} mutants: {killed} noticed, {invalid} not valid, {alike} change nothing, each for the
reason said, {survived} survived. The policy's own clauses are broken in `tests/access/test_mutants.py`.
"""


def main(database: Any, options: argparse.Namespace) -> int:
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with database.superuser() as superuser, database.connect("kith_app") as app:
        bench = Bench.planted(database, superuser, app)
        assert bench.noticed() is None, bench.noticed()
        for mutant in bench.all_mutants():
            noticed = bench.tried(mutant) or (f"changes nothing: {ALIKE[mutant.name]}" if mutant.name in ALIKE else "")
            print(f"{mutant.name}: {noticed or 'SURVIVED'}", flush=True)
            told[mutant.function].append((mutant.name, noticed or "SURVIVED"))
    survived = sum(noticed == "SURVIVED" for one in told.values() for _, noticed in one)
    print(f"{sum(map(len, told.values()))} mutants, {survived} survived")
    WRITTEN.write_text(_page(told))
    return 1 if survived else 0


def _page(told: dict[str, list[tuple[str, str]]]) -> str:
    said = [noticed for one in told.values() for _, noticed in one]
    alike, survived = sum(each.startswith("changes nothing") for each in said), said.count("SURVIVED")
    invalid = sum(each.startswith("not valid") for each in said)
    commit = subprocess.run(["git", "log", "-1", "--format=%h", "--", ":(glob)kith/*/sql/**"],
                            capture_output=True, text=True, check=False)  # fmt: skip
    head = HEAD.format(day=f"{datetime.now(UTC):%-d %B %Y}", commit=commit.stdout.strip() or "unknown", total=len(said),
                       killed=len(said) - alike - survived - invalid, invalid=invalid, alike=alike,
                       survived=survived)  # fmt: skip
    return head + "".join(_table(name, told[name]) for name in FUNCTIONS if name in told)


def _table(function: str, lines: list[tuple[str, str]]) -> str:
    rows = [f"| `{_cell(name.partition(': ')[2])}` | {_cell(noticed)} |" for name, noticed in lines]
    name = function if "." in function else f"access.{function}"
    return "\n".join([f"\n## {name}", "| fault | noticed by |", "| --- | --- |", *rows, ""])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
