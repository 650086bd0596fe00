"""The work about one person as its reader opens it. Each reading leaves its event."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.assessments.models import Response
from kith.assessments.queries import titles_of
from kith.casework.chains import Kind, kind_of
from kith.casework.models import Move, MoveKind, Running, State, Step
from kith.core.errors import Unknown
from kith.record.models import Entry
from kith.record.reading import looked

PEOPLE = ("owner", "author__practitioner")
MOST = 100


@dataclass(frozen=True)
class Doing:
    """A step as its reader opens it, with what was done to it, oldest first, and the clocks of its line."""

    row: Step
    kind: Kind
    moves: Sequence[Move]
    clocks: Sequence[Running]

    @property
    def running(self) -> Sequence[Running]:
        return [clock for clock in self.clocks if _runs(clock)]

    @property
    def stopped(self) -> Sequence[Running]:
        """The last that stopped first."""
        return sorted((c for c in self.clocks if not _runs(c)), key=lambda c: str(c.stopped_at), reverse=True)

    @property
    def outcome(self) -> str:
        """What it came to, in words."""
        chosen = self.kind.outcomes.get(self.row.outcome)
        return chosen.words if chosen else self.row.outcome.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Done:
    """The form in which a step is done, its newest version, and what the form is called."""

    row: Response
    title: str


def step_of(person_id: UUID, step_id: UUID) -> Step:
    """One step. Raises Unknown."""
    found = Step.objects.select_related(*PEOPLE).filter(person_id=person_id, id=step_id).first()
    if found is None:
        raise Unknown
    looked("open", person_id, [found])
    return found


def clock_of(person_id: UUID, clock_id: UUID) -> Running:
    """One clock. Raises Unknown."""
    found = Running.objects.filter(person_id=person_id, id=clock_id).first()
    if found is None:
        raise Unknown
    looked("open", person_id, [found])
    return found


def others_open(step: Step) -> list[str]:
    """The codes of the other steps of the line that go on, whoever's they are, as far as the caller opens them."""
    going = Step.objects.filter(person_id=step.person_id, line=step.line).exclude(state=State.FINISHED)
    return list(going.exclude(id=step.id).values_list("step", flat=True))


def work_of(person_id: UUID) -> Sequence[Doing]:
    """The steps of a person's work that I open: those in progress first, then the last that ended."""
    steps = list(Step.objects.select_related(*PEOPLE).filter(person_id=person_id).order_by("-began_at", "-id")[:MOST])
    moves, clocks = _moves(person_id), _clocks(person_id)
    looked("list", person_id, [*steps, *(c for of in clocks.values() for c in of)])
    found = [_doing(step, moves, _its_own(step, steps, clocks)) for step in steps]
    return sorted(found, key=lambda each: each.row.state == State.FINISHED)


def _its_own(step: Step, steps: Sequence[Step], clocks: Mapping[UUID, list[Running]]) -> Mapping[UUID, list[Running]]:
    """The clocks of the step's line, less those that another step in progress there will stop and this one will not."""
    others = [each for each in steps if each.line == step.line and each.id != step.id and each.state != State.FINISHED]
    return _less(step, [each.step for each in others], clocks)


def _less(step: Step, others: Sequence[str], clocks: Mapping[UUID, list[Running]]) -> Mapping[UUID, list[Running]]:
    """Those by which it is itself due, where it stops some that run; else not those that others will stop.

    `others`: the codes of the steps of its line that go on beside it.
    """
    own, of_line = kind_of(step.chain, step.step).stops, clocks.get(step.line, [])
    elsewhere = {name for code in others for name in kind_of(step.chain, code).stops}
    runs = {clock.clock for clock in of_line if _runs(clock)}
    its = own if others and own & runs else runs - (elsewhere - own)
    return {step.line: [c for c in of_line if c.clock in its or not _runs(c) or c.step_id == step.id]}


