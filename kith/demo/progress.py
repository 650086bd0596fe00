"""How far the region is told, on the terminal of whoever loads it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kith.demo.region.shapes import Region

Advance = Callable[[int], None]


@contextmanager
def told_so_far(region: Region) -> Iterator[Advance]:
    """What was told so far, on the terminal."""
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        told = len(region.held) + len(region.entries)
        task = progress.add_task(f"{len(region.persons)} people, {len(region.entries):,} entries: told", total=told)
        yield lambda n: progress.advance(task, n)
