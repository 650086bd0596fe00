"""Answers in words, for whoever reads a form."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from kith.access.grades import DOMAINS
from kith.access.words import domain_name, grade_name, listed, reach_in_words
from kith.assessments.answering import OTHER, UNIT
from kith.assessments.definition import Content, Definition, Item, Part, Value
from kith.assessments.enabling import Enabled
from kith.assessments.fhir import instances
from kith.assessments.queries import Filled
from kith.core.words import day


def told(item: Item, values: Sequence[Value]) -> str:
    """All answers to one question, one a line."""
    return "\n".join(_one(item, value) for value in values)


def _one(item: Item, value: Value) -> str:
    if isinstance(value, dict) and UNIT in value:
        unit = item.unit(value[UNIT])
        return f"{value['value']} {unit.label if unit else value[UNIT]}"
    if isinstance(value, dict):
        return value[OTHER]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if option := item.option(value):
        return option.label
    return day(date.fromisoformat(str(value))) if item.kind == "date" else str(value)


def in_parts(definition: Definition, given: Collection[Part]) -> tuple[str, str]:
    """Which parts of a form were given by themselves, and what else it asks: "practice grade in health", "justice".

    From the form and what was given alone, never from what was answered. The second is empty where nothing is left.
    """
    reach = {domain: max((grade for of, grade in given if of == domain), default=0) for domain in DOMAINS}
    left = sorted(definition.parts - set(given), key=lambda part: (DOMAINS.index(part[0]), part[1]))
    said = [f"{domain_name(d)} at {grade_name(g)} grade" if reach[d] else domain_name(d) for d, g in left]
    return reach_in_words(reach) if given else "", listed(list(dict.fromkeys(said))) if said else ""


def sections_of(filled: Filled, before: Content | None = None) -> list[dict[str, Any]]:
    """Every section with what it says to this reader; `answered` of `asked`, of what they open.

    `before`: what the version before said; an answer that says otherwise now says so (`was`).
    """
    asked = Enabled(filled.definition, filled.stored)
    found = []
    for section in filled.definition.sections:
        rows = list(_rows(filled, asked, section, "", before)) if asked(section.key) else []
        questions = [row for row in rows if row["is"] == "answer"]
        found.append({
            "key": section.key, "title": section.text, "rows": rows, "last": filled.last_saved(section.key),
            "asked": len(questions), "answered": sum(bool(row["text"]) for row in questions),
            "lacking": sum(not row["text"] and row["item"].required for row in questions),
        })  # fmt: skip
    return [section for section in found if section["rows"]]


def _rows(filled: Filled, asked: Enabled, group: Item, within: str, before: Content | None) -> Iterator[dict[str, Any]]:
    """Headings, answers and scores in order."""
    for item in group.items:
        key = f"{within}.{item.key}" if within else item.key
        if item.kind == "group":
            yield from _group(filled, asked, item, before)
        elif not asked(key) or item.kind == "display":
            continue
        elif item.calculated:
            if score := filled.scores.get(item.key):
                yield {"is": "score", "score": score}
        elif item.part in filled.opened:
            said = _answer(item, filled.content, key)
            earlier = None if item.part in filled.given else before  # what is given comes without what it said before
            was = told(item, earlier.get(key, [])) if earlier else said["text"]
            page = (filled.definition.group_of(item.key) or item).key
            yield {"is": "answer", "item": item, "question": item.text, "was": None, "page": page, **said} | (
                {"was": was} if was != said["text"] else {}
            )


def _answer(item: Item, content: Content, key: str) -> dict[str, Any]:
    values = content.get(key, [])
    option = item.option(values[0]) if values else None
    alarming = item.alert and option and option.weight is not None and option.weight > item.alert[0]
    return {"text": told(item, values), "alert": item.alert[1] if alarming and item.alert else ""}


def _group(filled: Filled, asked: Enabled, group: Item, before: Content | None) -> Iterator[dict[str, Any]]:
    if not asked(group.key):
        return
    places = (instances(group, filled.content) or [f"{group.key}.0"]) if group.repeats else [""]
    for number, place in enumerate(places, 1):
        if inner := list(_rows(filled, asked, group, place, before)):
            yield {
                "is": "heading",
                "text": f"{group.text} {number}" if group.repeats else group.text,
                "verify": group.verify,
            }
            yield from inner
