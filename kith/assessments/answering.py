"""What was sent from a page of a form: typed words into answers, with what is wrong with each. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kith.assessments.definition import Content, Definition, Item, Part, Value, link_id
from kith.assessments.enabling import Enabled
from kith.assessments.pasted import plain
from kith.core.errors import Invalid
from kith.record.rules import clean
from kith.record.when import when

FIELD = "a-"  # every field of an answer begins so
PARTS_OF_A_DATE = ("day", "month", "year")
OTHER = "other"  # the answer that is none of those offered
UNIT = "unit"  # in what a quantity was measured
MOST_INSTANCES = 50
Typed = Mapping[str, Sequence[str]]


@dataclass
class Sent:
    """`content`: what can be kept. `errors`: key → what is wrong. `missing`: required, and not answered."""

    content: Content = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def keys_of(item: Item, count: Mapping[str, int], within: str = "") -> Iterator[str]:
    """The keys of every question in an item, for so many instances of each repeating group."""
    if item.kind == "group":
        for instance in _instances(item, count) if item.repeats else [within]:
            for inner in item.items:
                yield from keys_of(inner, count, instance)
    elif item.asks:
        yield f"{within}.{item.key}" if within else item.key


def _instances(group: Item, count: Mapping[str, int]) -> list[str]:
    return [f"{group.key}.{n}" for n in range(min(count.get(group.key, 1), MOST_INSTANCES))]


def sent(
    definition: Definition,
    sections: Sequence[Item],
    opened: Collection[Part],
    typed: Typed,
    others: Content,
    today: date,
) -> Sent:
    """What these sections say now. `others`: what stands in the other sections, on which questions may depend.

    Raises Invalid where answers came for what was not asked of this reader: worked out by Kith itself, beyond them, or
    in no such section. Answers to questions that the other answers close are left out.
    """
    count = instances_typed(typed)
    keys = [key for section in sections for key in keys_of(section, count)]
    mine = [key for key in keys if definition.items[link_id(key)].part in opened]
    _refuse_strangers(set(mine), typed)
    found = Sent()
    for key in mine:
        _read(definition.items[link_id(key)], key, typed, found, today)
    asked = Enabled(definition, others | found.content)
    found.content = {key: values for key, values in found.content.items() if asked(key)}
    found.errors = {key: words for key, words in found.errors.items() if asked(key)}
    found.missing = [key for key in mine if asked(key) and _needed(definition, key, found)]
    return found


def instances_typed(typed: Typed) -> dict[str, int]:
    """How many instances of each repeating group a page sent, by the highest that it names."""
    count: dict[str, int] = {}
    for name in typed:
        if match := re.fullmatch(rf"{FIELD}([a-z0-9-]+)\.(\d{{1,2}})\..+", name):
            count[match[1]] = max(count.get(match[1], 1), int(match[2]) + 1)
    return count


def _refuse_strangers(mine: set[str], typed: Typed) -> None:
    for name, values in typed.items():
        key = name.removeprefix(FIELD).partition(":")[0]
        if name.startswith(FIELD) and key not in mine and any(value.strip() for value in values):
            raise Invalid(
                "An answer came with this form to a question that it did not ask you, or that Kith works out itself. "
                "Nothing of it was kept. Open the form again."
            )


def _needed(definition: Definition, key: str, found: Sent) -> bool:
    return definition.items[link_id(key)].required and key not in found.content and key not in found.errors


def _read(item: Item, key: str, typed: Typed, found: Sent, today: date) -> None:
    try:
        values = list(_values(item, key, typed, today))
    except Invalid as wrong:
        found.errors[key] = str(wrong)
    else:
        if values:
            found.content[key] = values


def _values(item: Item, key: str, typed: Typed, today: date) -> Iterator[Value]:
    """The answers to one question, none where nothing was said. Raises Invalid."""
    if item.kind == "date":
        if any(parts := [_one(typed, f"{key}:{part}") for part in PARTS_OF_A_DATE]):
            yield _within(item, when(*parts, today=today).at.date().isoformat())
        return
    said = [plain(clean(text)).strip() for text in typed.get(FIELD + key, ())]
    if item.repeats and not item.options:
        said = [line.strip() for text in said for line in text.splitlines()]
    for text in filter(None, said):
        yield _value(item, text, _one(typed, f"{key}:{UNIT if item.units else OTHER}"))


def _one(typed: Typed, name: str) -> str:
    return clean(next(iter(typed.get(FIELD + name, ())), "")).strip()


def _value(item: Item, text: str, other: str) -> Value:
    if item.options:
        return _chosen(item, text, other)
    if item.kind == "boolean":
        if text not in ("true", "false"):
            raise Invalid("Choose yes or no.")
        return text == "true"
    if item.kind in ("integer", "decimal"):
        return _within(item, _number(item, text))
    if item.kind == "quantity":
        return _measured(item, text, other)
    if len(text) > item.longest:
        raise Invalid(f"This is {len(text):,} characters long. Keep it to {item.longest:,}.")
    return text


def _measured(item: Item, text: str, unit: str) -> Value:
    """A number and its unit, which nobody is asked for where there is only one."""
    chosen = item.units[0] if len(item.units) == 1 and not unit else item.unit(unit)
    number = _within(item, _number(item, text))
    if chosen is None:
        raise Invalid("Choose the unit.")
    return {"value": str(number), UNIT: chosen.code}


def _chosen(item: Item, text: str, other: str) -> Value:
    if item.option(text):
        return text
    if item.kind != "open-choice" or text != OTHER:
        raise Invalid("Choose one of the answers.")
    if not other:
        raise Invalid("Say what else.")
    if len(other) > item.longest:
        raise Invalid(f"This is {len(other):,} characters long. Keep it to {item.longest:,}.")
    return {OTHER: other}


def _number(item: Item, text: str) -> Value:
    """A whole number as one; any other as its text, so that not a digit of it is lost."""
    plain = text.replace(",", "")
    if item.kind == "integer":
        if not re.fullmatch(r"[+-]?\d{1,9}", plain, re.ASCII):
            raise Invalid("Enter a whole number, like 3.")
        return int(plain)
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,10})?", plain, re.ASCII):
        raise Invalid("Enter a number, like 3.5.")
    return str(Decimal(plain))


def _within(item: Item, value: Value) -> Value:
    low, high = item.minimum, item.maximum
    compared: object = Decimal(str(value)) if item.kind in ("integer", "decimal", "quantity") else value
    if low is not None and compared < _like(compared, low):  # type: ignore[operator]  # both numbers, or both days
        raise Invalid(f"Enter {low} or {'later' if item.kind == 'date' else 'more'}.")
    if high is not None and compared > _like(compared, high):  # type: ignore[operator]
        raise Invalid(f"Enter {high} or {'earlier' if item.kind == 'date' else 'less'}.")
    return value


def _like(compared: object, bound: object) -> object:
    return Decimal(str(bound)) if isinstance(compared, Decimal) else bound
