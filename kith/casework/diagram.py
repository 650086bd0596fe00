"""A chain drawn: its steps in layers from where it begins, as an accessible SVG. Pure; a table says the same."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from kith.casework.chains import Chain
from kith.casework.placing import BOX, Layout, Place, Way, placed

HEIGHT, DOWN = 48, 104  # pixels: a box; from layer to layer
LINE, EDGE = 21, 10  # letters of a title on one line; pixels around all
BACK = BOX / 4  # where work that turns back leaves and comes, beside what goes on


def layers(chain: Chain) -> list[list[str]]:
    """Each step below every step that leads to it, as far as the work does not turn back there."""
    rows = placed(chain, _ways(chain)).rows
    return [[code for _, code in row if isinstance(code, str)] for row in rows]


def _ways(chain: Chain) -> dict[Way, bool]:
    """Each way from above to below; whether it leads aside, to what may begin beside a step."""
    back = _back(chain)
    return {Way(two, one, True) if (one, two) in back else Way(one, two): aside for one, two, aside in _leads(chain)}


def _back(chain: Chain) -> set[tuple[str, str]]:
    """The ways by which work returns to a step that it came from."""
    found: set[tuple[str, str]] = set()

    def walk(code: str, path: tuple[str, ...], seen: set[str]) -> None:
        seen.add(code)
        step = chain.steps[code]
        for after in (*step.follows, *step.alongside):
            if after in (*path, code):
                found.add((code, after))
            elif after not in seen:
                walk(after, (*path, code), seen)

    seen: set[str] = set()
    for code in chain.begins:
        if code not in seen:
            walk(code, (), seen)
    return found


def diagram(chain: Chain, now: Collection[str] = (), done: Collection[str] = ()) -> Markup:
    """The chain with the present steps marked, by a thick border and by words, and those that ended, by a tick."""
    ways = _ways(chain)
    layout = placed(chain, ways)
    width = max(x + _half(place) for place, x in layout.at.items()) + 2 * EDGE
    height = (len(layout.rows) - 1) * DOWN + HEIGHT + 2 * EDGE
    lines = Markup("").join(_line(layout, way, aside) for way, aside in ways.items())
    boxes = Markup("").join(
        _box(chain.steps[code].title, _middle(layout, (level, code)), code in now, code in done)
        for level, code in layout.at
        if isinstance(code, str)
    )
    return Markup(
        '<svg class="kith-chain" role="img" aria-label="{}" viewBox="0 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}"'
        ' xmlns="http://www.w3.org/2000/svg" font-size="14" text-anchor="middle" fill="currentColor">'
        '<defs><marker id="way" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto-start-reverse"><path d="M0 0l8 4-8 4z"/></marker></defs>'
        '<g fill="none" stroke="currentColor" stroke-width="1.25" opacity="0.65">{}</g>{}</svg>'
    ).format(_told(chain, now), width, height, width, height, lines, boxes)


def _half(place: Place) -> float:
    return BOX / 2 if isinstance(place[1], str) else 0


def _middle(layout: Layout, place: Place) -> tuple[float, float]:
    return EDGE + layout.at[place], EDGE + HEIGHT / 2 + place[0] * DOWN


def _told(chain: Chain, now: Collection[str]) -> str:
    present = " and ".join(chain.steps[code].title for code in chain.steps if code in now)
    return (
        f"{chain.title}: {len(chain.steps)} steps{', now at ' + present if present else ''}. The table says the same."
    )


def _leads(chain: Chain) -> Iterator[tuple[str, str, bool]]:
    """From where to where; aside: what may begin beside a step."""
    for code, step in chain.steps.items():
        yield from ((code, after, False) for after in step.follows if after != code)
        yield from ((code, beside, True) for beside in step.alongside if beside not in step.follows)


def _line(layout: Layout, way: Way, aside: bool) -> Markup:
    """Down from box to box; straight where it passes a layer, bent between layers, where no box stands."""
    end = "marker-start" if way.back else "marker-end"
    dashes = Markup(' stroke-dasharray="5 4"') if aside else Markup("")
    return Markup('<path d="{}"{} {}="url(#way)"/>').format(_drawn(bends(layout, way)), dashes, end)


def bends(layout: Layout, way: Way) -> list[tuple[float, float]]:
    """Where it is upright: the bottom of the box above, top and bottom of each layer that it passes, the top below."""
    points: list[tuple[float, float]] = []
    path = layout.through(way)
    for n, place in enumerate(path):
        x, y = _middle(layout, place)
        x += BACK if way.back and isinstance(place[1], str) else 0
        points += [(x, y - HEIGHT / 2)] if n else []
        points += [(x, y + HEIGHT / 2)] if n < len(path) - 1 else []
    return points


def _drawn(points: Sequence[tuple[float, float]]) -> Markup:
    drawn = Markup("M{:.0f} {:.0f}").format(*points[0])
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (to_y - y) / 2
        curve = Markup("C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}")
        drawn += curve.format(x, y + half, to_x, to_y - half, to_x, to_y)
    return drawn


def _box(title: str, at: tuple[float, float], now: bool, done: bool) -> Markup:
    x, y = at
    words = _wrapped(("\u2713 " if done else "") + title)
    first = y + 5 - 8.5 * (len(words) - 1)
    text = Markup("").join(
        Markup('<tspan x="{:.0f}" y="{:.1f}">{}</tspan>').format(x, first + 17 * n, word)
        for n, word in enumerate(words)
    )
    border = 4 if now else 1.5
    return Markup(
        '<g><rect x="{:.0f}" y="{:.0f}" width="{}" height="{}" rx="4" fill="#fff" stroke="currentColor"'
        ' stroke-width="{}"/><text{}>{}</text></g>'
    ).format(x - BOX / 2, y - HEIGHT / 2, BOX, HEIGHT, border, Markup(' font-weight="bold"') if now else "", text)


def _wrapped(title: str) -> list[str]:
    """Lines that fit the box."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
