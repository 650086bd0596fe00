"""Say why a clock is late; stop one while something is awaited, let it go on, extend it once where the law allows."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.models import MoveKind, Running, Step
from kith.casework.moving import doer, note
from kith.casework.queries import step_of
from kith.casework.timing import counted_again, edition_of
from kith.core.clock import now
from kith.core.errors import Invalid, Unknown


@transaction.atomic
def explain_late(*, person_id: UUID, clock_id: UUID, reason: str) -> Running:
    """Why it is, or was, late: beside the clock, for the team's view and for whoever inspects. Raises Invalid, …"""
    clock, step = _held(person_id, clock_id)
    if clock.due_at is None or (clock.stopped_at or now()) <= clock.due_at:
        raise Invalid("This clock is not late.")
    _change(clock, step, MoveKind.EXPLAINED, reason, why_late=reason.strip())
    log("explain late", person_id, [clock.id, step.id], [clock.domain], [clock.grade])
    return clock


@transaction.atomic
def pause_clock(*, person_id: UUID, clock_id: UUID, reason: str) -> Running:
    """It stands until it is let go on. Raises Invalid (it stands or has stopped already), Refused, Unknown."""
    clock, step = _going(person_id, clock_id)
    if len(clock.stood) % 2:
        raise Invalid("This clock stands already.")
    clock.stood = [*clock.stood, now()]
    _change(clock, step, MoveKind.PAUSED, reason, stood=clock.stood, due_at=None)
    log("pause clock", person_id, [clock.id, step.id], [clock.domain], [clock.grade])
    return clock


@transaction.atomic
def resume_clock(*, person_id: UUID, clock_id: UUID, reason: str) -> Running:
    """What was awaited has come: it is due so much later. Raises Invalid (it does not stand), Refused, Unknown."""
    clock, step = _going(person_id, clock_id)
    if not len(clock.stood) % 2:
        raise Invalid("This clock does not stand.")
    clock.stood = [*clock.stood, now()]
    _change(clock, step, MoveKind.RESUMED, reason, stood=clock.stood, due_at=counted_again(clock))
    log("resume clock", person_id, [clock.id, step.id], [clock.domain], [clock.grade])
    return clock


@transaction.atomic
def extend_clock(*, person_id: UUID, clock_id: UUID, reason: str) -> Running:
    """Once, by what the law allows. Raises Invalid (it allows none, or it was extended), Refused, Unknown."""
    clock, step = _going(person_id, clock_id)
    known = edition_of(clock)
    if known is None or not known.extension or clock.extended:
        raise Invalid("This time cannot be extended, or has been.")
    clock.extended = True
    _change(clock, step, MoveKind.EXTENDED, reason, extended=True, due_at=counted_again(clock))
    log("extend clock", person_id, [clock.id, step.id], [clock.domain], [clock.grade])
    return clock


def _held(person_id: UUID, clock_id: UUID) -> tuple[Running, Step]:
    """The clock and the step that started it, of the caller's organisation. Raises Unknown, Refused."""
    clock = Running.objects.select_for_update().filter(person_id=person_id, id=clock_id).first()
    if clock is None:
        raise Unknown
    step = step_of(person_id, clock.step_id)
    rules.check_open(step, doer(), step.state)
    return clock, step


def _going(person_id: UUID, clock_id: UUID) -> tuple[Running, Step]:
    clock, step = _held(person_id, clock_id)
    if clock.stopped_at:
        raise Invalid("This clock has stopped.")
    return clock, step


def _change(clock: Running, step: Step, kind: MoveKind, reason: str, **fields: object) -> None:
    rules.check_words(reason)
    for name, value in fields.items():
        setattr(clock, name, value)
    Running.objects.filter(person_id=clock.person_id, id=clock.id).update(**fields)
    note(step, kind, f"{clock.clock.capitalize()}: {reason}")
