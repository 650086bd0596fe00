"""Supervision as its reader opens it: row security decides; each reading leaves its event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting, rows
from kith.supervision.models import Agreement, Remark, Session, Typed

TWO = ("supervisee__practitioner", "supervisor__practitioner")
MOST = 50


@dataclass(frozen=True)
class Reading:
    """From when until when one's organisation lets one manager up read what is written."""

    starts: datetime
    ends: datetime | None
    reason: str


def agreements() -> Sequence[Agreement]:
    """Those that hold or wait for an answer, mine on either side; the soonest due first."""
    found = list(_agreements().filter(ended_at=None).order_by("next_on", "id"))
    log("list supervision", agreements=len(found))
    return found


def ended() -> Sequence[Agreement]:
    """Those that have ended. Part of a look that leaves its event."""
    return list(_agreements().exclude(ended_at=None).order_by("-ended_at", "id")[:MOST])


def agreement_of(agreement: UUID) -> Agreement:
    """Raises Unknown."""
    found = _agreements().filter(id=agreement).first()
    if found is None:
        raise Unknown
    log("open supervision", agreement=found.id)
    return found


def _agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related(*TWO)


def sessions_of(agreement: UUID) -> Sequence[Session]:
    """Of one agreement, the newest first. Part of a look that leaves its event."""
    return list(Session.objects.filter(agreement_id=agreement).order_by("-held_on", "-written_at")[:MOST])


def last_of(agreement: UUID) -> Session | None:
    """The session before the one that is to be written down, if there was one."""
    found = Session.objects.filter(agreement_id=agreement).order_by("-held_on", "-written_at").first()
    if found:
        log("open supervision", session=found.id)
    return found


def typed_of(agreement: UUID) -> Typed | None:
    """What I am writing down of a session and have not finished. Part of a look that leaves its event."""
    return Typed.objects.filter(agreement_id=agreement, author_id=acting().post).exclude(words={}).first()


def session_of(session: UUID) -> tuple[Session, Sequence[Remark]]:
    """With what the two said to it. Raises Unknown."""
    found = Session.objects.select_related(*TWO, "author__practitioner").filter(id=session).first()
    if found is None:
        raise Unknown
    log("open supervision", session=found.id)
    said = Remark.objects.select_related("author__practitioner").filter(session_id=session)
    return found, list(said.order_by("written_at", "id"))


def below() -> Sequence[Session]:
    """Sessions of others that I read because I manage whoever supervises there. Leaves its event."""
    post = acting().post
    theirs = Session.objects.select_related(*TWO).exclude(Q(supervisee_id=post) | Q(supervisor_id=post))
    found = list(theirs.order_by("-held_on", "-written_at")[:MOST])
    log("list supervision", sessions=len(found))
    return found


def readings() -> Sequence[Reading]:
    """What my organisation says, the newest first."""
    return [Reading(*row) for row in rows("SELECT starts, ends, reason FROM supervision.readings()")]


def read_above() -> bool:
    """Whether one manager up may read what is written now."""
    return any(each.ends is None for each in readings())
