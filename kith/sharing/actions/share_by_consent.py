"""Open a record to somebody because the person agrees: it ends when they withdraw it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.access.grades import vector
from kith.core.session import call
from kith.sharing.editions import guide
from kith.sharing.guide import CONSENT


@transaction.atomic
def share_by_consent(
    person: UUID, holder: int, grades: dict[str, int], until: datetime, reason: str, consent: UUID
) -> UUID:
    """As `facts.share`, under a consent that holds. Raises Invalid where it does not, Refused, Unknown."""
    gateway = guide().gateway(CONSENT)
    basis = gateway.basis if gateway else CONSENT
    return UUID(str(call("sharing.share_by_consent", person, holder, vector(grades), until, basis, reason, consent)))
