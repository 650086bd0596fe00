"""What may be done with a step, and by whom, as a page offers it. Pure; the database holds the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kith.casework.chains import Kind, Outcome
from kith.casework.models import State, Step
from kith.core.errors import Invalid, Refused

LONGEST = 8_000
LONG_AGO = timedelta(days=366)  # what is begun now may have happened before it was written down


@dataclass(frozen=True)
class Doer:
    """Whoever acts: their post and organisation, and whether they manage a team there."""

    post: int | None
    agency: int | None
    manages: bool
    holders: tuple[int, ...]


def signs(step: Step, doer: Doer) -> bool:
    """Whether they may sign the step off, or send it back: a manager there, and not whose work it is."""
    return step.owner_id == doer.agency and doer.manages and doer.post not in (step.holder, step.submitted_by)


def doings(step: Step, doer: Doer) -> tuple[str, ...]:
    """What a page offers: finish, sign, send-back, hand-over, take-on."""
    if step.state == State.OFFERED and step.holder in doer.holders and step.owner_id != doer.agency:
        return ("take-on",)
    if step.state == State.FINISHED or step.owner_id != doer.agency:
        return ()
    if step.state == State.WAITING:
        return ("sign", "send-back") if signs(step, doer) else ()
    if step.state == State.OFFERED:
        return ("hand-over",)
    return ("finish", "hand-over")


def check_open(step: Step, doer: Doer, state: str = State.OPEN) -> None:
    """Raises Refused, Invalid."""
    if step.owner_id != doer.agency:
        raise Refused("Only the organisation whose step this is can do that. Ring them.")
    if step.state != state:
        raise Invalid(f"This step is {State(step.state).label.lower()}. Open it again to see what can be done now.")


def outcome_of(kind: Kind, code: str) -> Outcome:
    """Raises Invalid."""
    if code not in kind.outcomes:
        raise Invalid("Choose what the step came to.")
    return kind.outcomes[code]


def check_words(text: str, what: str = "Say why.") -> None:
    """Raises Invalid."""
    if not text.strip():
        raise Invalid(what)
    if len(text) > LONGEST:
        raise Invalid(f"Keep it to {LONGEST:,} characters.")


def check_began(began_at: datetime, now: datetime) -> None:
    """Raises Invalid: work begins now or a while ago."""
    if began_at > now:
        raise Invalid("It has not happened yet: give the time at which it did.")
    if began_at < now - LONG_AGO:
        raise Invalid("Give a time within the last year.")
