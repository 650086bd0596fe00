"""Requests as the reader opens them, and the register in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.access.grades import vector
from kith.access.models import Share
from kith.assessments.models import Answers, Response
from kith.assessments.queries import Filled, given_alone
from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting, rows
from kith.documents.models import Document
from kith.record.models import Entry
from kith.sharing.models import Request, State, Turn
from kith.sharing.rules import late

MOST = 200
PEOPLE = ("owner", "author__practitioner", "author__agency")


Given = Entry | Document | Filled


@dataclass(frozen=True)
class Conversation:
    """A request, what was said to it in order, and from which side the reader sees it ("asking", "asked" or "").

    `given`: entries, documents and forms that were given in answer, as far as they open to the reader now.
    """

    request: Request
    turns: Sequence[Turn]
    side: str
    given: Sequence[Given] = ()

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
    given = given_in(person, said)
    seen = [found, *said, *(row for each in given for row in rows_of(each))]
    log("open", person, [row.id for row in seen], sorted({r.domain for r in seen}), sorted({r.grade for r in seen}))
    return Conversation(found, said, side_of(found), given)


def given_in(person: UUID, turns: Sequence[Turn]) -> list[Given]:
    """What was given by itself in these answers, as far as the locks open it to the reader now."""
    named = {row for turn in turns for row in turn.given}
    if not named:
        return []
    entries = Entry.objects.filter(person_id=person, id__in=named).select_related(*PEOPLE)
    papers = Document.objects.filter(person_id=person, id__in=named).select_related(*PEOPLE)
    forms = given_alone(person, named, {row for turn in turns for row in turn.parts})
    return [*entries.order_by("happened_at", "id"), *papers.order_by("recorded_at", "id"), *forms]


def rows_of(each: Given) -> Sequence[Entry | Document | Response | Answers]:
    """What the reader opened to be shown it."""
    return [each.row, *each.answers] if isinstance(each, Filled) else [each]


def which(each: Given) -> UUID:
    """The row by which a turn names it."""
    return each.row.id if isinstance(each, Filled) else each.id


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
        person_id=person, owner_id=acting().agency, holder_id=holder, closed=False, ends__gte=until, emergency=False,
        rows=None,
    )  # fmt: skip
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
