"""Correct when a person was born, is due, or died. What we had recorded is withdrawn, not overwritten."""

from datetime import date
from uuid import UUID

from django.db import transaction

from kith.core.clock import today
from kith.core.session import acting
from kith.people.actions.recording import put, withdraw
from kith.people.models import Birth, BirthPrecision
from kith.people.rules import check_birth, needed


def correct_birth(
    person: UUID,
    on: date | None,
    precision: str = BirthPrecision.EXACT,
    died_on: date | None = None,
    *,
    reason: str,
) -> Birth:
    """A new birth row; ours before it is withdrawn. Raises Invalid, Refused."""
    why = needed(reason, "The reason for the correction", 500)
    chosen = BirthPrecision(precision)
    check_birth(on, chosen == BirthPrecision.UNBORN, died_on, today())
    with transaction.atomic():
        for birth in Birth.objects.filter(person_id=person, withdrawn_at=None, owner_id=acting().agency):
            withdraw(birth, why)
        return put(Birth, person, on=on, precision=chosen, died_on=died_on)
