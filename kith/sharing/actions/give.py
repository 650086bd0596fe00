"""Answer a request with entries and documents: a share of those rows alone, and word of it, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.access.grades import DOMAINS
from kith.core.errors import Invalid
from kith.documents.models import Document
from kith.record.models import Entry
from kith.sharing.actions.open_up import basis_of, why_of
from kith.sharing.actions.take_turn import take_turn
from kith.sharing.models import Request, TurnKind


def chosen(person: UUID, rows: Sequence[UUID]) -> list[Entry | Document]:
    """Those that the caller opens; what they do not open, the database answers as what is not there."""
    found = [*Entry.objects.filter(person_id=person, id__in=rows)]
    return [*found, *Document.objects.filter(person_id=person, id__in=rows)]


@transaction.atomic
def give(
    *, request: Request, rows: Sequence[UUID], until: datetime, text: str = "", reason: str = "", token: str = ""
) -> UUID:
    """Open these rows of the caller's organisation to whoever asked, until a moment; returns the turn.

    `reason`: on which ground something else is held back; then it is an answer in part, and needs words. Raises Refused
    (nobody gives more than they open), Invalid, Unknown (a row that the caller does not open).
    """
    wanted = dict(zip(DOMAINS, request.grades, strict=True))
    if any(row.grade > wanted[row.domain] for row in chosen(request.person_id, rows)):
        raise Invalid("Give no more than was asked for: what is not needed is not shared.")
    share = facts.share_rows(
        request.person_id,
        request.open_to,
        list(rows),
        until,
        basis_of(request),
        why_of(request),
        bundle=request.id,
    )
    return take_turn(
        person=request.person_id,
        request=request.id,
        kind=TurnKind.GIVEN_PART if reason else TurnKind.GIVEN,
        text=text,
        reason=reason,
        share=share,
        token=token,
    )
