"""Plans as their reader opens them: needs, outcomes, actions, what came of each; and what a review changed.

Each reading leaves its event.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from kith.access.models import Graded
from kith.casework.models import Action, Aim, Plan, Report
from kith.core.errors import Unknown
from kith.record.reading import looked

Row = TypeVar("Row", bound=Graded)
PEOPLE = ("owner", "author__practitioner")
Said = tuple[Action, Report | None]


@dataclass(frozen=True)
class InPlan:
    """A need with its actions, the soonest due first, each with the last that was said of it."""

    row: Aim
    actions: Sequence[Said]


@dataclass(frozen=True)
class Standing:
    """One version of a plan. `elsewhere`: actions for needs that the reader does not open."""

    row: Plan
    aims: Sequence[InPlan]
    elsewhere: Sequence[Said]

    @property
    def actions(self) -> Sequence[Said]:
        return [*(said for aim in self.aims for said in aim.actions), *self.elsewhere]

    @property
    def done(self) -> int:
        return sum(said is not None and said.done for _, said in self.actions)


def plan_of(person_id: UUID, plan_id: UUID) -> Plan:
    """One version. Raises Unknown."""
    found = Plan.objects.select_related(*PEOPLE).filter(person_id=person_id, id=plan_id).first()
    if found is None:
        raise Unknown
    looked("open", person_id, [found])
    return found


def action_of(person_id: UUID, action_id: UUID) -> Action:
    """One action. Raises Unknown."""
    found = Action.objects.select_related(*PEOPLE).filter(person_id=person_id, id=action_id).first()
    if found is None:
        raise Unknown
    looked("open", person_id, [found])
    return found


def aim_of(person_id: UUID, aim_id: UUID) -> Aim:
    """One need. Raises Unknown."""
    found = _rows(Aim, person_id).filter(id=aim_id).first()
    if found is None:
        raise Unknown
    looked("open", person_id, [found])
    return found


def standing(person_id: UUID, plan_id: UUID) -> Standing:
    """A version with all of it that I open. Raises Unknown."""
    found = next((each for each in standings(person_id) if each.row.id == plan_id), None)
    if found is None:
        raise Unknown
    return found


def standings(person_id: UUID) -> Sequence[Standing]:
    """Every version of every plan of a person, the newest first, with all that I open of each."""
    plans = list(_rows(Plan, person_id).order_by("-recorded_at", "-version", "id"))
    aims = _rows(Aim, person_id).order_by("id")
    actions = _rows(Action, person_id).filter(entry_id=None).order_by("by_when", "id")
    needs: dict[UUID, list[Aim]] = defaultdict(list)
    for aim in aims:
        needs[aim.plan_id].append(aim)
    said: dict[UUID | None, list[Said]] = defaultdict(list)
    last = {key: reports[-1] for key, reports in reports_of(person_id).items()}
    for action in actions:
        said[action.plan_id].append((action, last.get(action.key)))
    looked("open", person_id, [*plans, *aims, *actions])
    return [_standing(plan, needs[plan.id], said[plan.id]) for plan in plans]


def decided_in(person_id: UUID, entries: Collection[UUID]) -> Sequence[Said]:
    """What these entries decided that somebody does, the soonest due first, each with the last that was said of it."""
    actions = list(_rows(Action, person_id).filter(entry_id__in=list(entries)).order_by("by_when", "id"))
    if not actions:
        return ()
    looked("open", person_id, actions)
    last = {key: reports[-1] for key, reports in reports_of(person_id).items()}
    return [(action, last.get(action.key)) for action in actions]


def _rows(model: type[Row], person_id: UUID) -> "QuerySet[Row]":
    return model._default_manager.select_related(*PEOPLE).filter(person_id=person_id)  # type: ignore[return-value]  # every graded model has a manager


def _standing(plan: Plan, aims: Sequence[Aim], said: Sequence[Said]) -> Standing:
    known = {aim.key for aim in aims}
    held = [InPlan(aim, [each for each in said if each[0].aim_key == aim.key]) for aim in aims]
    return Standing(plan, held, [each for each in said if each[0].aim_key not in known])


def reports_of(person_id: UUID) -> Mapping[UUID, list[Report]]:
    """By action, the oldest first."""
    by_action: dict[UUID, list[Report]] = defaultdict(list)
    for report in _rows(Report, person_id).order_by("recorded_at", "id"):
        by_action[report.action_key].append(report)
    looked("open", person_id, [report for of in by_action.values() for report in of])
    return by_action


@dataclass(frozen=True)
class Change:
    """One line of a comparison. `how`: new, changed, done, no longer there, as it was."""

    how: str
    what: str
    before: str
    after: str


def compare(before: Standing, after: Standing) -> Sequence[Change]:
    """What the later version of a plan changes, as far as the reader opens both: needs, then actions."""
    done = frozenset(action.key for action, said in before.actions if said is not None and said.done)
    return [
        *_changes("Need", _needs(before), _needs(after)),
        *_changes("Action", _doings(before), _doings(after), done),
    ]


def _needs(plan: Standing) -> Mapping[UUID, str]:
    return {aim.row.key: f"{aim.row.need} → {aim.row.outcome}" for aim in plan.aims}


def _doings(plan: Standing) -> Mapping[UUID, str]:
    return {action.key: f"{action.what}, by {action.by_when:%-d %b %Y}" for action, _ in plan.actions}


def _changes(
    what: str, old: Mapping[UUID, str], new: Mapping[UUID, str], done: Collection[UUID] = ()
) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key, ""), new.get(key, "")
        if not after:
            yield Change("done" if key in done else "no longer there", what, before, "")
        elif not before:
            yield Change("new", what, "", after)
        else:
            yield Change("as it was" if before == after else "changed", what, before, after)
