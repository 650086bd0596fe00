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
from typing import Any

import psycopg
from rich.console import Console
from rich.table import Table

console = Console(highlight=False, width=140)
WARM = 3
Meter = Callable[[], float]
NO_METER: Meter = lambda: 0.0  # noqa: E731  a constant


@dataclass
class Times:
    """Milliseconds of each run, and of the server's processor in each: a busy machine lengthens the first alone."""

    runs: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.runs)

    @property
    def p95(self) -> float:
        return quantiles(self.runs, n=20)[-1] if len(self.runs) > 1 else self.runs[0]

    @property
    def least(self) -> float:
        return min(self.runs)

    @property
    def processor(self) -> float:
        return median(self.busy) if self.busy else 0.0

    def measure(self, run: Callable[[], object], meter: Meter) -> None:
        """One run more."""
        worked, begun = meter(), time.perf_counter()
        run()
        self.runs.append((time.perf_counter() - begun) * 1000)
        self.busy.append(meter() - worked)

    def told(self) -> dict[str, float]:
        told = {"median": self.median, "p95": self.p95, "least": self.least, "processor": self.processor}
        return {name: round(ms, 2) for name, ms in told.items()} | {"runs": len(self.runs)}


def interleaved(
    contestants: Mapping[str, Callable[[], object]], runs: int, meter: Meter = NO_METER
) -> dict[str, Times]:
    """Each contestant in turn, `runs` times, after some rounds that are not counted."""
    times = {name: Times() for name in contestants}
    for turn in range(-WARM, runs):
        for name, run in contestants.items():
            if turn < 0:
                run()
            else:
                times[name].measure(run, meter)
    return times


def processor_of(*servers: psycopg.Connection) -> Meter:
    """A meter of the milliseconds that the server's processes behind these connections have had a processor (Linux)."""
    files = [Path(f"/proc/{server.info.backend_pid}/schedstat") for server in servers]
    return lambda: sum(int(file.read_text().split()[0]) / 1e6 for file in files if file.exists())


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
    at = datetime.now(UTC).isoformat(timespec="minutes")
    about = {"at": at, "cores": os.cpu_count(), "machine": platform.machine(), "load": round(os.getloadavg()[0], 1)}
    (folder / f"{name}.json").write_text(json.dumps({"about": about, "figures": figures}, indent=1) + "\n")


def kept(folder: Path, name: str) -> dict[str, Any]:
    """The figures that were written, or none."""
    file = folder / f"{name}.json"
    return dict(json.loads(file.read_text())["figures"]) if file.exists() else {}
