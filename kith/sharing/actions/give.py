"""Answer a request with entries, documents, forms: a share of those rows alone, and word of it, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.access.grades import DOMAINS
from kith.assessments.giving import answers_in
from kith.assessments.models import Response, State
from kith.core.errors import Invalid
from kith.documents.models import Document
from kith.record.models import Entry
from kith.sharing.actions.open_up import basis_of, why_of
from kith.sharing.actions.take_turn import take_turn
from kith.sharing.models import Request, TurnKind


def chosen(person: UUID, rows: Sequence[UUID]) -> list[Entry | Document | Response]:
    """Those that the caller opens; what they do not open, the database answers as what is not there."""
    kinds: tuple[Any, ...] = (Entry, Document, Response)
    return [row for kind in kinds for row in kind.objects.filter(person_id=person, id__in=rows)]


@transaction.atomic
def give(
    *, request: Request, rows: Sequence[UUID], until: datetime, text: str = "", reason: str = "", token: str = ""
) -> UUID:
    """Open these rows of the caller's organisation to whoever asked, until a moment; returns the turn.

    With a form go its answers, as far as the caller opens them and they were asked for (decision 86).
    `reason`: on which ground something else is held back; then it is an answer in part, and needs words. Raises Refused
    (nobody gives more than they open), Invalid, Unknown (a row that the caller does not open).
    """
    wanted = dict(zip(DOMAINS, request.grades, strict=True))
    found = chosen(request.person_id, rows)
    if any(row.grade > wanted[row.domain] for row in found):
        raise Invalid("Give no more than was asked for: what is not needed is not shared.")
    forms = [row for row in found if isinstance(row, Response)]
    if any(form.state != State.SIGNED for form in forms):
        raise Invalid("A form is given once it has been signed off.")
    answers = [each.id for said in answers_in(forms, wanted).values() for each in said]
    share = facts.share_rows(
        request.person_id,
        request.open_to,
        [*rows, *answers],
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
