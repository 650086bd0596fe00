"""Which questions are asked, given the answers so far: FHIR's enableWhen. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from kith.assessments.definition import Condition, Content, Definition, Item, Value, link_id

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {">": gt, "<": lt, ">=": ge, "<=": le}


class Enabled:
    """Asked of one form and its answers: is this question asked? What is not asked counts as not answered."""

    def __init__(self, definition: Definition, content: Content):
        self.definition = definition
        self.content = content
        self._known: dict[str, bool] = {}

    def __call__(self, key: str) -> bool:
        """Whether the item of this key is asked: its own conditions hold, and those of every group around it."""
        if key not in self._known:
            self._known[key] = True  # a circle is refused at publishing; here it must only end
            name, instance = link_id(key), key.rpartition(".")[0]
            around = (*self.definition.above[name], self.definition.items[name])
            self._known[key] = all(self._holds(item, instance) for item in around)
        return self._known[key]

    def _holds(self, item: Item, instance: str) -> bool:
        if not item.conditions:
            return True
        met = (self._met(condition, instance) for condition in item.conditions)
        return any(met) if item.any_of else all(met)

    def _met(self, condition: Condition, instance: str) -> bool:
        """Of a repeating group, the answers of the same instance."""
        group = self.definition.group_of(condition.question)
        key = f"{instance}.{condition.question}" if group and instance else condition.question
        given = self.content.get(key, []) if self(key) else []
        return met(condition, given)

    def of(self, content: Content) -> Content:
        """What of these answers counts."""
        return {key: values for key, values in content.items() if link_id(key) in self.definition.items and self(key)}


def met(condition: Condition, given: list[Value]) -> bool:
    """Whether any of the answers given compares as the condition says; for != whether none is equal, as FHIR has it.

    So what waits for another answer than "yes" is asked before there is any: who wants it afterwards says which.
    """
    if condition.operator == "exists":
        return bool(given) == condition.answer
    if condition.operator == "=":
        return any(_same(value, condition.answer) for value in given)
    if condition.operator == "!=":
        return not any(_same(value, condition.answer) for value in given)
    return any(_ordered(condition.operator, value, condition.answer) for value in given)


def _same(given: Value, wanted: Value) -> bool:
    if isinstance(wanted, bool) or isinstance(given, bool):
        return given is wanted
    if _unit(given) != _unit(wanted):
        return False
    return given == wanted or (_number(given) is not None and _number(given) == _number(wanted))


def _ordered(operator: str, given: Value, wanted: Value) -> bool:
    """Numbers as numbers, quantities in one unit likewise, dates as dates: their text is in order."""
    if _unit(given) != _unit(wanted):
        return False
    left, right = _number(given), _number(wanted)
    if left is not None and right is not None:
        return COMPARE[operator](left, right)
    return isinstance(given, str) and isinstance(wanted, str) and COMPARE[operator](given, wanted)


def _unit(value: Value) -> str:
    return value.get("unit", "") if isinstance(value, dict) else ""


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool):
        return None
    try:
        return Decimal(str(value.get("value", "") if isinstance(value, dict) else value))
    except ArithmeticError:
        return None
