"""What is wrong with an edition of the guide as somebody sends it: each fault with the line at which it stands. Pure.

It is read as YAML in which every value is words. What the rest of Kith counts on must be there: the consent that a
request rests on, the laws that kinds of joint work rest on, what lifts confidence in the fast lane.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kith.agencies.models import AgencyKind
from kith.assessments.checking import Fault
from kith.sharing.gatherings import kinds
from kith.sharing.guide import BESIDE, CONSENT, FORCES, STRENGTH, Guide, read

LARGEST = 200_000  # characters
LONGEST = 1_000
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .()/-]{0,59}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]{0,39}")
FAST = "statute"  # what the fast lane says lifts a duty of confidence
ABOUT = ("child", "adult", "anyone")
MANY = ("purposes", "asks", "of")
MAY_BE_EMPTY = ("article6", "article9")
FIELDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # part: what each entry must say, and what it may
    "gateways": (
        ("code", "name", "purposes", "says", "force", "article6", "article9", "regime", "sure"),
        ("except", "asks", "of"),
    ),
    "purposes": (("code", "words"), ("about",)),
    "confidentiality": (("code", "words"), ()),
    "reasons": (("code", "words", "law"), ()),
}


def faults(told: str) -> list[Fault]:
    """Everything that is wrong; an edition with none can be kept. Raises nothing."""
    if len(told) > LARGEST:
        return [Fault("The file", f"is longer than {LARGEST:,} characters, and was not read")]
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(told)):
            return [Fault("The file", "uses & and * to repeat something: write it out")]
        root = yaml.compose(told, yaml.BaseLoader)
    except yaml.MarkedYAMLError as wrong:
        return [Fault(_where(wrong.problem_mark), f"is not YAML: {wrong.problem}")]
    except (yaml.YAMLError, RecursionError) as wrong:
        return [Fault("The file", f"is not YAML: {' '.join(str(wrong).split())[:200]}")]
    found = list(_shape(root))
    return found or list(_meaning(read(told), _lines(root)))


def _where(mark: yaml.Mark | None) -> str:
    return f"line {mark.line + 1}, character {mark.column + 1}" if mark else "The file"


def _line(node: Node) -> str:
    return f"line {node.start_mark.line + 1}"


def _shape(root: Node | None) -> Iterator[Fault]:
    """Parts, entries and fields: what is missing, twice, unknown, or not words."""
    if not isinstance(root, MappingNode):
        yield Fault("The file", f"must have version, {', '.join(FIELDS)}, each beginning a line")
        return
    yield from _keys(root, ("version", *FIELDS), (), "The file")
    for key, node in root.value:
        if key.value == "version":
            yield from _words(node, "version", VERSION)
        elif key.value in FIELDS:
            yield from _entries(key.value, node)


def _keys(node: MappingNode, must: tuple[str, ...], may: tuple[str, ...], where: str) -> Iterator[Fault]:
    told = [str(key.value) for key, _ in node.value]
    for key, _ in node.value:
        if key.value not in (*must, *may):
            yield Fault(
                f"{_line(key)}, {where}", f"“{key.value}” is not known here; what is: {', '.join((*must, *may))}"
            )
        elif told.count(key.value) > 1:
            yield Fault(f"{_line(key)}, {where}", f"“{key.value}” stands there twice")
    yield from (Fault(f"{_line(node)}, {where}", f"“{name}” is missing") for name in must if name not in told)


def _entries(part: str, node: Node) -> Iterator[Fault]:
    if not (isinstance(node, SequenceNode) and node.value):
        yield Fault(f"{_line(node)}, {part}", "must be a list with something in it")
        return
    for entry in node.value:
        if isinstance(entry, MappingNode):
            yield from _entry(part, entry)
        else:
            yield Fault(f"{_line(entry)}, {part}", f"each begins with “code:”, then {', '.join(FIELDS[part][0][1:])}")


def _entry(part: str, entry: MappingNode) -> Iterator[Fault]:
    must, may = FIELDS[part]
    where = f"{part}, {_code(entry)}"
    yield from _keys(entry, must, may, where)
    for key, value in entry.value:
        if key.value in MANY:
            yield from _list(value, f"{where}, {key.value}")
        elif key.value in (*must, *may):
            yield from _words(value, f"{where}, {key.value}", CODE if key.value == "code" else None)


def _code(entry: MappingNode) -> str:
    return next((str(value.value) for key, value in entry.value if key.value == "code"), "one without a code")


def _list(node: Node, where: str) -> Iterator[Fault]:
    if isinstance(node, SequenceNode) and node.value and all(isinstance(each, ScalarNode) for each in node.value):
        return
    yield Fault(f"{_line(node)}, {where}", "is a list in square brackets, such as [worry, enquiry]")


def _words(node: Node, where: str, pattern: re.Pattern[str] | None = None) -> Iterator[Fault]:
    if not isinstance(node, ScalarNode):
        yield Fault(f"{_line(node)}, {where}", "is words, not a list: put it in quotes if it has a colon or a bracket")
    elif len(node.value) > LONGEST:
        yield Fault(f"{_line(node)}, {where}", f"is longer than {LONGEST:,} characters")
    elif not node.value.strip() and where.split(", ")[-1] not in MAY_BE_EMPTY:
        yield Fault(f"{_line(node)}, {where}", "is empty")
    elif pattern and not pattern.fullmatch(node.value):
        yield Fault(f"{_line(node)}, {where}", f"“{node.value[:60]}” is letters, digits, spaces, . / - and brackets")


Lines = Callable[..., str]


def _lines(root: Node | None) -> Lines:
    """(part, code and perhaps field) → where it stands, in words; the part itself where there is no such code."""
    assert isinstance(root, MappingNode), "its shape is right"
    parts = {key.value: node for key, node in root.value}
    heads = {key.value: _line(key) for key, _ in root.value}
    at = {(part, _code(e), ""): _line(e) for part in FIELDS for e in parts[part].value}
    at |= {(part, _code(e), k.value): _line(k) for part in FIELDS for e in parts[part].value for k, _ in e.value}

    def where(part: str, code: str, field: str = "") -> str:
        line = at.get((part, code, field)) or at.get((part, code, "")) or heads[part]
        return ", ".join(each for each in (line, part, code, field) if each)

    return where


def _meaning(guide: Guide, at: Lines) -> Iterator[Fault]:
    """What would mislead whoever is guided, or break what counts on it."""
    for check in (_twice, _laws, _purposes, _needed):
        yield from check(guide, at)


def _twice(guide: Guide, at: Lines) -> Iterator[Fault]:
    for part in FIELDS:
        codes = [each.code for each in getattr(guide, part)]
        yield from (Fault(at(part, c), "two have this code") for c in sorted({c for c in codes if codes.count(c) > 1}))


def _laws(guide: Guide, at: Lines) -> Iterator[Fault]:
    purposes = {purpose.code for purpose in guide.purposes}
    for law in guide.gateways:
        where = at("gateways", law.code)
        if law.force not in STRENGTH:
            yield Fault(at("gateways", law.code, "force"), f"is “{law.force}”: write {', '.join(FORCES)}")
        elif law.force == "duty" and not law.exception:
            yield Fault(where, "a duty says when it does not bind: write except")
        for field, named in (("asks", law.asks), ("of", law.of)):
            yield from _kinds(at("gateways", law.code, field), set(named) - set(AgencyKind.values))
        if unknown := sorted(set(law.purposes) - purposes):
            yield Fault(at("gateways", law.code, "purposes"), f"“{unknown[0]}” is none of the purposes below")
        if law.code in BESIDE:
            yield Fault(where, "this code is taken by whoever rests on no law")


def _kinds(where: str, strange: set[str]) -> Iterator[Fault]:
    for kind in sorted(strange):
        yield Fault(where, f"there is no kind of organisation “{kind}”: {', '.join(AgencyKind.values)}")


def _purposes(guide: Guide, at: Lines) -> Iterator[Fault]:
    pairs = list(product(AgencyKind.values, repeat=2))
    for purpose in guide.purposes:
        if purpose.about not in ABOUT:
            yield Fault(at("purposes", purpose.code, "about"), f"is “{purpose.about}”: write {', '.join(ABOUT)}")
        if not any(law.fits(purpose.code, *pair) for law in guide.gateways for pair in pairs):
            yield Fault(at("purposes", purpose.code), "no law leads from it: whoever chooses it is told nothing")


def _needed(guide: Guide, at: Lines) -> Iterator[Fault]:
    """What other parts of Kith count on."""
    consent = guide.gateway(CONSENT)
    if consent is None or consent.force != "permission":
        yield Fault(
            at("gateways", CONSENT), f"there must be “{CONSENT}”, a permission: requests rest on it by this code"
        )
    for kind in kinds().values():
        if guide.gateway(kind.law) is None:
            yield Fault(at("gateways", kind.law), f"“{kind.law}” must stay: {kind.name.lower()} rests on it")
    if not guide.confidentiality_words(FAST):
        yield Fault(at("confidentiality", FAST), f"“{FAST}” must stay: the fast lane under a duty says it")
