"""Requests as the reader opens them, and the register in figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from kith.access.grades import vector
from kith.access.models import Share
from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting, rows
from kith.sharing.models import Request, State, Turn
from kith.sharing.rules import late

MOST = 200


@dataclass(frozen=True)
class Conversation:
    """A request, what was said to it in order, and from which side the reader sees it ("asking", "asked" or "")."""

    request: Request
    turns: Sequence[Turn]
    side: str

    @property
    def late(self) -> bool:
        return late(self.request.state, self.request.answer_by, acting().at)


def conversation(person: UUID, request: UUID) -> Conversation:
    """Raises Unknown: not there, and not mine to open, are the same. Leaves its event."""
    found = Request.objects.filter(person_id=person, id=request).select_related("owner", "author__practitioner").first()
    if found is None:
        raise Unknown
    turns = Turn.objects.filter(person_id=person, request_id=request).select_related("owner", "author__practitioner")
    said = sorted(turns, key=lambda turn: turn.recorded_at)
    log("open", person, [found.id, *(turn.id for turn in said)], [found.domain], [found.grade])
    return Conversation(found, said, side_of(found))


def side_of(request: Request) -> str:
    """From which side the caller reads it: whoever stands on both answers."""
    mine = set(acting().holders)
    if mine & set(request.asked):
        return "asked"
    return "asking" if mine & set(request.asking) else ""


def still_open(request: Request) -> Sequence[Share]:
    """What was opened as an answer and has not ended, as the reader may see it."""
    found = Share.objects.filter(person_id=request.person_id, bundle=request.id, closed=False, ends__gt=acting().at)
    return list(found.order_by("ends"))


def opened_already(person: UUID, holder: int, grades: dict[str, int], until: datetime) -> Share | None:
    """A share of the caller's organisation that gives a holder as much for as long: another would open nothing."""
    wanted = vector(grades)
    made = Share.objects.filter(
        person_id=person, owner_id=acting().agency, holder_id=holder, closed=False, ends__gte=until, emergency=False
    )
    return next((share for share in made if all(a >= b for a, b in zip(share.grades, wanted, strict=True))), None)


def mine() -> tuple[list[Request], list[Request]]:
    """Requests that I or my teams were asked, and that we asked: what waits first. Leaves its event."""
    held = list(acting().holders)
    found = Request.objects.filter(parties__overlap=held).select_related(
        "owner", "asked_agency", "author__practitioner"
    )
    listed = list(found.order_by("-recorded_at")[:MOST])
    log("list", rows=[request.id for request in listed])
    asked = [request for request in listed if side_of(request) == "asked"]
    asking = [request for request in listed if side_of(request) == "asking"]
    return _waiting_first(asked, State.OPEN), _waiting_first(asking, State.ASKED_BACK)


def _waiting_first(found: list[Request], state: State) -> list[Request]:
    """Those in this state, the soonest due first; then the others as they came."""
    waiting = sorted((r for r in found if r.state == state), key=lambda r: r.answer_by)
    return waiting + [r for r in found if r.state != state]


def about(person: UUID) -> list[Request]:
    """Every request about one person that the reader opens, the newest first. Part of a look that leaves its event."""
    return list(
        Request.objects.filter(person_id=person).select_related("owner", "asked_agency").order_by("-recorded_at")[:MOST]
    )


@dataclass(frozen=True)
class Counted:
    """One line of the register. `by`, `of`: names; `of_agency`: none for somebody who is not on Kith."""

    asked_at: datetime
    by_agency: int
    of_agency: int | None
    by: str
    of: str
    gateway: str
    force: str
    urgency: str
    answer_by: datetime
    first_word_at: datetime | None
    answered_at: datetime | None
    outcome: str
    reason: str

    @property
    def hours(self) -> float | None:
        """From asking to the first answer."""
        return (self.answered_at - self.asked_at) / timedelta(hours=1) if self.answered_at else None

    @property
    def in_time(self) -> bool | None:
        return self.answered_at <= self.answer_by if self.answered_at else None


REGISTER = """
    SELECT r.asked_at, r.by_agency_id, r.of_agency_id, b.name, coalesce(a.name, o.name, 'Others who are not on Kith'),
           r.gateway, r.force, r.urgency, r.answer_by, r.first_word_at, r.answered_at, r.outcome, r.reason
    FROM sharing.register(%s) r JOIN agencies_agency b ON b.id = r.by_agency_id
    LEFT JOIN agencies_agency a ON a.id = r.of_agency_id LEFT JOIN sharing_outsider o ON o.id = r.of_outsider
    ORDER BY r.asked_at DESC"""


def register(since: datetime) -> list[Counted]:
    """The register of the caller's organisation, both ways, the newest first; none for who does not answer for it."""
    return [Counted(*row) for row in rows(REGISTER, since)]


@dataclass(frozen=True)
class Figures:
    """How one organisation answers. `median_hours`: from asking to the answer, of those that were answered."""

    of: str
    asked: int
    answered: int
    part: int
    refused: int
    waiting: int
    in_time: int
    median_hours: float | None


def by_agency(lines: Sequence[Counted]) -> list[Figures]:
    """Figures for each organisation that was asked, most asked first."""
    grouped: dict[str, list[Counted]] = defaultdict(list)
    for line in lines:
        grouped[line.of].append(line)
    return sorted((_figures(of, those) for of, those in grouped.items()), key=lambda f: (-f.asked, f.of))


def _figures(of: str, lines: Sequence[Counted]) -> Figures:
    ended = [line.outcome for line in lines]
    hours = [line.hours for line in lines if line.hours is not None]
    return Figures(
        of=of,
        asked=len(lines),
        answered=ended.count(State.ANSWERED),
        part=ended.count(State.PART),
        refused=ended.count(State.REFUSED),
        waiting=ended.count(State.OPEN) + ended.count(State.ASKED_BACK),
        in_time=sum(1 for line in lines if line.in_time),
        median_hours=median(hours) if hours else None,
    )
