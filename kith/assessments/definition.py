"""A form definition as Kith works with it: read from a FHIR Questionnaire that was checked before. Pure.

A question is named by its `linkId`; inside a repeating group by `group.n.linkId`, n from 0. That name is its key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kith.assessments import extensions as ext

Part = tuple[str, int]  # domain and grade: what is stored together, under one lock
Value = str | int | float | bool | dict[str, str]
Content = dict[str, list[Value]]  # key of a question → its answers
SHORT, LONG = 500, 20_000  # characters of an answer, unless the definition says less


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from. `weight`: what it counts in a score."""

    code: str
    label: str
    weight: float | None = None
    system: str = ""


@dataclass(frozen=True)
class Condition:
    """A question is asked only if the answer to another compares so. `answer`: a value, or a bool for `exists`."""

    question: str
    operator: str
    answer: Value


@dataclass(frozen=True)
class Band:
    """What a score from `lowest` on is called."""

    lowest: int
    label: str


@dataclass(frozen=True)
class Item:
    """A question, a group of them, or words between them. `part` is inherited where the definition says nothing."""

    key: str
    kind: str  # FHIR's type
    text: str
    part: Part
    hint: str = ""
    required: bool = False
    repeats: bool = False
    options: tuple[Option, ...] = ()
    units: tuple[Option, ...] = ()  # of a quantity
    minimum: Any = None
    maximum: Any = None
    longest: int = LONG
    conditions: tuple[Condition, ...] = ()
    any_of: bool = False
    initial: str = ""
    calculated: str = ""
    bands: tuple[Band, ...] = ()
    verify: str = ""
    alert: tuple[int, str] | None = None
    agreed: str = ""  # what it says of an action that goes into a plan: need, outcome, what, who, when
    items: tuple["Item", ...] = field(default=())

    @property
    def asks(self) -> bool:
        """Whether somebody answers it."""
        return self.kind not in ("group", "display") and not self.calculated

    @property
    def from_referral(self) -> bool:
        """Whether the referral with which the work began fills it in (prefill.py)."""
        return "%referral" in self.initial

    def walk(self) -> Iterator["Item"]:
        """Itself and everything in it, in order."""
        yield self
        for item in self.items:
            yield from item.walk()

    def option(self, code: Any) -> Option | None:
        return next((option for option in self.options if option.code == code), None)

    def unit(self, code: Any) -> Option | None:
        return next((unit for unit in self.units if unit.code == code), None)


