"""Settle a clash of numbers: say what was found out. Both sides are settled by whoever opens both."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.core.clock import now
from kith.core.errors import Unknown
from kith.people.models import IdentifierClash
from kith.people.rules import needed


def settle_clash(person: UUID, clash_id: UUID, outcome: str) -> None:
    """`outcome` in words: a slip of the keys, the same person, shared in error. Raises Unknown, Invalid."""
    said = needed(outcome, "What was found out", 500)
    clash = IdentifierClash.objects.filter(person_id=person, id=clash_id, settled_at=None).first()
    if clash is None:
        raise Unknown
    pair = [(clash.person_id, clash.other_id), (clash.other_id, clash.person_id)]
    with transaction.atomic():
        for one, other in pair:
            mine = IdentifierClash.objects.filter(person_id=one, other_id=other, scheme=clash.scheme, settled_at=None)
            if mine.update(settled_at=now(), outcome=said):
                log("amend", one, [clash.id], [clash.domain], [clash.grade], what="identifierclash")
