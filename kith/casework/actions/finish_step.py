"""Finish a step with what it came to, sign it off, or send it back with reasons."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.actions.begin_step import check_given, put_step
from kith.casework.actions.end_involvements import end_involvements
from kith.casework.actions.end_screening import FrontDoor, end_screening
from kith.casework.chains import Chain, Kind, Outcome, chains, kind_of
from kith.casework.models import STEP, MoveKind, State, Step
from kith.casework.moving import change, doer, note
from kith.casework.queries import asked_with, others_open, step_of
from kith.casework.timing import start, stop, stop_all
from kith.core.clock import now
from kith.core.errors import Refused
from kith.core.session import acting
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording


@dataclass(frozen=True)
class Came:
    """What a step came to: the step, those that follow it, and what became of the front door's involvement."""

    step: Step
    begun: tuple[Step, ...] = ()
    front_door: FrontDoor = FrontDoor.NONE

    @property
    def state(self) -> str:
        return self.step.state


@transaction.atomic
def finish_step(
    *, person_id: UUID, step_id: UUID, outcome: str, reason: str, next_holder: int | None = None,
    ends: Collection[UUID] = (),
) -> Came:  # fmt: skip
    """What it came to, and why. What must be signed off waits for that, unless a manager finishes another's step.

    `next_holder`: who has what follows; whoever has this one unless told. `ends`: involvements of one's organisation
    that end once it is settled. Raises Invalid, Refused, Unknown.
    """
    step = step_of(person_id, step_id)
    rules.check_open(step, doer())
    chosen = rules.outcome_of(kind_of(step.chain, step.step), outcome)
    rules.check_words(reason, "Say why: it stands in the record.")
    for kind in _following(step, chains()[step.chain], chosen):  # before anybody is asked to sign it off
        check_given(person_id, kind, next_holder or step.holder)
    signed = 1 if step.needs and rules.signs(step, doer()) else 0
    settled = signed == step.needs
    change(
        step, outcome=outcome, next_holder=next_holder or step.holder, submitted_by=acting().post, approvals=signed,
        state=State.FINISHED if settled else State.WAITING,
    )  # fmt: skip
    note(step, MoveKind.FINISHED if settled else MoveKind.SUBMITTED, reason)
    log("finish step", person_id, [step.id], [step.domain], [step.grade])
    return _go_on(step, reason, ends) if settled else Came(step)


@transaction.atomic
def sign_off(*, person_id: UUID, step_id: UUID, text: str = "", ends: Collection[UUID] = ()) -> Came:
    """A manager agrees, or says what the panel decided; after the last of them the step ends and what follows begins.

    `ends`: involvements of one's organisation that end with it. Raises Invalid (not waiting; a panel's decision without
    words), Refused, Unknown.
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
    if not settled:
        return Came(step)
    why = asked_with(step)
    return _go_on(step, "\n".join(filter(None, (why.text if why else "", text.strip()))), ends)


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


def _go_on(step: Step, reason: str, ends: Collection[UUID]) -> Came:
    """The clocks of the outcome stop and start, what follows begins, the chronology says so, and whose part is over."""
    chain, kind = chains()[step.chain], kind_of(step.chain, step.step)
    chosen = rules.outcome_of(kind, step.outcome)
    _clocks(step, chosen)
    holder = step.next_holder or step.holder
    follow = _following(step, chain, chosen)
    begun = tuple(put_step(step.person_id, chain, each, holder, now(), step.id) for each in follow)
    if not begun and not others_open(step):
        stop_all(step)
    title = f"{kind.title}: {chosen.words}"[:200]
    said = Recording(STEP, now(), title, reason, step.domain, step.grade)
    record_entry(person_id=step.person_id, recording=said, token=f"step-{step.id}")
    front_door = FrontDoor.NONE if chosen.keeps else end_screening(step, title)
    if ends:
        end_involvements(person_id=step.person_id, wanted=ends, reason=title)
    return Came(step, begun, front_door)


def _following(step: Step, chain: Chain, chosen: Outcome) -> list[Kind]:
    """The steps that begin with this outcome: the last of all not while another goes on that can come to it too."""
    kinds = [chain.steps[code] for code in chosen.begin]
    if not any(kind.last for kind in kinds):
        return kinds
    to_come = {code for other in others_open(step) for code in chain.from_there(other)}
    return [kind for kind in kinds if not kind.last or kind.code not in to_come]


def _clocks(step: Step, chosen: Outcome) -> None:
    stop(step, chosen.stop)
    start(step, chosen.start, now())
    start(step, chosen.start_from_begin, step.began_at)
