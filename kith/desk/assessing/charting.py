"""Scores over time as a picture: a line with its numbers written beside it, and the bands that they fall into. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kith.assessments.history import Line, Point
from kith.core.words import day

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 44, 20, 22, 30  # of the drawing, in its own units
APART = 46  # between two labels of dates, or they would lie over each other


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
    found: list[Dot] = []
    last = float("-inf")
    for point, (x, y) in zip(points, places, strict=True):
        near = x - last < APART
        last = last if near else x
        found.append(Dot(round(x, 1), y, _said(point.score.value), "" if near else day(point.at)))
    return found


def _said(value: float) -> str:
    return f"{value:g}"
