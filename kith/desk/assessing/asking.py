"""The questions of a section as a page shows them, with what was typed or stands in them so far."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kith.assessments.answering import FIELD, OTHER, PARTS_OF_A_DATE, UNIT, instances_typed
from kith.assessments.definition import Content, Definition, Item, Part, Value, link_id
from kith.assessments.enabling import Enabled
from kith.assessments.scoring import Score, inputs
from kith.desk.assessing.telling import told

FEW = 7  # answers that are shown as buttons; more are a list to choose from
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Page:
    """What a page of a form is made from."""

    definition: Definition
    opened: Collection[Part]
    typed: Typed
    asked: Enabled
    scores: Mapping[str, Score] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    clashes: Content = field(default_factory=dict)
    sources: frozenset[str] = frozenset()  # questions on whose answers others hang
    more: str = ""  # the repeating group that shall have one more

    def blocks(self, item: Item, within: str = "", level: int = 2) -> Iterator[dict[str, Any]]:
        """What stands in a group, in order: questions, words, scores, groups (`blocks` inside them)."""
        for inner in item.items:
            if inner.kind == "group":
                yield from self._group(inner, within, level)
            elif self.asked(f"{within}.{inner.key}" if within else inner.key):
                yield from self._one(inner, f"{within}.{inner.key}" if within else inner.key)

    def alone(self, item: Item) -> Iterator[dict[str, Any]]:
        """One question, which is then the heading of its page; or a repeating group."""
        if item.kind == "group":
            yield from self._group(item, "", 2)
        else:
            yield from (block | {"heads": True} for block in self._one(item, item.key))

    def _group(self, group: Item, within: str, level: int) -> Iterator[dict[str, Any]]:
        if not self.asked(group.key):
            return
        places = self._instances(group) if group.repeats else [within]
        for number, place in enumerate(places, 1):
            inner = list(self.blocks(group, place, level + 1))
            last = number == len(places)
            title = f"{group.text} {number}" if group.repeats else group.text
            if inner:
                yield {
                    "is": "group", "title": title, "hint": group.hint, "level": level, "blocks": inner,
                    "verify": group.verify, "more": group.key if group.repeats and last else "", "name": group.text,
                }  # fmt: skip

    def _instances(self, group: Item) -> list[str]:
        count = instances_typed(self.typed).get(group.key, 1) + (self.more == group.key)
        return [f"{group.key}.{n}" for n in range(count)]

    def _one(self, item: Item, key: str) -> Iterator[dict[str, Any]]:
        if item.kind == "display":
            yield {"is": "words", "text": item.text, "hint": item.hint}
        elif item.calculated:
            if score := self.scores.get(item.key):
                yield {"is": "score", "score": score}
        elif item.part in self.opened:
            yield self._question(item, key)

    def _question(self, item: Item, key: str) -> dict[str, Any]:
        name, values = FIELD + key, list(self.typed.get(FIELD + key, ()))
        return {
            "is": shape(item), "name": name, "id": name.replace(".", "-"), "item": item, "text": item.text,
            "hint": item.hint, "value": "\n".join(values), "options": offered(item, values),
            "other": next(iter(self.typed.get(f"{name}:{OTHER}", ())), ""), "date": self._date(name),
            "error": self.errors.get(key, ""), "clash": told(item, self.clashes[key]) if key in self.clashes else "",
            "unit": next(iter(self.typed.get(f"{name}:{UNIT}", ())), ""), "units": item.units,
            "clashed": key in self.clashes, "source": item.key in self.sources,
        }  # fmt: skip

    def _date(self, name: str) -> dict[str, str]:
        return {part: next(iter(self.typed.get(f"{name}:{part}", ())), "") for part in PARTS_OF_A_DATE}


def sources(definition: Definition) -> frozenset[str]:
    """The questions on whose answers it hangs whether others are asked, or what a score comes to."""
    opening = {when.question for item in definition.items.values() for when in item.conditions}
    return frozenset(opening | {each.key for score in definition.scores for each in inputs(definition, score)})


def shape(item: Item) -> str:
    """How a question is asked."""
    if item.options and item.repeats:
        return "checkboxes"
    if item.options:
        return "radios" if len(item.options) <= FEW or item.kind == "open-choice" else "select"
    lines = item.kind == "text" or item.repeats
    return {"boolean": "radios", "date": "date", "integer": "number", "decimal": "number", "quantity": "quantity"}.get(
        item.kind, "lines" if lines else "line"
    )


def offered(item: Item, chosen: Collection[str]) -> list[dict[str, Any]]:
    """The answers to choose from, as GOV.UK's components take them."""
    pairs = [("true", "Yes"), ("false", "No")] if item.kind == "boolean" else [(o.code, o.label) for o in item.options]
    pairs += [(OTHER, "Something else")] if item.kind == "open-choice" else []
    return [
        {"value": value, "text": text, "checked": value in chosen, "selected": value in chosen} for value, text in pairs
    ]


def typed_of(definition: Definition, content: Content) -> dict[str, list[str]]:
    """Answers as somebody would have typed them."""
    typed: dict[str, list[str]] = {}
    for key, values in content.items():
        item = definition.items.get(link_id(key))
        for value in values if item else ():
            for name, text in _fields(item, FIELD + key, value):
                typed.setdefault(name, []).append(text)
    return typed


def _fields(item: Item | None, name: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and UNIT in value:
        yield from ((name, value["value"]), (f"{name}:{UNIT}", value[UNIT]))
    elif isinstance(value, dict):
        yield from ((name, OTHER), (f"{name}:{OTHER}", value[OTHER]))
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    elif item and item.kind == "date":
        for part, text in zip(("year", "month", "day"), str(value).split("-"), strict=False):
            yield f"{name}:{part}", str(int(text))
    else:
        yield name, str(value)
