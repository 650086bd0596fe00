"""Relate two people: a row on each record, in the same transaction, each with the gates and denials of both."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from kith.core.errors import Invalid, Refused, Unknown
from kith.people.actions.recording import put
from kith.people.kin import MAY_BE_RESPONSIBLE, Kin, reciprocal
from kith.people.models import Relationship
from kith.people.queries import names_of, sex_of


def relate(
    person: UUID,
    other: UUID,
    kind: str,
    *,
    parental_responsibility: bool = False,
    since: date | None = None,
    until: date | None = None,
    grade: int | None = None,
) -> tuple[Relationship, Relationship]:
    """`kind` is what the other is to the person. Both rows say whether parental responsibility is held between them.

    Raises Invalid; Unknown where either cannot be located; Refused where either record cannot be written by the caller.
    """
    chosen = _check(person, other, kind, parental_responsibility)
    back = reciprocal(chosen, sex_of(person))
    said: dict[str, Any] = {
        "parental_responsibility": parental_responsibility,
        "since": since,
        "until": until,
        "grade": grade,
    }
    with transaction.atomic():
        mine = put(Relationship, person, other_id=other, kind=chosen, **said)
        try:
            theirs = put(Relationship, other, other_id=person, kind=back, **said)
        except Refused as refused:
            raise Refused(
                "You can find the other person, but not write on their record, and a relationship stands on both. "
                "Ask someone who works with them to record it. Nothing was saved."
            ) from refused
    return mine, theirs


def _check(person: UUID, other: UUID, kind: str, parental_responsibility: bool) -> Kin:
    if person == other:
        raise Invalid("Choose another person: nobody is their own relative.")
    try:
        chosen = Kin(kind)
    except ValueError:
        raise Invalid("Choose what they are to one another from the list.") from None
    if len(names_of([person, other])) < 2:
        raise Unknown
    responsible = MAY_BE_RESPONSIBLE | {reciprocal(one) for one in MAY_BE_RESPONSIBLE}
    if parental_responsibility and chosen not in responsible:
        raise Invalid("Parental responsibility is held by a parent, guardian or relative, not in this relationship.")
    return chosen
