"""A chain drawn: its steps in layers from where it begins, as an accessible SVG. Pure; a table says the same."""

from collections.abc import Collection, Iterator, Mapping

from markupsafe import Markup

from kith.casework.chains import Chain, reached

WIDTH, HEIGHT, ACROSS, DOWN = 148, 48, 168, 92  # pixels: a box; from box to box
LINE, EDGE = 18, 10  # letters of a title on one line; pixels around all
Place = tuple[float, float]


def layers(chain: Chain) -> list[list[str]]:
    """Each step one layer below the first that leads to it."""
    depth = dict.fromkeys(chain.begins, 0)
    for code in reached(chain):
        step = chain.steps[code]
        for after in (*step.follows, *step.alongside):
            depth.setdefault(after, depth[code] + 1)
    return [[code for code in reached(chain) if depth[code] == level] for level in range(max(depth.values()) + 1)]


def diagram(chain: Chain, now: Collection[str] = (), done: Collection[str] = ()) -> Markup:
    """The chain with the present steps marked, by a thick border and by words, and those that ended, by a tick."""
    at = _placed(layers(chain))
    width = max(x for x, _ in at.values()) + WIDTH / 2 + EDGE
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
    """Downward from edge to edge; back up, or along a layer, in a bow beside the boxes."""
    dashes = Markup(' stroke-dasharray="5 4"') if aside else Markup("")
    (x, y), (to_x, to_y) = start, end
    if to_y > y:
        y, to_y = y + HEIGHT / 2, to_y - HEIGHT / 2
        half = (to_y - y) / 2
        path = Markup("M{:.0f} {:.0f}C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}").format(
            x, y, x, y + half, to_x, to_y - half, to_x, to_y
        )
    else:
        side = 1 if to_x >= x else -1
        x, to_x = x + side * WIDTH / 2, to_x + (side if to_y < y else -side) * WIDTH / 2
        path = Markup("M{:.0f} {:.0f}C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}").format(
            x, y, x + side * 16, y - 12, to_x + side * 16, to_y + 12, to_x, to_y
        )
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
