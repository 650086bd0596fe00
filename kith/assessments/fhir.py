"""Answers as a FHIR QuestionnaireResponse (R4B), for expressions and for whoever reads FHIR. Pure."""

from collections.abc import Collection, Iterator
from typing import Any

from kith.assessments import extensions as ext
from kith.assessments.definition import Content, Definition, Item, Value

VALUE = {"boolean": "valueBoolean", "integer": "valueInteger", "decimal": "valueDecimal", "date": "valueDate"}


def response_of(definition: Definition, content: Content, only: Collection[str] | None = None) -> dict[str, Any]:
    """What was answered, in the order of the form; of the questions of these linkIds alone, where some are given."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"urn:kith:questionnaire:{definition.slug}|{definition.version}",
        "status": "in-progress",
        "item": [found for section in definition.sections for found in _items(section, content, only, "")],
    }


def _items(item: Item, content: Content, only: Collection[str] | None, within: str) -> Iterator[dict[str, Any]]:
    """A group with something in it, once an instance; a question with answers."""
    if item.kind == "group":
        for instance in instances(item, content) if item.repeats else [within]:
            inner = [found for each in item.items for found in _items(each, content, only, instance)]
            if inner:
                yield {"linkId": item.key, "text": item.text, "item": inner}
        return
    values = content.get(f"{within}.{item.key}" if within else item.key)
    if values and (only is None or item.key in only):
        yield {"linkId": item.key, "text": item.text, "answer": [_answer(item, value) for value in values]}


def instances(group: Item, content: Content) -> list[str]:
    """The instances of a repeating group that hold something: "group.0", "group.1"."""
    numbers = {int(key.split(".")[1]) for key in content if key.startswith(f"{group.key}.")}
    return [f"{group.key}.{n}" for n in sorted(numbers)]


def _answer(item: Item, value: Value) -> dict[str, Any]:
    if isinstance(value, dict) and "unit" in value:
        unit = item.unit(value["unit"])
        known = {"unit": unit.label, "code": unit.code} if unit else {}
        known |= {"system": unit.system} if unit and unit.system else {}
        return {"valueQuantity": {"value": float(value["value"])} | known}
    if isinstance(value, dict):
        return {"valueString": value["other"]}
    if item.options:
        option = item.option(value)
        weight = option.weight if option else None
        extension = {} if weight is None else {"extension": [{"url": ext.ORDINAL, "valueDecimal": weight}]}
        system = {"system": option.system} if option and option.system else {}
        return {"valueCoding": system | {"code": value, "display": option.label if option else value} | extension}
    if item.kind == "decimal":
        return {"valueDecimal": float(str(value))}
    return {VALUE.get(item.kind, "valueString"): value}
