"""Add a particular: language, interpreter, communication, how to make contact, and the like."""

from datetime import date
from uuid import UUID

from django.db import transaction

from kith.core.clock import today
from kith.core.session import acting
from kith.people.actions.recording import end, put
from kith.people.models import Particular, ParticularKind
from kith.people.rules import needed, tidy

SEVERAL = {
    ParticularKind.TELEPHONE,
    ParticularKind.EMAIL,
    ParticularKind.DISABILITY,
    ParticularKind.COMMUNICATION,
    ParticularKind.CONTACT,
}


def add_particular(
    person: UUID, kind: str, value: str, note: str = "", since: date | None = None, grade: int | None = None
) -> Particular:
    """Of kinds that a person has one of, ours before it ends. Raises Invalid, Refused."""
    chosen = ParticularKind(kind)
    said = needed(value, chosen.label, 500)
    with transaction.atomic():
        if chosen not in SEVERAL:
            ours = Particular.objects.filter(person_id=person, kind=chosen, until=None, withdrawn_at=None)
            for before in ours.filter(owner_id=acting().agency):
                end(before, max(since or today(), before.since or date.min))
        return put(
            Particular, person, grade=grade, kind=chosen, value=said, note=tidy(note, "The note", 500), since=since
        )