@dataclass(frozen=True)
class Definition:
    """A form. `sections`: its pages. `notice`: whose it is, and what may be done with it."""

    slug: str
    version: int
    title: str
    purpose: str
    notice: str
    part: Part
    offered: frozenset[str]
    sections: tuple[Item, ...]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its linkId."""
        return {item.key: item for section in self.sections for item in section.walk()}

    @cached_property
    def above(self) -> Mapping[str, tuple[Item, ...]]:
        """The groups around each item, the outermost first."""
        found: dict[str, tuple[Item, ...]] = {}
        for section in self.sections:
            _place(section, (), found)
        return found

    @cached_property
    def parts(self) -> frozenset[Part]:
        """Every domain and grade that something is asked, or worked out, in."""
        return frozenset(item.part for item in self.items.values() if item.asks or item.calculated)

    @cached_property
    def scores(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items.values() if item.calculated)

    def section(self, key: str) -> Item | None:
        return next((section for section in self.sections if section.key == key), None)

    def section_of(self, link_id: str) -> Item:
        return (*self.above[link_id], self.items[link_id])[0]

    def group_of(self, link_id: str) -> Item | None:
        """The repeating group around a question, if there is one."""
        return next((group for group in self.above[link_id] if group.repeats), None)


def _place(item: Item, above: tuple[Item, ...], found: dict[str, tuple[Item, ...]]) -> None:
    found[item.key] = above
    for inner in item.items:
        _place(inner, (*above, item), found)


def link_id(key: str) -> str:
    """The linkId of a key, inside a repeating group or not."""
    return key.rsplit(".", 1)[-1]


def read(questionnaire: Mapping[str, Any]) -> Definition:
    """What a published Questionnaire says."""
    part = (ext.value_of(questionnaire, ext.DOMAIN), ext.value_of(questionnaire, ext.GRADE))
    sets = {f"#{held['id']}": held for held in questionnaire.get("contained", ()) if held.get("id")}
    return Definition(
        slug=questionnaire["id"],
        version=int(questionnaire["version"]),
        title=questionnaire["title"],
        purpose=questionnaire.get("description", ""),
        notice=questionnaire.get("copyright", ""),
        part=part,
        offered=frozenset(ext.value(found) for found in ext.all_of(questionnaire, ext.OFFERED)),
        sections=tuple(_item(item, part, sets) for item in questionnaire.get("item", ())),
    )


def _item(said: Mapping[str, Any], around: Part, sets: Mapping[str, Any]) -> Item:
    part = (ext.value_of(said, ext.DOMAIN) or around[0], ext.value_of(said, ext.GRADE) or around[1])
    alert = next(iter(ext.all_of(said, ext.ALERT)), None)
    return Item(
        key=said["linkId"],
        kind=said["type"],
        text=said.get("text", ""),
        part=part,
        hint=ext.value_of(said, ext.HELP) or "",
        required=said.get("required", False),
        repeats=said.get("repeats", False),
        options=tuple(_options(said, sets)),
        units=tuple(_units(said)),
        minimum=ext.value_of(said, ext.MINIMUM),
        maximum=ext.value_of(said, ext.MAXIMUM),
        longest=min(said.get("maxLength", LONG), LONG if said["type"] == "text" else SHORT),
        conditions=tuple(_condition(when) for when in said.get("enableWhen", ())),
        any_of=said.get("enableBehavior") == "any",
        initial=ext.expression_of(said, ext.INITIAL),
        calculated=ext.expression_of(said, ext.CALCULATED),
        bands=tuple(sorted((_band(band) for band in ext.all_of(said, ext.BAND)), key=lambda band: band.lowest)),
        verify=ext.value_of(said, ext.VERIFY) or "",
        agreed=ext.value_of(said, ext.AGREED) or "",
        alert=(ext.value_of(alert, "above"), ext.value_of(alert, "words")) if alert else None,
        items=tuple(_item(inner, part, sets) for inner in said.get("item", ())),
    )


def _options(said: Mapping[str, Any], sets: Mapping[str, Any]) -> Iterator[Option]:
    """From the question itself, or from a value set that the definition holds."""
    for option in said.get("answerOption", ()):
        coding = option.get("valueCoding") or {"code": option.get("valueString", "")}
        yield _option(coding, ext.value_of(option, ext.ORDINAL), coding.get("system", ""))
    yield from held_in(sets.get(said.get("answerValueSet", ""), {}))


def held_in(value_set: Mapping[str, Any]) -> Iterator[Option]:
    """Its expansion, which every reader of FHIR understands; else what composes it, which some ask a server for."""
    if "expansion" in value_set:
        concepts = [(each, each.get("system", "")) for each in value_set["expansion"].get("contains", ())]
    else:
        included = value_set.get("compose", {}).get("include", ())
        concepts = [(each, one.get("system", "")) for one in included for each in one.get("concept", ())]
    for concept, system in concepts:
        if concept.get("code"):
            yield _option(concept, ext.value_of(concept, ext.ORDINAL), system)


def _units(said: Mapping[str, Any]) -> Iterator[Option]:
    for found in (*ext.all_of(said, ext.UNIT), *ext.all_of(said, ext.UNITS)):
        coding = ext.value(found)
        if isinstance(coding, Mapping) and coding.get("code"):
            yield _option(coding, None, coding.get("system", ""))


def _option(coding: Mapping[str, Any], weight: float | None, system: str) -> Option:
    return Option(coding["code"], coding.get("display") or coding["code"], weight, system)


def _condition(when: Mapping[str, Any]) -> Condition:
    answer = next(held for name, held in when.items() if name.startswith("answer"))
    if "answerQuantity" in when:
        measured: Value = {"value": str(answer.get("value", "")), "unit": answer.get("code", "")}
        return Condition(when["question"], when["operator"], measured)
    return Condition(when["question"], when["operator"], answer["code"] if isinstance(answer, Mapping) else answer)


def _band(said: Mapping[str, Any]) -> Band:
    return Band(ext.value_of(said, "from"), ext.value_of(said, "label"))


def of_form(form: Any) -> Definition:
    """The definition of a published version. Read once a process: a version never changes, and is about nobody."""
    found = _known.get(form.digest)
    if found is None:
        found = _known[form.digest] = read(form.definition)
    return found


_known: dict[str, Definition] = {}
