"""Withdraw what was recorded in error. It stays on record with the reason in the event, and no longer counts."""

from uuid import UUID

from django.db import transaction

from kith.core.session import acting
from kith.people.actions import recording
from kith.people.models import Held, Relationship
from kith.people.rules import needed


def withdraw(model: type[Held], person: UUID, row_id: UUID, reason: str) -> None:
    """A relationship goes from both records. Raises Unknown, Refused, Invalid."""
    why = needed(reason, "The reason", 500)
    row = recording.own(model, person, row_id)
    with transaction.atomic():
        recording.withdraw(row, why)
        if isinstance(row, Relationship):
            for other in _other_side(row):
                recording.withdraw(other, why)


def _other_side(row: Relationship) -> list[Relationship]:
    """The rows on the other record that were made with this one."""
    return list(
        Relationship.objects.filter(
            person_id=row.other_id,
            other_id=row.person_id,
            owner_id=acting().agency,
            since=row.since,
            recorded_at=row.recorded_at,
            withdrawn_at=None,
        )
    )
