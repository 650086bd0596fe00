"""A chain drawn: its steps in layers from where it begins, as an accessible SVG. Pure; a table says the same."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from markupsafe import Markup

from kith.casework.chains import Chain, reached

WIDTH, HEIGHT, ACROSS, DOWN = 148, 48, 168, 92  # pixels: a box; from box to box
LINE, EDGE = 18, 10  # letters of a title on one line; pixels around all
Place = tuple[float, float]


def layers(chain: Chain) -> list[list[str]]:
    """Each step below every step that leads to it, as far as the work does not turn back there."""
    onward = {(one, two) for one, two, _ in _ways(chain)} - _back(chain)
    depth = dict.fromkeys(chain.steps, 0)
    for _ in chain.steps:
        for one, two in onward:
            depth[two] = max(depth[two], depth[one] + 1)
    rows = [[code for code in reached(chain) if depth[code] == level] for level in range(max(depth.values()) + 1)]
    return _untangled(rows, onward)


def _untangled(rows: list[list[str]], onward: Collection[tuple[str, str]]) -> list[list[str]]:
    """Each layer in the order of what leads to it: fewer lines cross."""
    for above, row in pairwise(rows):
        place = {code: n - len(above) / 2 for n, code in enumerate(above)}

        def middle(code: str, place: Mapping[str, float] = place) -> float:
            before = [place[one] for one, two in onward if two == code and one in place]
            return sum(before) / len(before) if before else 0.0

        row.sort(key=middle)
    return rows


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
    at = _placed(layers(chain))
    width = max(x for x, _ in at.values()) + WIDTH / 2 + EDGE + 30
    height = max(y for _, y in at.values()) + HEIGHT / 2 + EDGE
    lines = Markup("").join(_line(at[one], at[two], aside) for one, two, aside in _ways(chain))
    boxes = Markup("").join(_box(chain.steps[code].title, at[code], code in now, code in done) for code in at)
    return Markup(
        '<svg class="kith-chain" role="img" aria-label="{}" viewBox="0 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}"'
        ' xmlns="http://www.w3.org/2000/svg" font-size="14" text-anchor="middle" fill="currentColor">'
        '<defs><marker id="way" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0l8 4-8 4z"/></marker></defs>'
        '<g fill="none" stroke="currentColor" stroke-width="1.25" opacity="0.65">{}</g>{}</svg>'
    ).format(_told(chain, now), width, height, width, height, lines, boxes)


def _told(chain: Chain, now: Collection[str]) -> str:
    present = " and ".join(chain.steps[code].title for code in chain.steps if code in now)
    return (
        f"{chain.title}: {len(chain.steps)} steps{', now at ' + present if present else ''}. The table says the same."
    )


def _placed(rows: list[list[str]]) -> Mapping[str, Place]:
    widest = max(len(row) for row in rows)
    middle = EDGE + WIDTH / 2 + (widest - 1) * ACROSS / 2
    return {
        code: (middle + (n - (len(row) - 1) / 2) * ACROSS, EDGE + HEIGHT / 2 + level * DOWN)
        for level, row in enumerate(rows)
        for n, code in enumerate(row)
    }


def _ways(chain: Chain) -> Iterator[tuple[str, str, bool]]:
    """From where to where; aside: what may begin beside a step."""
    for code, step in chain.steps.items():
        yield from ((code, after, False) for after in step.follows if after != code)
        yield from ((code, beside, True) for beside in step.alongside if beside not in step.follows)


def _line(start: Place, end: Place, aside: bool) -> Markup:
    """Down from edge to edge; work that turns back goes up beside the boxes, lightly."""
    (x, y), (to_x, to_y) = start, end
    if to_y > y:
        y, to_y = y + HEIGHT / 2, to_y - HEIGHT / 2
        bend = DOWN - HEIGHT
        points = (x, y, x, y + bend, to_x, to_y - bend, to_x, to_y)
    else:
        x, to_x = x + WIDTH / 2, to_x + WIDTH / 2
        out = max(x, to_x) + (ACROSS - WIDTH) + 8
        points = (x, y, out, y - 8, out, to_y + 8, to_x, to_y)
    dashes = Markup(' stroke-dasharray="5 4"') if aside else Markup("")
    path = Markup("M{:.0f} {:.0f}C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}").format(*points)
    return Markup('<path d="{}"{} marker-end="url(#way)"/>').format(path, dashes)


def _box(title: str, at: Place, now: bool, done: bool) -> Markup:
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
    ).format(x - WIDTH / 2, y - HEIGHT / 2, WIDTH, HEIGHT, border, Markup(' font-weight="bold"') if now else "", text)


def _wrapped(title: str) -> list[str]:
    """Two lines; what does not fit stands whole in the table."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) < 3 else [lines[0], lines[1] + "\u2026"]