def doing(person_id: UUID, step_id: UUID) -> Doing:
    """One step with all that was done to it. Raises Unknown."""
    step = step_of(person_id, step_id)
    found = _doing(step, _moves(person_id, step_id), _less(step, others_open(step), _clocks(person_id)))
    looked("open", person_id, [*found.moves, *found.clocks])
    return found


def asked_with(step: Step) -> Move | None:
    """Who asked last for a step to be signed off, and why."""
    asked = Move.objects.select_related("author__practitioner").filter(
        person_id=step.person_id, step_id=step.id, kind=MoveKind.SUBMITTED
    )
    found = asked.order_by("-recorded_at", "-id").first()
    looked("open", step.person_id, [found] if found else [])
    return found


def step_of_form(form: Response) -> Step | None:
    """The step that is done in this form, of whatever version, if the caller opens it."""
    found = Step.objects.filter(person_id=form.person_id, response=form.series).order_by("-began_at").first()
    looked("open", form.person_id, [found] if found else [])
    return found


def step_of_referral(entry: Entry) -> Step | None:
    """The step that began with a referral, if the caller opens it."""
    found = Step.objects.filter(person_id=entry.person_id, entry=entry.series).first()
    looked("open", entry.person_id, [found] if found else [])
    return found


def referral_of(step: Step) -> Entry | None:
    """The referral with which a step began, its newest version, if the caller opens it."""
    if step.entry is None:
        return None
    newest = Entry.objects.select_related("author__practitioner", "author__agency")
    found = newest.filter(person_id=step.person_id, series=step.entry, current=True).first()
    looked("open", step.person_id, [found] if found else [])
    return found


def referral_of_form(form: Response) -> Entry | None:
    """The referral with which the work of a form began, if the caller opens the steps and it."""
    step = step_of_form(form)
    if step is None or step.entry is not None:
        return referral_of(step) if step else None
    first = Step.objects.filter(person_id=step.person_id, id=step.line).first()
    looked("open", step.person_id, [first] if first else [])
    return referral_of(first) if first else None


def forms_of(person_id: UUID, steps: Sequence[Step]) -> Mapping[UUID, Done]:
    """Step → the form in which it is done, its newest version, where the caller opens that."""
    held = {step.response: step.id for step in steps if step.response}
    if not held:
        return {}
    newest = Response.objects.filter(person_id=person_id, series__in=held).order_by("series", "-version")
    found = list(newest.distinct("series"))
    looked("list", person_id, found)
    titles = titles_of({row.form for row in found})
    return {held[row.series]: Done(row, titles.get(row.form, row.form)) for row in found}


def _doing(step: Step, moves: Mapping[UUID, list[Move]], clocks: Mapping[UUID, list[Running]]) -> Doing:
    """With the clocks that it started; while it goes on, those too that run in its line."""
    theirs = [
        c for c in clocks.get(step.line, []) if c.step_id == step.id or (_runs(c) and step.state != State.FINISHED)
    ]
    return Doing(step, kind_of(step.chain, step.step), tuple(moves.get(step.id, ())), tuple(theirs))


def _runs(clock: Running) -> bool:
    return clock.stopped_at is None


def _moves(person_id: UUID, step_id: UUID | None = None) -> Mapping[UUID, list[Move]]:
    found = Move.objects.select_related("author__practitioner").filter(person_id=person_id)
    if step_id:
        found = found.filter(step_id=step_id)
    by_step: dict[UUID, list[Move]] = defaultdict(list)
    for move in found.order_by("recorded_at", "id"):
        by_step[move.step_id].append(move)
    return by_step


def _clocks(person_id: UUID) -> Mapping[UUID, list[Running]]:
    """By line, the soonest due first; those that stand last."""
    by_line: dict[UUID, list[Running]] = defaultdict(list)
    for clock in Running.objects.filter(person_id=person_id).order_by("due_at", "id"):
        by_line[clock.line].append(clock)
    return by_line
