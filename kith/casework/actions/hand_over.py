"""Hand a step to somebody else here, or to another organisation; take on what was handed to us."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.actions.begin_step import begin_step
from kith.casework.models import MoveKind, Running, State, Step
from kith.casework.moving import change, doer, note
from kith.casework.queries import step_of
from kith.casework.timing import start
from kith.core.errors import Refused
from kith.core.session import acting, call


@transaction.atomic
def hand_over(*, person_id: UUID, step_id: UUID, holder: int, reason: str) -> Step:
    """To a post or a team here, or to a team of another organisation, which takes it on. With a word for them.

    The clocks go on, with whom it comes from, until it has been taken on. Raises Invalid, Refused (who may not be given
    it), Unknown.
    """
    step = step_of(person_id, step_id)
    rules.check_open(step, doer(), step.state if step.state in (State.OPEN, State.OFFERED) else State.OPEN)
    rules.check_words(reason, "Say what they need to know: what has been done, what comes next, what worries you.")
    theirs = call("casework.check_holder", person_id, holder, step.domain, step.grade)
    ours = theirs == acting().agency
    change(step, holder=holder, state=State.OPEN if ours else State.OFFERED)
    note(step, MoveKind.HANDED_OVER if ours else MoveKind.OFFERED, reason, holder)
    log("hand step over", person_id, [step.id], [step.domain], [step.grade], holder=holder)
    return step


@transaction.atomic
def take_on(*, person_id: UUID, step_id: UUID, chain: str, step: str) -> Step:
    """The caller's organisation begins a step of its own, and the one that was handed to it ends.

    Clocks of the same names go on from the same start. Raises Refused (not handed to the caller), Invalid, Unknown.
    """
    theirs = step_of(person_id, step_id)
    if "take-on" not in rules.doings(theirs, doer()):
        raise Refused("This step has not been handed to you or your team.")
    going = list(Running.objects.filter(person_id=person_id, line=theirs.line, stopped_at=None))
    begun = begin_step(person_id=person_id, chain=chain, step=step, holder=theirs.holder, began_at=theirs.began_at)
    for clock in going:
        start(begun, [clock.clock], clock.started_at)
    call("casework.taken_on", person_id, step_id)
    log("take step on", person_id, [begun.id, step_id], [begun.domain], [begun.grade])
    return begun
