"""A family drawn: squares, circles and diamonds in generations, as an accessible SVG. Pure: no database.

Signs as in McGoldrick, Gerson and Petry, "Genograms: assessment and treatment": a square for a man or boy, a circle
for a woman or girl, a diamond where that is not recorded, a double border for whom the drawing is about, a cross for
someone who died, broken lines for ties that are not by birth or have ended. Couples are points of the graph
(`Union`), so that a layered layout (fast-sugiyama) keeps each generation on one line and each child below its parents.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal
from uuid import UUID

from markupsafe import Markup

from kith.people.generations import Edge, Place, in_layers
from kith.people.kin import BROTHERS_AND_SISTERS, CHILDREN, PARENTS, PARTNERS, Kin

ACROSS, DOWN, SIGN = 150, 100, 22  # pixels: between people of a generation, between layers, half a sign
NAME_LINE = 17  # letters of a name on one line
STAGGER = 7  # pixels between lines that would else lie on one another

NOT_BY_BIRTH = {
    Kin.ADOPTIVE_PARENT,
    Kin.STEP_PARENT,
    Kin.FOSTER_CARER,
    Kin.SPECIAL_GUARDIAN,
    Kin.GUARDIAN,
    Kin.GRANDMOTHER,
    Kin.GRANDFATHER,
    Kin.GRANDPARENT,
}
TO_CHILD = {Kin.ADOPTED_CHILD, Kin.STEP_CHILD, Kin.FOSTERED_CHILD, Kin.WARD, Kin.GRANDCHILD}
GRAND = {Kin.GRANDMOTHER, Kin.GRANDFATHER, Kin.GRANDPARENT, Kin.GRANDCHILD}
SAME_PARENTS = BROTHERS_AND_SISTERS - {Kin.HALF_SIBLING, Kin.STEP_SIBLING}


@dataclass(frozen=True)
class Member:
    """Somebody in the drawing. `sex`: "female", "male" or None. `born`: as it is read out."""

    id: UUID
    name: str
    sex: str | None = None
    born: str = ""
    died: bool = False
    focus: bool = False


@dataclass(frozen=True)
class Tie:
    """On `person`'s record: `other` is `kind` to them. Both sides of a tie may be given; they are drawn once."""

    person: UUID
    other: UUID
    kind: str
    now: bool = True


@dataclass(frozen=True)
class Union:
    """Who are together, or bring up a child; a point below them and above the children. Broken lines: `solid` False.

    `generations`: how far below them the children stand; 2 for grandparents whose own child is not in the drawing.
    """

    no: int
    partners: frozenset[UUID]
    solid: bool = True
    generations: int = 1


@dataclass
class Family:
    """The graph that is laid out: unions, and the children below each."""

    unions: list[Union] = field(default_factory=list)
    children: dict[int, set[UUID]] = field(default_factory=dict)

    @property
    def drawn(self) -> set[UUID]:
        return {p for union in self.unions for p in union.partners}.union(*self.children.values())

    def unite(self, partners: frozenset[UUID], solid: bool = True, generations: int = 1) -> set[UUID]:
        """A new union; returns the children to be."""
        union = Union(len(self.unions), partners, solid, generations)
        self.unions.append(union)
        return self.children.setdefault(union.no, set())


def family_of(ties: Iterable[Tie]) -> Family:
    """Who belongs together. Ties outside the family (a friend, a carer) are left to the table."""
    parents: dict[UUID, set[UUID]] = {}
    couples: dict[frozenset[UUID], bool] = {}
    siblings: list[tuple[UUID, UUID]] = []
    brought_up: dict[tuple[UUID, UUID], int] = {}  # (elder, younger): generations between them
    for tie in ties:
        if tie.kind in PARENTS - NOT_BY_BIRTH:
            parents.setdefault(tie.person, set()).add(tie.other)
        elif tie.kind in CHILDREN - {Kin.ADOPTED_CHILD}:
            parents.setdefault(tie.other, set()).add(tie.person)
        elif tie.kind in PARTNERS:
            couples[frozenset({tie.person, tie.other})] = tie.now and tie.kind != Kin.FORMER_PARTNER
        elif tie.kind in NOT_BY_BIRTH:
            brought_up[tie.other, tie.person] = 2 if tie.kind in GRAND else 1
        elif tie.kind in TO_CHILD:
            brought_up[tie.person, tie.other] = 2 if tie.kind in GRAND else 1
        elif tie.kind in SAME_PARENTS:
            siblings.append((tie.person, tie.other))
    return _united(parents, couples, siblings, brought_up)


