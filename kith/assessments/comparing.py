"""What changed between two versions of a form, in words, for whoever decides whether to publish it. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from kith.access.words import domain_name, grade_name, listed
from kith.assessments.definition import Condition, Definition, Item, Part

OPERATORS = {"=": "is", "!=": "is not", ">": "is over", "<": "is under", ">=": "is at least", "<=": "is at most"}


@dataclass(frozen=True)
class Change:
    """`about`: the question or group in its own words, or the form. `words`: what became of it, a line each."""

    about: str
    words: tuple[str, ...]


def changes(before: Definition, after: Definition) -> list[Change]:
    """The form itself first, then what is new or changed in the order of the new version, then what is gone."""
    found = [Change("The form", tuple(_of_form(before, after)))]
    moved = _moved(before, after)
    for key, item in after.items.items():
        was = before.items.get(key)
        words = _changed(before, was, after, item, key in moved) if was else [_added(after, item)]
        found.append(Change(item.text, tuple(words)))
    gone = [item for key, item in before.items.items() if key not in after.items]
    found += [Change(item.text, (f"Removed from {_place(before, item)}.",)) for item in gone]
    return [change for change in found if change.words]


def _of_form(before: Definition, after: Definition) -> Iterator[str]:
    yield from _text("Title", before.title, after.title)
    yield from _text("What it is for", before.purpose, after.purpose)
    yield from _text("Notice", before.notice, after.notice)
    yield from _text("That it is there is recorded under", _part(before.part), _part(after.part))
    yield from _text("Offered to", _offered(before), _offered(after))


def _offered(form: Definition) -> str:
    return listed(sorted(form.offered)) if form.offered else "every kind of organisation"


def _added(form: Definition, item: Item) -> str:
    kind = {"group": "A group", "display": "Words"}.get(item.kind, "A score" if item.calculated else "A question")
    must = ", which must be answered" if item.required else ""
    return f"Added: {kind[0].lower()}{kind[1:]} in {_place(form, item)}, about {_part(item.part)}{must}."


def _changed(before: Definition, was: Item, after: Definition, item: Item, moved: bool) -> Iterator[str]:
    """Everything in which two versions of an item differ."""
    if moved:
        yield f"Moved: it stood in {_place(before, was)}, and stands in {_place(after, item)}."
    yield from _text("Words", was.text, item.text)
    yield from _text("Hint", was.hint, item.hint)
    yield from _text("Kind of answer", was.kind, item.kind)
    if was.part != item.part:
        yield f"Its answers were kept under {_part(was.part)}, and will be under {_part(item.part)}."
    yield from _switch(was.required, item.required, "It must now be answered.", "It need no longer be answered.")
    yield from _switch(was.repeats, item.repeats, "It can now be answered more than once.", "It is now answered once.")
    yield from _options(was, item)
    for name, of in LIMITS.items():
        yield from _text(name, _said(of(was)), _said(of(item)))
    yield from _text("Asked", asked_if(before, was), asked_if(after, item))
    yield from _text("Filled in from the record by", was.initial, item.initial)
    yield from _text("Worked out by", was.calculated, item.calculated)
    yield from _text("What a score is called", _bands(was), _bands(item))
    yield from _text("To check before relying on it", was.verify, item.verify)
    yield from _text("Warning", _alert(was), _alert(item))


LIMITS: dict[str, Callable[[Item], Any]] = {
    "Least": lambda item: item.minimum,
    "Most": lambda item: item.maximum,
    "Longest answer in characters": lambda item: item.longest if item.asks else None,
    "Units": lambda item: listed([unit.label for unit in item.units]) if item.units else None,
}


def _options(was: Item, item: Item) -> Iterator[str]:
    then, now = ({option.code: option for option in each.options} for each in (was, item))
    yield from (f"Answer added: “{now[code].label}”." for code in now if code not in then)
    yield from (f"Answer removed: “{then[code].label}”." for code in then if code not in now)
    for code in (code for code in now if code in then):
        yield from _text(f"Answer “{code}”", then[code].label, now[code].label)
        yield from _text(f"“{now[code].label}” counts", _said(then[code].weight), _said(now[code].weight))
    common = [[code for code in each if code in then and code in now] for each in (then, now)]
    if common[0] != common[1]:
        yield "The answers stand in another order."


def asked_if(form: Definition, item: Item) -> str:
    """When a question is asked, in words."""
    if not item.conditions:
        return "always"
    joined = " or ".join if item.any_of else " and ".join
    return f"only if {joined(_condition(form, when) for when in item.conditions)}"


def _condition(form: Definition, when: Condition) -> str:
    source = form.items.get(when.question)
    name = f"“{source.text if source else when.question}”"
    if when.operator == "exists":
        return f"{name} is {'answered' if when.answer else 'not answered'}"
    option = source.option(when.answer) if source else None
    words = {True: "yes", False: "no"}[when.answer] if isinstance(when.answer, bool) else str(when.answer)
    return f"{name} {OPERATORS[when.operator]} “{option.label if option else words}”"


def _moved(before: Definition, after: Definition) -> set[str]:
    """What stands in another group, or in another order among those that stayed beside it."""
    both = [key for key in after.items if key in before.items]
    elsewhere = {key for key in both if _around(before, key) != _around(after, key)}
    for around in {_around(after, key) for key in both}:
        stayed = [k for k in both if k not in elsewhere and _around(after, k) == around]
        then = [key for key in before.items if key in stayed]
        matched = SequenceMatcher(None, then, stayed, autojunk=False).get_matching_blocks()
        elsewhere |= set(stayed) - {stayed[m.b + n] for m in matched for n in range(m.size)}
    return elsewhere


def _around(form: Definition, key: str) -> str:
    above: Sequence[Item] = form.above[key]
    return above[-1].key if above else ""


def _place(form: Definition, item: Item) -> str:
    above = form.above[item.key]
    beside = [key for key in form.items if _around(form, key) == _around(form, item.key)]
    where = f"“{above[-1].text}”" if above else "the form"
    return f"{where}, place {beside.index(item.key) + 1}"


def _text(name: str, was: str, now: str) -> Iterator[str]:
    if was != now:
        yield f"{name}: it was {f'“{was}”' if was else 'not said'}, and is {f'“{now}”' if now else 'not said'}."


def _switch(was: bool, now: bool, on: str, off: str) -> Iterator[str]:
    if was != now:
        yield on if now else off


def _part(part: Part) -> str:
    return f"{domain_name(part[0])} at {grade_name(part[1])} grade"


def _said(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _bands(item: Item) -> str:
    return "; ".join(f"from {band.lowest}: {band.label}" for band in item.bands)


def _alert(item: Item) -> str:
    return f"above {item.alert[0]}: {item.alert[1]}" if item.alert else ""
