"""Requests of people for what is held about them, as the reader opens them; what was decided about each phrase."""

from uuid import UUID

from kith.core.errors import Unknown
from kith.sharing.models import AccessState, Redaction, Representative, SubjectAccess
from kith.sharing.representatives import representative
from kith.sharing.third_parties import key

ENDED = (AccessState.SENT, AccessState.REFUSED, AccessState.WITHDRAWN)


def access_requests(person: UUID) -> list[SubjectAccess]:
    """Those that wait first. Part of a look that leaves its event."""
    found = SubjectAccess.objects.filter(person_id=person).select_related("owner")
    return sorted(found, key=lambda row: (row.state in ENDED, -row.recorded_at.timestamp()))


def access_request(person: UUID, access: UUID) -> SubjectAccess:
    """Raises Unknown: not there, and not mine to open, are the same."""
    row = (
        SubjectAccess.objects.filter(person_id=person, id=access)
        .select_related("owner", "author__practitioner")
        .first()
    )
    if row is None:
        raise Unknown
    return row


def asked_for_by(row: SubjectAccess) -> Representative | None:
    """Who speaks for the person in this request; none: the person themself asks."""
    return representative(row.person_id, row.asked_by) if row.asked_by else None


def decided(row: SubjectAccess) -> dict[str, Redaction]:
    """What counts for each phrase: the newest decision that the reader opens."""
    found = Redaction.objects.filter(person_id=row.person_id, of_request=row.id).order_by("recorded_at", "id")
    return {key(each.phrase): each for each in found.select_related("author__practitioner")}
