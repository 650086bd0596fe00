"""Worlds written by hand in YAML, with the answers written by hand: `worlds/*.yaml`.

Lists save writing: facts without a name are numbered, a human exists by having a post, a person by being in a fact.
Every question names all rows that open to the caller (every other row must be refused) and, person by person, how
far the caller reaches (every grade left out must be 0).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from kith.access import world as w

FOLDER = Path(__file__).parent / "worlds"
KINDS = {
    "humans": w.Human,
    "posts": w.Post,
    "memberships": w.Membership,
    "roles": w.Role,
    "edges": w.Edge,
    "involvements": w.Involvement,
    "shares": w.Share,
    "seals": w.Seal,
    "exclusions": w.Exclusion,
    "releases": w.Release,
    "links": w.Link,
    "rows": w.Row,
}
SETS = ("purposes", "humans", "parties", "rows")


@dataclass(frozen=True)
class Question:
    """`caller` asks at a moment: the rows that open, and for some persons how far they reach."""

    caller: w.Caller
    at: datetime
    opens: frozenset[str]
    reach: Mapping[str, Mapping[str, w.Grades]]
    because: Mapping[str, list[str]]


@dataclass(frozen=True)
class Written:
    name: str
    says: str
    world: w.World
    questions: list[Question]

    def when(self, question: Question) -> w.World:
        return replace(self.world, now=question.at)


def written() -> list[Written]:
    """Every hand-written world, in the order of file names."""
    return [_written(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _written(path: Path) -> Written:
    text = yaml.safe_load(path.read_text())
    questions = text.pop("questions")
    says = text.pop("says")
    world = _world(text)
    return Written(path.stem, says, world, [_question(world.now, **q) for q in questions])


def _question(
    now: datetime,
    opens: list[str],
    post: str | None = None,
    reader: str | None = None,
    purpose: str = "care",
    proved: datetime | None = w.FOREVER,
    at: datetime | None = None,
    reach: dict[str, Any] | None = None,
    because: dict[str, list[str]] | None = None,
) -> Question:
    return Question(w.Caller(post, reader, purpose, proved), at or now, frozenset(opens), reach or {}, because or {})


def _world(text: dict[str, Any]) -> w.World:
    facts: dict[str, Any] = {kind: _facts(kind, text.pop(kind, {})) for kind in KINDS}
    facts["humans"] = {post.human: w.Human() for post in facts["posts"].values()} | facts["humans"]
    training = set(text.pop("training_required", ()))
    agencies = {name: name in training for name in text.pop("agencies")}
    readers = dict.fromkeys(text.pop("readers", ()), True) | dict.fromkeys(text.pop("former_readers", ()), False)
    return w.World(agencies=agencies, persons=_persons(facts), readers=readers, **facts, **text)


def _facts(kind: str, given: dict[str, Any] | list[Any]) -> dict[str, Any]:
    named = given if isinstance(given, dict) else {f"{kind} {n}": fact for n, fact in enumerate(given, 1)}
    return {name: _fact(kind, name, dict(fact)) for name, fact in named.items()}


def _fact(kind: str, name: str, fact: dict[str, Any]) -> Any:
    sets = {key: frozenset(fact[key]) for key in SETS if key in fact}
    return KINDS[kind](**({"name": name} if kind == "rows" else {}), **(fact | sets))


def _persons(facts: dict[str, Any]) -> frozenset[str]:
    rows, links = facts["rows"].values(), facts["links"].values()
    held = [fact.person for kind in ("rows", "involvements", "shares", "exclusions") for fact in facts[kind].values()]
    ends = [row.other for row in rows] + [end for link in links for end in (link.one, link.other)]
    return frozenset(p for p in (*held, *ends, *(seal.person for seal in facts["seals"].values())) if p)