def _united(
    parents: dict[UUID, set[UUID]],
    couples: dict[frozenset[UUID], bool],
    siblings: list[tuple[UUID, UUID]],
    brought_up: dict[tuple[UUID, UUID], int],
) -> Family:
    family = Family()
    of = {pair: family.unite(pair, solid=lasting) for pair, lasting in couples.items()}
    for child, two in parents.items():
        pair = frozenset(two)
        if pair not in of:
            of[pair] = family.unite(pair)
        of[pair].add(child)
    of_unknown: dict[UUID, set[UUID]] = {}  # parents who are not on record: one point above their children
    for one, other in siblings:
        if one not in parents and other not in parents:
            kids = of_unknown.get(one) or of_unknown.get(other) or family.unite(frozenset())
            kids |= {one, other}
            of_unknown[one] = of_unknown[other] = kids
    for (elder, younger), generations in sorted(brought_up.items(), key=str):
        if not _joined_already(elder, parents.get(younger, set()), parents, couples):
            family.unite(frozenset({elder}), False, generations).add(younger)
    return family


def _joined_already(
    elder: UUID, two: set[UUID], parents: dict[UUID, set[UUID]], couples: dict[frozenset[UUID], bool]
) -> bool:
    """Whether the drawing says it without a line of its own: a parent, a parent's parent or a parent's partner."""
    return elder in two or any(elder in parents.get(p, ()) or frozenset({elder, p}) in couples for p in two)


def lay_out(family: Family) -> dict[UUID | int, Place]:
    """Where each person (by id) and union (by number) stands: x to the right, y downwards, from 0."""
    people = sorted(family.drawn, key=str)
    number = {person: len(family.unions) + i for i, person in enumerate(people)}
    spare = count(len(family.unions) + len(people))  # points that only hold a generation's place
    edges: list[Edge] = []
    for union in family.unions:
        edges += [(number[partner], union.no) for partner in sorted(union.partners, key=str)]
        above = union.no
        for _ in range(2 * (union.generations - 1)):
            edges.append((above, below := next(spare)))
            above = below
        edges += [(above, number[child]) for child in sorted(family.children[union.no], key=str)]
    at = in_layers(edges, spare, ACROSS)
    nodes: list[UUID | int] = [*(union.no for union in family.unions), *people]
    return {node: (at[i][0], at[i][1] * DOWN) for i, node in enumerate(nodes) if i in at}


@dataclass(frozen=True)
class Drawing:
    """`svg` to be put on the page; `described` says in a sentence what it shows; `left_out` is in the table only."""

    svg: Markup
    described: str
    left_out: tuple[Member, ...]


def draw(members: Iterable[Member], ties: Iterable[Tie]) -> Drawing | None:
    """The drawing, or None where there is no family to draw. Ties to people who are not members are not drawn."""
    known = {member.id: member for member in members}
    family = family_of(tie for tie in ties if tie.person in known and tie.other in known)
    placed = lay_out(family)
    if not placed:
        return None
    described = _describe([known[p] for p in placed if isinstance(p, UUID)])
    left_out = tuple(member for member in known.values() if member.id not in placed)
    return Drawing(_svg(known, family, placed, described), described, left_out)


def _describe(drawn: list[Member]) -> str:
    focus = next((member.name for member in drawn if member.focus), "this person")
    others = len(drawn) - 1
    return f"Family of {focus}: {others} relative{'' if others == 1 else 's'}. The table below says the same in words."


