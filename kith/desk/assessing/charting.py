"""Scores over time as a picture: a line with its numbers written beside it, and the bands that they fall into. Pure.

Drawn for a phone, whole and with words that can be read there; elsewhere it is larger.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kith.assessments.history import Line, Point
from kith.core.words import day

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 340, 230, 14, 106, 22, 26  # of the drawing, in its own units
LABEL = 84  # how wide a date is written, and a little more
LINE = 14  # from one line of words to the next


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    value: str
    day: str  # nothing where another label stands too near


@dataclass(frozen=True)
class Chart:
    """`bands`: y of the line from which a score is called so, and its words, a line each with its own y, above that.

    `told`: the same in words.
    """

    line: Line
    dots: tuple[Dot, ...]
    bands: tuple[tuple[float, tuple[tuple[float, str], ...]], ...]
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
    bands = tuple((y, _above(y, band.label)) for band in line.item.bands for y in [_y(band.lowest, most)])
    told = "; ".join(f"{_said(point.score.value)} on {day(point.at)}" for point in line.points)
    return Chart(line, tuple(_dots(line.points, places)), bands, f"{line.title}, {line.item.text}: {told}")


def _above(y: float, label: str) -> tuple[tuple[float, str], ...]:
    """A long name in two lines, broken where the halves are most alike; over the line where the band begins."""
    words = label.split()
    breaks = range(1, len(words)) if len(label) > 13 else ()
    at = min(breaks, key=lambda n: abs(len(" ".join(words[:n])) - len(" ".join(words[n:]))), default=len(words))
    lines = [" ".join(part) for part in (words[:at], words[at:]) if part]
    return tuple((round(y - 4 - LINE * (len(lines) - 1 - n), 1), text) for n, text in enumerate(lines))


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
