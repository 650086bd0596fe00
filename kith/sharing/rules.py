"""What each side may do about a request, and by when it is to be answered. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localtime

from kith.casework.workdays import add_working
from kith.sharing.models import State, TurnKind, Urgency

HOURS = {Urgency.NOW: 4, Urgency.SOON: 24}
WORKING_DAYS = 5
ENDED = (State.ANSWERED, State.WITHDRAWN)
ANSWERED = (State.ANSWERED, State.PART, State.REFUSED)


def answer_by(urgency: str, asked_at: datetime) -> datetime:
    """By when an answer is due: hours of the clock where it is urgent, else the same hour in so many working days."""
    if (hours := HOURS.get(Urgency(urgency))) is not None:
        return asked_at + timedelta(hours=hours)
    asked = localtime(asked_at)
    return datetime.combine(add_working(asked.date(), WORKING_DAYS), asked.time(), asked.tzinfo)


def late(state: str, due: datetime, now: datetime) -> bool:
    """Whether the side that was asked owes an answer that is overdue."""
    return state == State.OPEN and now > due


def open_to(side: str, state: str) -> Sequence[TurnKind]:
    """What a side ("asking" or "asked") may do now, as the page offers it. The database holds the same."""
    if state == State.WITHDRAWN:
        return ()
    if side == "asking":
        return (TurnKind.SAID, *((TurnKind.WITHDRAWN,) if state in (State.OPEN, State.ASKED_BACK) else ()))
    answers = (
        TurnKind.OPENED,
        TurnKind.GIVEN,
        TurnKind.ANSWERED,
        *((TurnKind.REFUSED,) if state != State.ANSWERED else ()),
    )
    return (*answers, TurnKind.ASKED_BACK, TurnKind.ACKNOWLEDGED, TurnKind.PASSED_ON, TurnKind.SAID)
