"""Requests of people for what is held about them, as the reader opens them; what was decided about each phrase."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml
from django.db.models import QuerySet

from kith.core.errors import Unknown
from kith.sharing.models import AccessState, CopyMade, Doing, Redaction, Representative, SubjectAccess
from kith.sharing.representatives import representative
from kith.sharing.third_parties import key

GROUNDS = Path(__file__).parent / "data" / "left_out.yaml"
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
    return {key(each.phrase): each for each in _decisions(row) if not each.piece}


def left_out(row: SubjectAccess) -> dict[str, Redaction]:
    """Pieces that are left out whole: the newest decision on each, where it says so."""
    newest = {each.piece: each for each in _decisions(row) if each.piece}
    return {piece: each for piece, each in newest.items() if each.doing == Doing.OMIT}


def _decisions(row: SubjectAccess) -> "QuerySet[Redaction]":
    found = Redaction.objects.filter(person_id=row.person_id, of_request=row.id).order_by("recorded_at", "id")
    return found.select_related("author__practitioner")


def copies_made(row: SubjectAccess) -> list[CopyMade]:
    """The newest first. Part of a look that leaves its event."""
    found = CopyMade.objects.filter(person_id=row.person_id, of_request=row.id)
    return list(found.select_related("owner", "author__practitioner").order_by("-recorded_at"))


@dataclass(frozen=True)
class Ground:
    """On which a whole piece is left out. `told`: whether the copy says that something was left out on it."""

    code: str
    words: str
    law: str
    told: bool


@cache
def grounds() -> dict[str, Ground]:
    return {entry["code"]: Ground(**entry) for entry in yaml.safe_load(GROUNDS.read_text())}
