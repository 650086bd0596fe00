"""What has left Kith about a person, as the reader opens it."""

from uuid import UUID

from kith.core.session import call
from kith.sharing.models import Disclosure

MOST = 500


def disclosures(person: UUID) -> list[Disclosure]:
    """The newest first. Part of a look that leaves its event."""
    found = Disclosure.objects.filter(person_id=person).select_related("owner", "author__practitioner")
    return list(found.order_by("-recorded_at")[:MOST])


def may_leave(person: UUID, disclosure: UUID, what: str, of_row: UUID | None) -> bool:
    """Whether the caller has written down, within the hour, that this leaves."""
    return bool(call("sharing.disclosed", person, disclosure, what, of_row))
