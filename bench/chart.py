"""The figures of scale.py as a picture: milliseconds by what is opened; a line each, named at its end, in grey."""

from pathlib import Path
from typing import Any

import matplotlib

from bench.place import CLONE

matplotlib.use("svg")
from matplotlib import pyplot

STYLES = {  # line, marker, grey, width
    "Kith": ("-", "o", "0.0", 2.6),
    "plain join": ("--", "s", "0.45", 1.4),
    "EXISTS policy": (":", "^", "0.3", 1.4),
    "object permissions": ("-.", "D", "0.55", 1.4),
    "Casbin in process": ((0, (5, 1, 1, 1)), "v", "0.35", 1.4),
    "Cedar in process": ((0, (1, 1)), "x", "0.5", 1.4),
}


def draw(figures: dict[str, dict[str, Any]], readings: tuple[str, ...], file: str) -> Path:
    """Both axes logarithmic: what takes longer than the patience of the benchmark stands at it."""
    figure, axes = pyplot.subplots(1, len(readings), figsize=(5.6 * len(readings), 5), sharey=True)
    people = sorted(figures.values(), key=lambda told: told["entries"])
    for axis, reading in zip(axes, readings, strict=True):
        ends = []
        for name, (line, marker, grey, width) in STYLES.items():
            points = [(told["entries"], _ms(told[reading].get(name))) for told in people]
            across, up = zip(*[(x, y) for x, y in points if y], strict=True)
            axis.plot(across, up, linestyle=line, marker=marker, color=grey, linewidth=width, markersize=5)
            ends.append((up[-1], name, grey))
        for y, (_, name, grey) in zip(_apart([end[0] for end in sorted(ends)]), sorted(ends), strict=True):
            weight = "bold" if name == "Kith" else "normal"
            axis.annotate(name, (across[-1], y), xytext=(7, 0), textcoords="offset points", va="center", color=grey,
                          fontsize=9, fontweight=weight, annotation_clip=False)  # fmt: skip
        axis.set(xscale="log", yscale="log", title=reading, xlabel="entries that the reader opens")
        axis.grid(True, which="major", color="0.9")
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("milliseconds, median")
    figure.tight_layout(w_pad=9)
    figure.subplots_adjust(right=0.87)
    made = CLONE / "docs" / "images" / file
    pyplot.rcParams["svg.hashsalt"] = "kith"
    figure.savefig(made, metadata={"Date": None})
    return made


def _ms(one: dict[str, Any] | None) -> float | None:
    return None if not one else one["over"] if "over" in one else one["median"]


def _apart(heights: list[float], least: float = 1.32) -> list[float]:
    """Heights of labels, each at least so many times the one below."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] * least) if placed else height)
    return placed
