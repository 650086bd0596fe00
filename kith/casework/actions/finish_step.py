"""Finish a step with what it came to, sign it off, or send it back with reasons."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.actions.begin_step import put_step
from kith.casework.chains import Outcome, chains, kind_of
from kith.casework.models import STEP, MoveKind, State, Step
from kith.casework.moving import change, doer, note
from kith.casework.queries import asked_with, others_open, step_of
from kith.casework.timing import start, stop, stop_all
from kith.core.clock import now
from kith.core.errors import Refused
from kith.core.session import acting
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording


@transaction.atomic
def finish_step(*, person_id: UUID, step_id: UUID, outcome: str, reason: str, next_holder: int | None = None) -> Step:
    """What it came to, and why. What must be signed off waits for that, unless a manager finishes another's step.

    `next_holder`: who has what follows; whoever has this one unless told. Raises Invalid, Refused, Unknown.
    """
    step = step_of(person_id, step_id)
    rules.check_open(step, doer())
    rules.outcome_of(kind_of(step.chain, step.step), outcome)
    rules.check_words(reason, "Say why: it stands in the record.")
    signed = 1 if step.needs and rules.signs(step, doer()) else 0
    settled = signed == step.needs
    change(
        step, outcome=outcome, next_holder=next_holder or step.holder, submitted_by=acting().post, approvals=signed,
        state=State.FINISHED if settled else State.WAITING,
    )  # fmt: skip
    note(step, MoveKind.FINISHED if settled else MoveKind.SUBMITTED, reason)
    log("finish step", person_id, [step.id], [step.domain], [step.grade])
    if settled:
        _go_on(step, reason)
    return step


@transaction.atomic
def sign_off(*, person_id: UUID, step_id: UUID, text: str = "") -> Step:
    """A manager agrees, or says what the panel decided; after the last of them the step ends and what follows begins.

    Raises Invalid (not waiting; a panel's decision without words), Refused, Unknown.
    """
    step = step_of(person_id, step_id)
    rules.check_open(step, doer(), State.WAITING)
    kind = kind_of(step.chain, step.step)
    if kind.approvals[step.approvals : step.approvals + 1] == ("panel",):
        rules.check_words(text, "Say when the panel met, who sat on it, and what it decided.")
    settled = step.approvals + 1 >= step.needs
    change(step, approvals=step.approvals + 1, state=State.FINISHED if settled else State.WAITING)
    note(step, MoveKind.SIGNED, text)
    log("sign off step", person_id, [step.id], [step.domain], [step.grade])
    if settled:
        why = asked_with(step)
        _go_on(step, "\n".join(filter(None, (why.text if why else "", text.strip()))))
    return step


@transaction.atomic
def send_back(*, person_id: UUID, step_id: UUID, reason: str) -> Step:
    """To whoever has it, with what is to change; its clocks go on. Raises Invalid, Refused, Unknown."""
    step = step_of(person_id, step_id)
    rules.check_open(step, doer(), State.WAITING)
    rules.check_words(reason, "Say what is to change.")
    if not rules.signs(step, doer()):
        raise Refused("Whoever may sign it off can send it back: a manager, and not whose work it is.")
    change(step, state=State.OPEN, outcome="", submitted_by=None, approvals=0)
    note(step, MoveKind.SENT_BACK, reason)
    log("send step back", person_id, [step.id], [step.domain], [step.grade])
    return step


def _go_on(step: Step, reason: str) -> None:
    """The clocks of the outcome stop and start, what follows begins, and the chronology says so."""
    chain, kind = chains()[step.chain], kind_of(step.chain, step.step)
    chosen = rules.outcome_of(kind, step.outcome)
    _clocks(step, chosen)
    for code in chosen.begin:
        put_step(step.person_id, chain, chain.steps[code], step.next_holder or step.holder, now(), step.id)
    if not chosen.begin and not others_open(step):
        stop_all(step)
    said = Recording(STEP, now(), f"{kind.title}: {chosen.words}"[:200], reason, step.domain, step.grade)
    record_entry(person_id=step.person_id, recording=said, token=f"step-{step.id}")


def _clocks(step: Step, chosen: Outcome) -> None:
    stop(step, chosen.stop)
    start(step, chosen.start, now())
    start(step, chosen.start_from_begin, step.began_at)
