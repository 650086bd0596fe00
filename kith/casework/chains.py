"""Chains of steps, read from `data/chains/`: what may follow what, who signs off, which clocks start and stop.

A chain is data of the service. What it must be is checked when it is read: a wrong one is refused with its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kith.access.grades import Domain, Grade
from kith.agencies.models import AgencyKind
from kith.assessments.definition import Item
from kith.assessments.definition import read as read_form
from kith.assessments.starting import definitions
from kith.casework.clocks import clocks

FOLDER = Path(__file__).parent / "data" / "chains"
APPROVALS = {"manager": "a manager", "panel": "a panel"}
OWN = "own"  # as a step's domain: that in which the team of whoever begins it records


class Wrong(ValueError):
    """A chain that cannot be taken; the message names the place."""


@dataclass(frozen=True)
class Outcome:
    """How a step can end: what begins then, and which clocks start, from now or from when the step began, and stop.

    `keeps`: the front door that had the step goes on with the person, and so goes on seeing them. `answers`: what the
    step's form says when it comes to this, as codes of the question that decides.
    """

    code: str
    words: str
    begin: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    start_from_begin: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    keeps: bool = False
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A step of a chain. `owner`: whose work it mostly is, in words. `form`: slug of the form in which it is done.

    `approvals`: who signs off, in order. `alongside`: what may begin while it goes on. `start`, `stop`: clocks, as it
    begins. `note`: what whoever begins it must know. `last`: with it all work there ends, so it does not begin while
    another step goes on that can come to it, and whoever settles it says whose involvement ends. `decides`: the
    questions of the form, by linkId, that say what it came to and why; what stands there is not typed again.
    """

    code: str
    title: str
    owner: str
    domain: str
    grade: int
    form: str
    approvals: tuple[str, ...]
    alongside: tuple[str, ...]
    start: tuple[str, ...]
    outcomes: Mapping[str, Outcome]
    stop: tuple[str, ...] = ()
    note: str = ""
    last: bool = False
    decides: tuple[str, ...] = ()

    @property
    def follows(self) -> tuple[str, ...]:
        """The steps that may come next, in the order of the outcomes, each once."""
        return tuple(dict.fromkeys(code for outcome in self.outcomes.values() for code in outcome.begin))

    @property
    def stops(self) -> frozenset[str]:
        """The clocks that some outcome of it stops."""
        return frozenset(name for outcome in self.outcomes.values() for name in outcome.stop)


@dataclass(frozen=True)
class Chain:
    code: str
    title: str
    agencies: frozenset[str]
    begins: tuple[str, ...]
    steps: Mapping[str, Kind]
    receives: str = ""  # the step that begins with a referral which somebody sends in

    def from_there(self, code: str) -> list[str]:
        """A step, and those to which its outcomes can come, nearest first."""
        found = [code]
        for each in found:
            found += [n for n in (self.steps[each].follows if each in self.steps else ()) if n not in found]
        return found


@cache
def chains() -> Mapping[str, Chain]:
    """Every chain, by its code: the name of its file. Raises Wrong."""
    return {file.stem: read(file.stem, yaml.safe_load(file.read_text())) for file in sorted(FOLDER.glob("*.yaml"))}


def of_agency(kind: str) -> tuple[Chain, ...]:
    """The chains by which an organisation of this kind works."""
    return tuple(chain for chain in chains().values() if kind in chain.agencies)


def receiving(kind: str) -> tuple[Chain, Kind] | None:
    """With which step such an organisation begins when a referral comes in; None where it works by no such chain."""
    found = next((chain for chain in of_agency(kind) if chain.receives), None)
    return (found, found.steps[found.receives]) if found else None


def started() -> frozenset[str]:
    """The clocks that some step starts, as it begins or ends."""
    return frozenset(
        name
        for chain in chains().values()
        for step in chain.steps.values()
        for name in (*step.start, *(n for o in step.outcomes.values() for n in (*o.start, *o.start_from_begin)))
    )


def kind_of(chain: str, step: str) -> Kind:
    """The step; one that its chain no longer has reads as its own name, and nothing can follow it."""
    known = chains().get(chain)
    words = step.replace("_", " ").strip().capitalize() or "Step"
    return (known and known.steps.get(step)) or Kind(step, words, "", "social_care", 3, "", (), (), (), {})


