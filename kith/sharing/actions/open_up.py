"""Answer a request by opening the record: a share to the one who asks, and word of it, in one transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.access.grades import DOMAINS
from kith.core.errors import Invalid
from kith.sharing.actions.take_turn import take_turn
from kith.sharing.editions import guides
from kith.sharing.guide import OWN_JUDGEMENT
from kith.sharing.models import Request, TurnKind


@transaction.atomic
def open_up(
    *, request: Request, grades: dict[str, int], until: datetime, text: str = "", reason: str = "", token: str = ""
) -> UUID:
    """Open `grades` of what the caller's organisation recorded, until a moment; returns the turn.

    Less than was asked for is an answer in part, which needs a ground and words. More than was asked for is refused:
    what is not needed is not shared. Raises Refused (nobody gives more than they open), Invalid, Unknown.
    """
    wanted = dict(zip(DOMAINS, request.grades, strict=True))
    more = [domain for domain, grade in grades.items() if grade > wanted[domain]]
    if more:
        raise Invalid("Open no more than was asked for: what is not needed is not shared.")
    if not any(grades.values()):
        raise Invalid("Choose what to open. To open nothing, refuse and say why.")
    part = any(grades.get(domain, 0) < grade for domain, grade in wanted.items())
    if part and not (reason and text.strip()):
        raise Invalid("You open less than was asked for. Say on which ground, and why.")
    share = facts.share(
        request.person_id, request.open_to, grades, until, basis_of(request), why_of(request), bundle=request.id
    )
    kind = TurnKind.OPENED_PART if part else TurnKind.OPENED
    return take_turn(
        person=request.person_id,
        request=request.id,
        kind=kind,
        text=text,
        reason=reason if part else "",
        share=share,
        token=token,
    )


def basis_of(request: Request) -> str:
    """On which law a share rests that answers a request: the one that was asked under."""
    gateway = guides([request.guide_edition])[request.guide_edition].gateway(request.gateway)
    return gateway.basis if gateway else OWN_JUDGEMENT


def why_of(request: Request) -> str:
    return f"Asked for: {request.question}"[:1000]
