"""Scores over time as a picture: a line with its numbers written beside it, and the bands that they fall into. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kith.assessments.history import Line, Point
from kith.core.words import day

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 24, 215, 22, 30  # of the drawing, in its own units
LABEL = 112  # how wide a date is written, and a little more


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    value: str
    day: str  # nothing where another label stands too near


@dataclass(frozen=True)
class Chart:
    """`bands`: (y, words) of the line from which a score is called so. `told`: the same in words."""

    line: Line
    dots: tuple[Dot, ...]
    bands: tuple[tuple[float, str], ...]
    told: str
    size: tuple[int, int] = (WIDE, HIGH)
    sides: tuple[int, int] = (LEFT, WIDE - RIGHT)  # where the lines of bands begin and end

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


def chart(line: Line) -> Chart:
    """A picture of two points or more; of one there is only the table."""
    most = max([1, *(point.score.value for point in line.points), *(band.lowest for band in line.item.bands)]) * 1.05
    places = [(_x(line.points, point), _y(point.score.value, most)) for point in line.points]
    bands = tuple((_y(band.lowest, most), band.label) for band in line.item.bands)
    told = "; ".join(f"{_said(point.score.value)} on {day(point.at)}" for point in line.points)
    return Chart(line, tuple(_dots(line.points, places)), bands, f"{line.title}, {line.item.text}: {told}")


def _x(points: Sequence[Point], point: Point) -> float:
    first, last = points[0].at, points[-1].at
    part = (point.at - first) / (last - first) if last > first else 0.5
    return LEFT + part * (WIDE - LEFT - RIGHT)


def _y(value: float, most: float) -> float:
    return round(HIGH - BOTTOM - value / most * (HIGH - TOP - BOTTOM), 1)


def _dots(points: Sequence[Point], places: Sequence[tuple[float, float]]) -> list[Dot]:
    """The first and the last have their dates below them, and those between for which there is room."""
    found: list[Dot] = []
    free, end = float(LEFT + LABEL), WIDE - RIGHT - LABEL
    for number, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        fits = free <= x - LABEL / 2 and x + LABEL / 2 <= end
        free = x + LABEL / 2 if fits else free
        said = day(point.at) if fits or number in (0, len(points) - 1) else ""
        found.append(Dot(round(x, 1), y, _said(point.score.value), said))
    return found


def _said(value: float) -> str:
    return f"{value:g}"