def read(code: str, told: Mapping[str, Any]) -> Chain:
    """Raises Wrong."""
    try:
        steps = {name: _kind(name, step) for name, step in told["steps"].items()}
        agencies, begins = frozenset(told["agencies"]), tuple(told["begins"])
        chain = Chain(code, told["title"], agencies, begins, steps, told.get("receives", ""))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise Wrong(f"Chain {code}: {wrong}") from wrong
    if problems := list(check(chain)):
        raise Wrong(f"Chain {code}: {'; '.join(problems)}")
    return chain


def _kind(code: str, told: Mapping[str, Any]) -> Kind:
    return Kind(
        code=code, title=told["title"], owner=told["owner"], domain=told.get("domain", Domain.SOCIAL_CARE),
        grade=told.get("grade", Grade.PRACTICE), form=told.get("form", ""),
        approvals=tuple(told.get("approvals", ())), alongside=tuple(told.get("alongside", ())),
        start=tuple(told.get("on_begin", {}).get("start", ())),
        outcomes={name: _outcome(name, outcome) for name, outcome in told["outcomes"].items()},
        stop=tuple(told.get("on_begin", {}).get("stop", ())), note=told.get("note", ""),
        last=told.get("last", False), decides=tuple(told.get("decides", ())),
    )  # fmt: skip


def _outcome(code: str, told: Mapping[str, Any]) -> Outcome:
    lists = {name: tuple(told.get(name, ())) for name in ("begin", "start", "start_from_begin", "stop", "answers")}
    unknown = set(told) - set(lists) - {"words", "keeps"}
    if unknown:
        raise KeyError(f"{code}: {', '.join(sorted(unknown))}")
    return Outcome(code, told["words"], keeps=told.get("keeps", False), **lists)


def check(chain: Chain) -> Iterator[str]:
    """What is wrong with a chain: words or ways that lead nowhere."""
    yield from (f"no such kind of organisation: {kind}" for kind in sorted(chain.agencies - set(AgencyKind.values)))
    yield from (f"begins with {code}, which is no step of it" for code in chain.begins if code not in chain.steps)
    if chain.receives and chain.receives not in chain.begins:
        yield f"receives referrals as {chain.receives}, with which it does not begin"
    for step in chain.steps.values():
        yield from (f"{step.code}: {problem}" for problem in _problems(chain, step))
    yield from (f"{code} can never be reached" for code in chain.steps if code not in reached(chain))


def _problems(chain: Chain, step: Kind) -> Iterator[str]:
    if step.domain not in (*Domain.values, OWN) or not Grade.ESSENTIAL <= step.grade <= Grade.SENSITIVE:
        yield "its domain or grade is none"
    if not step.outcomes:
        yield "it has no outcome, so it never ends"
    if step.form and step.form not in _forms():
        yield f"there is no form {step.form}"
    yield from _undecided(step)
    if step.last and step.follows:
        yield "it is the last, and something follows it"
    yield from (f"nobody signs off as {who}" for who in step.approvals if who not in APPROVALS)
    yield from (
        f"leads to {code}, which is no step" for code in (*step.follows, *step.alongside) if code not in chain.steps
    )
    yield from (
        f"there is no clock {name}" for name in sorted(_clocks_of(step)) if name not in {c.name for c in clocks()}
    )


def _undecided(step: Kind) -> Iterator[str]:
    """Where its form could not say what it came to."""
    answers = [code for outcome in step.outcomes.values() for code in outcome.answers]
    asked = _forms().get(step.form, {})
    yield from (f"its form does not ask {key}" for key in step.decides if key not in asked)
    known = {option.code for key in step.decides[:1] if key in asked for option in asked[key].options}
    yield from (f"nobody can answer {code} in its form" for code in answers if code not in known)
    if len(set(answers)) < len(answers):
        yield "one answer stands for two outcomes"


@cache
def _forms() -> Mapping[str, Mapping[str, Item]]:
    """The forms that Kith comes with: slug → what they ask, by linkId."""
    return {form["id"]: read_form(form).items for form in definitions()}


def _clocks_of(step: Kind) -> set[str]:
    named = [(*outcome.start, *outcome.start_from_begin, *outcome.stop) for outcome in step.outcomes.values()]
    return {*step.start, *step.stop, *(name for names in named for name in names)}


def reached(chain: Chain) -> list[str]:
    """The steps in the order in which they are met from its beginnings, nearest first."""
    found = [code for code in chain.begins if code in chain.steps]
    for code in found:
        step = chain.steps[code]
        after = dict.fromkeys((*step.follows, *step.alongside))
        found += [each for each in after if each in chain.steps and each not in found]
    return found
