"""How the work of an organisation stands, by team and by limit: counted, and nobody named (docs/decisions/0047)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kith.core.session import rows

Under = tuple[int | None, str]  # a team, a limit
COUNTED = "SELECT team, clock, steps, due_soon, late, unexplained, to_sign FROM casework.work_by_team()"


@dataclass(frozen=True)
class Standing:
    """Steps in progress of a team (None: of none that is named), or under a limit ("": no clock runs)."""

    team: int | None
    clock: str
    steps: int
    due_soon: int
    late: int
    unexplained: int
    to_sign: int

    @property
    def explained(self) -> int:
        return self.late - self.unexplained

    @property
    def other(self) -> int:
        """Due later, or no clock runs."""
        return self.steps - self.late - self.due_soon


def work_counted() -> Sequence[Standing]:
    """A line a team and limit, of the caller's own organisation. Raises Refused. The reader leaves the event."""
    return [Standing(*row) for row in rows(COUNTED)]


def by_team(lines: Iterable[Standing]) -> list[Standing]:
    """A line a team, the most late first."""
    return _summed(lines, lambda line: (line.team, ""))


def by_limit(lines: Iterable[Standing]) -> list[Standing]:
    """A line a limit that is late somewhere, the most late first."""
    return [each for each in _summed(lines, lambda line: (None, line.clock)) if each.late]


def _summed(lines: Iterable[Standing], key: Callable[[Standing], Under]) -> list[Standing]:
    """`key`: from a line to what it counts under."""
    sums: dict[Under, list[int]] = {}
    for line in lines:
        counted = sums.setdefault(key(line), [0] * 5)
        for n, value in enumerate((line.steps, line.due_soon, line.late, line.unexplained, line.to_sign)):
            counted[n] += value
    found = [Standing(team, clock, *counted) for (team, clock), counted in sums.items()]
    return sorted(found, key=lambda each: (-each.late, -each.steps, each.team or 0, each.clock))
