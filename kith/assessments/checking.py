"""What is wrong with a form definition, before it is published: each fault with the path at which it stands.

FHIR's own rules first, by `fhir.resources`; then Kith's: what would make a form ambiguous, or its page betray an answer
(docs/decisions/0040-answers-by-part.md and 0042-what-a-question-may-depend-on.md).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kith.access.grades import DOMAINS, Grade
from kith.agencies.models import AgencyKind
from kith.assessments import extensions as ext
from kith.assessments.definition import Definition, Item, Value, held_in, read
from kith.assessments.expressions import faults_of, names_in

NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
TYPES = frozenset(
    {"group", "display", "boolean", "integer", "decimal", "quantity", "date", "string", "text", "choice", "open-choice"}
)
NOT_YET = {  # what FHIR has, and why a form cannot ask it
    "attachment": "attachment is not asked in a form: documents and photographs have no place in Kith yet",
}
OPERATORS = frozenset({"exists", "=", "!=", ">", "<", ">=", "<="})
RESERVED = frozenset({"all"})
AGREED = ("need", "outcome", "what", "who", "when")
LARGEST = 1_000_000  # characters
DEEPEST = 40


@dataclass(frozen=True)
class Fault:
    """`path`: where in the definition, as FHIR writes it: item[2].item[0].enableWhen[0]."""

    path: str
    words: str

    def __str__(self) -> str:
        return f"{self.path}: {self.words}"


def faults(questionnaire: Any) -> list[Fault]:
    """Everything that is wrong; a definition with none can be published. Raises nothing."""
    if not isinstance(questionnaire, dict) or questionnaire.get("resourceType") != "Questionnaire":
        return [Fault("resourceType", "is not Questionnaire")]
    if _depth(questionnaire) > DEEPEST:
        return [Fault("Questionnaire", f"is nested more than {DEEPEST} deep")]
    for check in (_fhir, _head, _items):
        if found := list(check(questionnaire)):
            return found
    return list(_meaning(read(questionnaire), _paths(questionnaire)))


def _depth(told: Any) -> int:
    """How deep lists and objects lie in each other; counted no further than matters, and without calling itself."""
    depth, layer = 0, [told]
    while layer and depth <= DEEPEST:
        within = [each.values() if isinstance(each, dict) else each for each in layer if isinstance(each, dict | list)]
        layer, depth = [inner for each in within for inner in each], depth + 1
    return depth


def _fhir(questionnaire: dict[str, Any]) -> Iterator[Fault]:
    from fhir.resources.R4B.questionnaire import Questionnaire  # a second to load, and only publishing needs it
    from pydantic import ValidationError

    try:
        Questionnaire.model_validate(questionnaire)
    except ValidationError as wrong:
        for each in wrong.errors(include_url=False, include_input=False):
            path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in each["loc"]).lstrip(".")
            yield Fault(path or "Questionnaire", each["msg"])


def _head(questionnaire: dict[str, Any]) -> Iterator[Fault]:
    if not NAME.fullmatch(questionnaire.get("id", "")):
        yield Fault("id", "is the form's name in small letters, digits and hyphens, such as child-in-need-plan")
    if not re.fullmatch(r"[1-9]\d{0,5}", questionnaire.get("version", "")):
        yield Fault("version", "is a whole number, 1 for the first")
    if questionnaire.get("status") != "active":
        yield Fault("status", "is active once a form is published")
    if not questionnaire.get("title"):
        yield Fault("title", "is missing: it is what people choose the form by")
    yield from _graded(questionnaire, "extension", whole=True)
    for kind in (ext.value(found) for found in ext.all_of(questionnaire, ext.OFFERED)):
        if kind not in AgencyKind.values:
            yield Fault("extension", f"offers the form to {kind}, which is no kind of organisation")
    if not questionnaire.get("item"):
        yield Fault("item", "is missing: a form asks something")


def _graded(element: Mapping[str, Any], path: str, whole: bool = False) -> Iterator[Fault]:
    domain, grade = ext.value_of(element, ext.DOMAIN), ext.value_of(element, ext.GRADE)
    if domain not in (DOMAINS if domain is not None or whole else (None,)):
        yield Fault(path, f"names the domain {domain}; there is none such" if domain else "says no domain")
    if (grade is not None and grade not in range(1, 6)) or (whole and grade is None):
        yield Fault(path, f"names the grade {grade}; grades are 1 to 5" if grade is not None else "says no grade")


def _items(questionnaire: dict[str, Any]) -> Iterator[Fault]:
    """What stands in each item by itself."""
    seen: dict[str, str] = {}
    held = {f"#{each.get('id')}" for each in questionnaire.get("contained", ()) if any(held_in(each))}
    for path, item, depth in _walk(questionnaire.get("item", ()), "item"):
        name, kind = item["linkId"], item["type"]
        if not NAME.fullmatch(name) or name in RESERVED:
            yield Fault(
                f"{path}.linkId", f"“{name}” is not small letters, digits and hyphens, or is taken by Kith itself"
            )
        if name in seen:
            yield Fault(f"{path}.linkId", f"“{name}” is the linkId of {seen[name]} too")
        seen.setdefault(name, path)
        if depth == 0 and (kind != "group" or item.get("repeats")):
            yield Fault(path, "stands at the top, where each item is a section: a group that does not repeat")
        yield from _graded(item, f"{path}.extension")
        yield from _one(path, item, kind, held)


def _one(path: str, item: Mapping[str, Any], kind: str, held: set[str]) -> Iterator[Fault]:
    if kind not in TYPES:
        yield Fault(f"{path}.type", NOT_YET.get(kind, f"{kind} is not a type that Kith asks"))
    if kind != "group" and item.get("item"):
        yield Fault(f"{path}.item", "stands under a question; only groups hold others")
    if kind == "group" and not item.get("item"):
        yield Fault(path, "is a group with nothing in it")
    if not item.get("text"):
        yield Fault(f"{path}.text", "is missing: every item says something")
    chooses = kind in ("choice", "open-choice")
    if chooses and not item.get("answerOption") and item.get("answerValueSet") not in held:
        yield Fault(path, "is a choice with nothing to choose from: options, or a value set that the form holds")
    for n, option in enumerate(item.get("answerOption", ())):
        if not (option.get("valueCoding", {}).get("code") or option.get("valueString")):
            yield Fault(f"{path}.answerOption[{n}]", "is neither a coding with a code nor a text")
    if kind in ("boolean", "quantity") and item.get("repeats"):
        yield Fault(f"{path}.repeats", "yes or no is answered once" if kind == "boolean" else "is given once")
    yield from _units(path, item, kind)
    yield from _agreed(path, item, kind)


def _units(path: str, item: Mapping[str, Any], kind: str) -> Iterator[Fault]:
    told = [ext.value(found) for found in (*ext.all_of(item, ext.UNIT), *ext.all_of(item, ext.UNITS))]
    codes = [coding.get("code") if isinstance(coding, Mapping) else None for coding in told]
    if kind == "quantity" and not codes:
        yield Fault(f"{path}.extension", "is a quantity without a unit (questionnaire-unit, questionnaire-unitOption)")
    if not all(codes) or len(set(codes)) < len(codes):
        yield Fault(f"{path}.extension", "has a unit without a code, or one twice")
    if len(codes) > 1 and any(ext.all_of(item, url) for url in (ext.MINIMUM, ext.MAXIMUM)):
        yield Fault(f"{path}.extension", "has a least or most value, and several units: of which?")


def _agreed(path: str, item: Mapping[str, Any], kind: str) -> Iterator[Fault]:
    agreed = ext.value_of(item, ext.AGREED)
    if agreed is not None and (agreed not in AGREED or (kind == "date") != (agreed == "when")):
        yield Fault(f"{path}.extension", f"says {agreed} of an action: {', '.join(AGREED)} are words, when is a date")


def _walk(items: Any, path: str, depth: int = 0) -> Iterator[tuple[str, dict[str, Any], int]]:
    for n, item in enumerate(items):
        here = f"{path}[{n}]"
        yield here, item, depth
        yield from _walk(item.get("item", ()), f"{here}.item", depth + 1)


def _paths(questionnaire: dict[str, Any]) -> dict[str, str]:
    return {item["linkId"]: path for path, item, _ in _walk(questionnaire["item"], "item")}


def _meaning(form: Definition, paths: Mapping[str, str]) -> Iterator[Fault]:
    """What items mean together."""
    for name, item in form.items.items():
        yield from _conditions(form, item, paths[name])
        yield from _expressions(form, item, paths[name])
        yield from _repeating(form, item, paths[name])
    yield from _circles(form, paths)


def _conditions(form: Definition, item: Item, path: str) -> Iterator[Fault]:
    for n, when in enumerate(item.conditions):
        here, source = f"{path}.enableWhen[{n}]", form.items.get(when.question)
        if source is None:
            yield Fault(f"{here}.question", f"“{when.question}” is not in this form")
            continue
        if not source.asks:
            yield Fault(f"{here}.question", f"“{when.question}” is not answered by anybody")
        if when.operator not in OPERATORS:
            yield Fault(f"{here}.operator", f"{when.operator} is none that Kith compares by")
        if source.kind == "choice" and when.operator in ("=", "!=") and not source.option(when.answer):
            yield Fault(f"{here}.answer", f"“{when.answer}” is not an answer to “{when.question}”")
        if source.kind == "quantity" and when.operator != "exists" and not source.unit(_unit_of(when.answer)):
            yield Fault(f"{here}.answer", f"is in no unit of “{when.question}”")
        around = form.group_of(when.question)
        if around and around not in form.above[item.key]:
            yield Fault(f"{here}.question", f"“{when.question}” is asked once for each {around.text}: of which?")
        for inner in item.walk():
            if inner.kind != "group" and not follows(form, inner, source):
                yield Fault(here, _betrays(inner, source))


def _unit_of(answer: Value) -> str:
    return answer.get("unit", "") if isinstance(answer, dict) else ""


def follows(form: Definition, item: Item, source: Item) -> bool:
    """Whether everyone who is shown an item opens the answer on which it depends, so that it betrays nothing."""
    domain, grade = source.part
    return (domain == form.part[0] and grade <= form.part[1]) or (domain == item.part[0] and grade <= item.part[1])


def _betrays(item: Item, source: Item) -> str:
    return (
        f"would betray the answer to “{source.key}” ({source.part[0]} {source.part[1]}) to whoever is shown"
        f" “{item.key}” ({item.part[0]} {item.part[1]}): it must be in the same domain and at least as far in, or"
        " depend on what everybody who opens the form opens"
    )


def _expressions(form: Definition, item: Item, path: str) -> Iterator[Fault]:
    for expression in filter(None, (item.initial, item.calculated)):
        yield from (Fault(f"{path}.extension", words) for words in faults_of(expression))
    of_person = item.initial and not item.from_referral
    if of_person and not (item.part[0] == "identity" and item.part[1] >= Grade.ESSENTIAL):
        yield Fault(path, "is filled in from the record, so it is identity at essential grade or further in")
    if item.from_referral and re.search("%(patient|resource)", item.initial):
        yield Fault(path, "is filled in from the referral or from the record, not from both")
    if item.initial and form.group_of(item.key):
        yield Fault(path, "is filled in from the record, and stands in a group that repeats")
    if item.calculated and item.kind not in ("integer", "decimal", "string"):
        yield Fault(f"{path}.type", "is worked out: a whole number, a number or a text")
    if item.calculated and not (names_in(item.calculated) & set(form.items)):
        yield Fault(f"{path}.extension", "works out a score from no question of this form")
    for name in names_in(item.calculated) & set(form.items):
        if form.group_of(name):
            yield Fault(
                f"{path}.extension", f"“{name}” stands in a group that repeats: a score is made of single answers"
            )


def _repeating(form: Definition, item: Item, path: str) -> Iterator[Fault]:
    if item.kind != "group" or not item.repeats:
        return
    inner = [each for each in item.walk() if each is not item]
    if len({each.part for each in inner if each.asks}) > 1:
        yield Fault(path, "repeats, so that all that is asked in it is in one domain at one grade")
    if any(each.kind == "group" or each.calculated for each in inner):
        yield Fault(path, "repeats, so that it holds questions, no group and no score")


def _circles(form: Definition, paths: Mapping[str, str]) -> Iterator[Fault]:
    """Items that wait for each other."""
    waits = {name: _waits_for(form, item) for name, item in form.items.items()}
    done: set[str] = set()

    def circle(name: str, trail: tuple[str, ...]) -> tuple[str, ...]:
        if name in trail:
            return (*trail[trail.index(name) :], name)
        if name in done:
            return ()
        found = next(filter(None, (circle(other, (*trail, name)) for other in waits[name])), ())
        done.add(name)
        return found

    for name in waits:
        if found := circle(name, ()):
            yield Fault(paths[found[0]], f"goes round in a circle: {' → '.join(found)}")
            return


def _waits_for(form: Definition, item: Item) -> list[str]:
    around = [*form.above[item.key], item]
    asked = [when.question for each in around for when in each.conditions]
    named = sorted(names_in(item.calculated) & set(form.items)) if item.calculated else []
    return [name for name in (*asked, *named) if name in form.items]
