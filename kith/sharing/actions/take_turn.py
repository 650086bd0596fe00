"""What either side does about a request: acknowledge, write, ask back, pass on, answer in words, refuse, withdraw."""

import json
from uuid import UUID

from django.db import transaction

from kith.core.errors import Invalid
from kith.core.session import call
from kith.sharing.editions import guide
from kith.sharing.models import TurnKind


@transaction.atomic
def take_turn(
    *,
    person: UUID,
    request: UUID,
    kind: TurnKind,
    text: str = "",
    reason: str = "",
    share: UUID | None = None,
    stands_by: int | None = None,
    to_holder: int | None = None,
    token: str = "",
) -> UUID:
    """One turn, written and told to the other side at once; returns it. Sent again with the same token it is the same.

    `reason`: on which ground not all of it (the guide has them). `stands_by`: the post of the manager who stands behind
    refusing what a statute demands. Raises Unknown (not a request of the caller's), Refused, Invalid.
    """
    if reason and guide().reason(reason) is None:
        raise Invalid("Choose on which ground.")
    given = {
        "text": text,
        "reason": reason,
        "guide_edition": guide().edition if reason else None,
        "share": share,
        "stands_by": stands_by,
        "to_holder": to_holder,
        "token": token,
    }
    said = json.dumps({key: value for key, value in given.items() if value}, default=str)
    return UUID(str(call("sharing.take_turn", person, request, str(kind), said)))


def taken(person: UUID, request: UUID, token: str) -> bool:
    """Whether the caller did this already: the same page, sent a second time."""
    return bool(token) and call("sharing.turn_of", person, request, token) is not None
