"""The front door's involvement ends with its work: who has finished with somebody sees them no more."""

from enum import StrEnum
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.casework.models import Step
from kith.core.errors import Refused
from kith.core.session import rows


class FrontDoor(StrEnum):
    """What became of the involvement of the front door that had a step."""

    NONE = ""
    ENDED = "ended"
    STAYS = "stays"


def end_screening(step: Step, reason: str) -> FrontDoor:
    """Once the step has ended and nothing else of the front door's goes on there (docs/decisions/0083).

    In the caller's transaction, as their own act: who may not end it leaves it as it is. Raises Unknown.
    """
    found = rows("SELECT involvement, over FROM casework.screened(%s, %s)", step.person_id, step.id)
    if not found:
        return FrontDoor.NONE
    ended = [over and _end(step.person_id, involvement, reason) for involvement, over in found]
    return FrontDoor.ENDED if all(ended) else FrontDoor.STAYS


def _end(person_id: UUID, involvement: UUID, reason: str) -> bool:
    try:
        with transaction.atomic():
            facts.end_involvement(person_id, involvement, reason)
    except Refused:
        return False
    return True
