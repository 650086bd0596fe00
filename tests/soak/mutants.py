"""Every mutant of every clause, and what noticed it. One that nothing notices fails the run."""

import argparse
from typing import Any

from tests.access.mutants import ALIKE, Bench


def main(database: Any, options: argparse.Namespace) -> int:
    survived: list[str] = []
    with database.superuser() as superuser, database.connect("kith_app") as app:
        bench = Bench.planted(database, superuser, app)
        assert bench.noticed() is None, bench.noticed()
        for mutant in bench.all_mutants():
            noticed = bench.tried(mutant) or (f"changes nothing: {ALIKE[mutant.name]}" if mutant.name in ALIKE else "")
            print(f"{mutant.name}: {noticed or 'SURVIVED'}", flush=True)
            survived += [] if noticed else [mutant.name]
        print(f"{len(bench.all_mutants())} mutants, {len(survived)} survived")
    return 1 if survived else 0
