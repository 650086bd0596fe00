"""What a form agrees on, as its reader opens it, to be put into a plan: typed once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kith.assessments.definition import Content, Item
from kith.assessments.fhir import instances
from kith.assessments.models import State
from kith.assessments.queries import Filled
from kith.casework.models import Action


@dataclass(frozen=True)
class Agreed:
    """One action that a form agrees on. `source`: the answer that it is, the same in every version of the form.

    `at`: domain and grade of what is to be done; need and outcome are kept only where they are of the same.
    """

    source: str
    at: tuple[str, int]
    what: str
    need: str
    outcome: str
    who: str
    when: date | None


def agreed(filled: Filled) -> Sequence[Agreed]:
    """Of a form that is signed off, in its order; what the reader does not open is not there."""
    if filled.row.state != State.SIGNED:
        return ()
    return [each for section in filled.definition.sections for each in _in_group(section, filled, "")]


def waiting(filled: Filled) -> Sequence[Agreed]:
    """Those that are in no plan yet. Asks only where the form agrees on something."""
    found = agreed(filled)
    if not found:
        return ()
    known = Action.objects.filter(person_id=filled.row.person_id, source__in=[each.source for each in found])
    taken = set(known.values_list("source", flat=True))
    return [each for each in found if each.source not in taken]


def _in_group(group: Item, filled: Filled, within: str) -> Iterator[Agreed]:
    """An action a group, or an instance of it; groups inside stand for themselves."""
    for instance in instances(group, filled.content) if group.repeats else [within]:
        marked = {item.agreed: item for item in group.items if item.agreed}
        if "what" in marked:
            yield from _action(marked, filled.content, instance, filled.row.series, filled.definition.title)
        for inner in group.items:
            if inner.kind == "group":
                yield from _in_group(inner, filled, instance)


def _action(marked: Mapping[str, Item], content: Content, instance: str, series: UUID, title: str) -> Iterator[Agreed]:
    """Nothing where nobody said what is to be done."""
    key = _key(marked["what"], instance)
    what = _said(content, key)
    if not what:
        return
    at = marked["what"].part
    words = {
        part: _said(content, _key(item, instance))
        for part, item in marked.items()
        if item.part == at or part in ("who", "when")
    }
    yield Agreed(
        source=f"{series}/{key}", at=at, what=what, need=words.get("need") or f"Agreed in: {title}",
        outcome=words.get("outcome") or "It is done as agreed.", who=words.get("who", ""),
        when=_day(words.get("when", "")),
    )  # fmt: skip


def _key(item: Item, instance: str) -> str:
    return f"{instance}.{item.key}" if instance else item.key


def _said(content: Content, key: str) -> str:
    return "; ".join(str(value) for value in content.get(key, ())).strip()


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
