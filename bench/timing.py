"""Interleaved runs, so that a slow moment of the machine falls on every contestant alike; a table; figures kept."""

import json
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

console = Console(highlight=False)
WARM = 3


@dataclass
class Times:
    """Milliseconds of each run."""

    runs: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.runs)

    @property
    def p95(self) -> float:
        return quantiles(self.runs, n=20)[-1] if len(self.runs) > 1 else self.runs[0]

    @property
    def least(self) -> float:
        return min(self.runs)

    def told(self) -> dict[str, float]:
        return {"median": round(self.median, 2), "p95": round(self.p95, 2), "least": round(self.least, 2), "runs": len(self.runs)}


def interleaved(contestants: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Times]:
    """Each contestant in turn, `runs` times, after some rounds that are not counted."""
    times = {name: Times() for name in contestants}
    for turn in range(-WARM, runs):
        for name, run in contestants.items():
            begun = time.perf_counter()
            run()
            took = (time.perf_counter() - begun) * 1000
            if turn >= 0:
                times[name].runs.append(took)
    return times


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    begun = time.perf_counter()
    run()
    return (time.perf_counter() - begun) * 1000


def shown(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on the console."""
    table = Table(title=title, title_justify="left")
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*(f"{cell:,.2f}" if isinstance(cell, float) else str(cell) for cell in row))
    console.print(table)


def keep(folder: Path, name: str, figures: object) -> None:
    """Write the figures, with when and on what they were measured."""
    about = {"at": datetime.now(UTC).isoformat(timespec="minutes"), "cores": os.cpu_count(), "machine": platform.machine(),
             "load": os.getloadavg()[0]}  # fmt: skip
    (folder / f"{name}.json").write_text(json.dumps({"about": about, "figures": figures}, indent=1) + "\n")
