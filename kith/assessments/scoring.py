"""Scores: worked out whenever somebody reads, from what they open, and shown if they open all of it. Pure.

Nothing is stored: a stored score would need a lock that opens to those alone who open every answer it is made of, and
no lock says that (docs/decisions/0041-scores-are-worked-out.md).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from kith.assessments.definition import Content, Definition, Item, Part
from kith.assessments.enabling import Enabled
from kith.assessments.expressions import names_in, worked_out
from kith.assessments.fhir import response_of


@dataclass(frozen=True)
class Score:
    """`value` None: not all that it is made of has been answered yet. `working`: question, and what it counts."""

    item: Item
    value: Any
    band: str
    working: tuple[tuple[str, str], ...]
    answered: int
    asked: int


def inputs(definition: Definition, item: Item) -> tuple[Item, ...]:
    """The questions that a score is made of, those of scores inside it included."""
    named = [definition.items[name] for name in definition.items if name in names_in(item.calculated)]
    found = dict.fromkeys(each for each in named if each.asks)
    for score in [each for each in named if each.calculated and each is not item]:
        found |= dict.fromkeys(inputs(definition, score))
    return tuple(found)


def may_open(definition: Definition, item: Item, opened: Collection[Part]) -> bool:
    """Whether somebody who opens these parts may be shown a score: its own, and those of all that it is made of."""
    return {item.part, *(each.part for each in inputs(definition, item))} <= set(opened)


def scores(definition: Definition, content: Content, opened: Collection[Part]) -> dict[str, Score]:
    """Every score that may be shown, by linkId. `content`: what the reader opens, and counts."""
    found: dict[str, Score] = {}
    for item in definition.scores:
        if may_open(definition, item, opened):
            found[item.key] = _score(definition, item, content)
    return found


def _score(definition: Definition, item: Item, content: Content) -> Score:
    asked = Enabled(definition, content)
    needed = [each for each in inputs(definition, item) if asked(each.key)]
    answered = [each for each in needed if content.get(each.key)]
    whole = len(answered) == len(needed)
    value = _value(definition, item, content) if whole and answered else None
    working = tuple((each.text, _counts(each, content)) for each in answered)
    return Score(item, value, _band(item, value), working, len(answered), len(needed))


def _value(definition: Definition, item: Item, content: Content) -> Any:
    """Scores inside it first, as if they had been answered."""
    names = names_in(item.calculated)
    known = dict(content)
    for inner in definition.scores:
        if inner is not item and inner.key in names:
            value = _value(definition, inner, content)
            known |= {} if value is None else {inner.key: [value]}
    value = worked_out(item.calculated, response_of(definition, known, names))
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _band(item: Item, value: Any) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    return next((band.label for band in reversed(item.bands) if value >= band.lowest), "")


def _counts(item: Item, content: Content) -> str:
    """What the answer counts: its weight, else the answer itself."""
    value = content[item.key][0]
    if isinstance(value, dict):
        return " ".join(value.values())
    option = item.option(value)
    counted = option.weight if option and option.weight is not None else value
    return f"{counted:g}" if isinstance(counted, float) else str(counted)
