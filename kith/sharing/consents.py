"""Consents, refusals and objections as the reader opens them; what rests on one, and what goes on without it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from kith.access.models import Involvement, Share
from kith.core.clock import today
from kith.core.errors import Unknown
from kith.core.session import acting
from kith.sharing.editions import guides
from kith.sharing.guide import CONSENT
from kith.sharing.models import ConsentKind, ConsentRecord, Outcome, Request, State
from kith.sharing.rules import ANSWERED

A_MONTH = timedelta(days=30)
WAITS = (State.OPEN, State.ASKED_BACK)


def holds(row: ConsentRecord, on: date | None = None) -> bool:
    """Whether it stands on a day (today, unless said)."""
    return row.ended_at is None and (row.until is None or row.until > (on or today()))


def answer_due(row: ConsentRecord) -> date | None:
    """By when an objection is to be answered: within a month (UK GDPR Article 12(3))."""
    waits = row.kind == ConsentKind.OBJECTION and row.outcome == Outcome.WAITING and row.ended_at is None
    return row.given_on + A_MONTH if waits else None


def consents(person: UUID) -> list[ConsentRecord]:
    """Everything of the kind, what holds first. Part of a look that leaves its event."""
    found = ConsentRecord.objects.filter(person_id=person).select_related("owner", "author__practitioner")
    return sorted(found, key=lambda row: (not holds(row), -row.recorded_at.timestamp()))


def consent(person: UUID, consent_id: UUID) -> ConsentRecord:
    """Raises Unknown: not there, and not mine to open, are the same."""
    found = ConsentRecord.objects.filter(person_id=person, id=consent_id)
    row = found.select_related("owner", "author__practitioner").first()
    if row is None:
        raise Unknown
    return row


def may_rest_on(person: UUID) -> list[ConsentRecord]:
    """Consents that hold: what something new may rest on."""
    return [row for row in consents(person) if row.kind == ConsentKind.CONSENT and holds(row)]


def against(person: UUID) -> list[ConsentRecord]:
    """Refusals and objections that hold: what whoever opens the record to somebody must read first."""
    return [row for row in consents(person) if row.kind != ConsentKind.CONSENT and holds(row)]


@dataclass(frozen=True)
class Standing:
    """What is open about a person, as far as the reader may see it."""

    shares: Sequence[Share]
    requests: Sequence[Request]
    involvements: Sequence[Involvement]

    @property
    def holders(self) -> set[int]:
        return {share.holder_id for share in self.shares} | {each.holder_id for each in self.involvements}


def with_and_without(row: ConsentRecord) -> tuple[Standing, Standing]:
    """What ends with this consent; and what goes on by another basis, which it names. As far as the reader sees."""
    shares, requests = _shares(row.person_id), _requests(row.person_id)
    resting = {request.id for request in requests if request.rests_on == row.id}
    rest = [share for share in shares if share.bundle == row.id or share.bundle in resting]
    wait = [request for request in requests if request.id in resting and request.state in WAITS]
    going_on = [r for r in requests if r not in wait and r.state not in (*ANSWERED, State.WITHDRAWN)]
    return (
        Standing(rest, wait, []),
        Standing([share for share in shares if share not in rest], going_on, _involvements(row.person_id)),
    )


def says_consent(involvement: Involvement) -> bool:
    """Whether somebody works with the person by consent: whether that goes on is theirs to settle with the person."""
    return involvement.basis.casefold().startswith(CONSENT)


def laws_of(requests: Iterable[Request]) -> dict[UUID, str]:
    """Request → what it rests on, in the words of the edition under which it was reasoned."""
    asked = list(requests)
    under = guides(request.guide_edition for request in asked)
    laws = {request.id: under[request.guide_edition].gateway(request.gateway) for request in asked}
    return {request: law.name if law else "its own judgement" for request, law in laws.items()}


def _shares(person: UUID) -> list[Share]:
    found = Share.objects.filter(person_id=person, closed=False, ends__gt=acting().at)
    return list(found.select_related("owner").order_by("ends"))


def _requests(person: UUID) -> list[Request]:
    return list(
        Request.objects.filter(person_id=person).select_related("owner", "asked_agency").order_by("recorded_at")
    )


def _involvements(person: UUID) -> list[Involvement]:
    now = acting().at
    found = Involvement.objects.filter(person_id=person, closed=False, starts__lte=now)
    return list(found.filter(Q(ends=None) | Q(ends__gt=now)).select_related("owner").order_by("starts"))