def _svg(known: dict[UUID, Member], family: Family, placed: dict[UUID | int, Place], described: str) -> Markup:
    width = max(x for x, _ in placed.values()) + ACROSS
    height = max(y for _, y in placed.values()) + 2 * SIGN + 90
    shift: Place = (ACROSS / 2, SIGN + 8)
    at = {node: (x + shift[0], y + shift[1]) for node, (x, y) in placed.items()}
    lines = Markup("").join(_lines(family, at))
    people = Markup("").join(_person(known[node], at[node]) for node in at if isinstance(node, UUID))
    return Markup(
        '<svg class="kith-genogram" role="img" aria-label="{}" viewBox="0 0 {:.0f} {:.0f}"'
        ' width="{:.0f}" height="{:.0f}"'
        ' xmlns="http://www.w3.org/2000/svg" font-size="14" text-anchor="middle" fill="currentColor">'
        '<g fill="none" stroke="currentColor" stroke-width="1.5">{}</g>{}</svg>'
    ).format(described, width, height, width, height, lines, people)


Style = Literal["", "6 4"]


def _lines(family: Family, at: dict[UUID | int, Place]) -> list[Markup]:
    lines = []
    for union in family.unions:
        x, y = at[union.no]
        point = (x, y + STAGGER * (union.no % 3 - 1))  # two couples side by side do not run into one line
        dashes: Style = "" if union.solid else "6 4"
        lines += [_line(at[partner], point, point[1], dashes) for partner in sorted(union.partners, key=str)]
        by_birth: Style = "6 4" if len(union.partners) == 1 and not union.solid else ""
        for child in sorted(family.children[union.no], key=str):
            lines.append(_line(point, at[child], at[child][1] - SIGN - 10 - STAGGER * (union.no % 4), by_birth))
    return lines


def _line(start: Place, end: Place, bend: float, dashes: Style) -> Markup:
    """Down from the start to the height of the bend, across, and down to the end."""
    return Markup('<path d="M{:.0f} {:.0f}V{:.0f}H{:.0f}V{:.0f}"{}/>').format(
        start[0], start[1], bend, end[0], end[1], Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""
    )


def _person(member: Member, at: Place) -> Markup:
    x, y = at
    words = [*_wrapped(member.name), *([member.born] if member.born else [])]
    text = Markup("").join(
        Markup('<tspan x="{:.0f}" dy="{}">{}</tspan>').format(x, 0 if i == 0 else 17, word)
        for i, word in enumerate(words)
    )
    signs = Markup("").join(_sign(member.sex, x, y, half) for half in ((SIGN, SIGN - 5) if member.focus else (SIGN,)))
    cross = (
        Markup('<path d="M{:.0f} {:.0f}l{s} {s}M{:.0f} {:.0f}l-{s} {s}"/>').format(
            x - SIGN, y - SIGN, x + SIGN, y - SIGN, s=2 * SIGN
        )
        if member.died
        else ""
    )
    backed = Markup('<rect x="{:.0f}" y="{:.0f}" width="{}" height="{}" stroke="none"/>').format(
        x - ACROSS / 2 + 8, y + SIGN + 3, ACROSS - 16, 17 * len(words) + 4
    )
    return Markup(
        '<g><g fill="#fff" stroke="currentColor" stroke-width="2">{}{}{}</g><text x="{:.0f}" y="{:.0f}"{}>{}</text></g>'
    ).format(backed, signs, cross, x, y + SIGN + 17, Markup(' font-weight="bold"') if member.focus else "", text)


def _sign(sex: str | None, x: float, y: float, half: float) -> Markup:
    if sex == "female":
        return Markup('<circle cx="{:.0f}" cy="{:.0f}" r="{}"/>').format(x, y, half)
    if sex == "male":
        return Markup('<rect x="{:.0f}" y="{:.0f}" width="{s}" height="{s}"/>').format(x - half, y - half, s=2 * half)
    return Markup('<path d="M{:.0f} {:.0f}l{h} {h}l-{h} {h}l-{h} -{h}z"/>').format(x, y - half, h=half)


def _wrapped(name: str) -> list[str]:
    """At most two lines; what does not fit ends in an ellipsis and stands whole in the table."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= NAME_LINE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= NAME_LINE + 2 else line[: NAME_LINE + 1] + "\u2026" for line in lines[:2]]
    if len(lines) > 2 and not kept[1].endswith("\u2026"):
        kept[1] += "\u2026"
    return kept
