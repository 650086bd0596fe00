"""What waits for me: quiet notices, involvements to accept, alerts to review, work of who left, training that ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.timezone import localtime

from kith.access.models import Involvement
from kith.core.session import Actor, rows
from kith.desk.home.left import uncarried
from kith.desk.home.mine import my_involvements
from kith.desk.home.training import my_training, training_of_my_teams
from kith.people.models import Alert
from kith.sharing.advice import waiting_advice
from kith.sharing.models import AccessState, ConsentRecord, SubjectAccess
from kith.supervision.models import Agreement

Row = TypeVar("Row", bound=Model)
SOON = timedelta(days=7)
NOTICES = (
    "SELECT id, person_id, kind, at, detail ->> 'urgency', detail ->> 'request', detail ->> 'gathering',"
    " detail ->> 'message'"
    " FROM access.notices()"
)
SAID = {
    "emergency access": "opened in an emergency: review it",
    "request": "another organisation asks you about them",
    "answer": "there is an answer to a request, or a question",
    "request due": "a request about them is due soon: answer it, or say that you have it",
    "answer late": "the answer that you asked for is late: their managers are told",
    "request late": "a request is late: your team owes an answer",
    "refused for you": "a request that the law obliges to answer was refused, and you are named as standing behind it",
    "lead offered": "your organisation is asked to lead this record: see under Access",
    "lead taken": "another organisation leads this record from now on, as was asked",
    "lead not taken": "the lead of this record stays where it is: see the decision in its chronology",
    "gathering": "you are called to a table about them: see under Access what is open to it",
    "gathering over": "a table about them is over, and what was opened to it is closed",
    "consent withdrawn": "they withdrew their consent, and what you had opened under it has ended",
    "message read": "your message to somebody outside was read",
    "message answered": "an answer came to your message to somebody outside",
    "message not sent": "your message to somebody outside could not be sent: nobody has it",
    "message shut": "your message to somebody outside is shut: a wrong code was entered five times",
    "withholding": "looks at this record are withheld from them by a decision of yours: its review is due",
    "sealed_match": "somebody looked for, or began a record of, a person who matches this sealed one",
}

DUE = {
    "review_alert": "an alert is due for review",
    "consent": "what they agreed to or refused is due to be looked at again",
    "access_request": "the copy of their record is due",
}


@dataclass(frozen=True)
class Waiting:
    """One thing to do about one person, or about nobody on record."""

    person: UUID | None
    what: str
    since: datetime | date | None
    href: str
    urgent: bool = False
    notice: int | None = None


def waiting_for_me(me: Actor) -> list[Waiting]:
    """The urgent first."""
    found = _notices() + _to_accept(me) + _to_review(me) + _left_behind(me) + _discussed(me) + _training(me)
    found += _supervision(me)
    return sorted(found, key=lambda w: not w.urgent)


def _notices() -> list[Waiting]:
    return [
        Waiting(person, SAID.get(kind, kind), at, _of_notice(kind, person, *of), _presses(kind, urgency), notice=number)
        for number, person, kind, at, urgency, *of in rows(NOTICES)
    ]


def _of_my_people(listed: QuerySet[Row], me: Actor) -> QuerySet[Row]:
    """Joined, not by a list of ids: a duty team covers everybody."""
    return listed.filter(Exists(my_involvements(me).filter(person_id=OuterRef("person_id"))))


def _presses(kind: str, urgency: str | None) -> bool:
    """Whether a notice is to be read first: of requests only what cannot wait, or is late."""
    return (
        kind not in ("request", "answer", "gathering", "gathering over", "message read", "lead taken", "lead not taken")
        or urgency == "now"
    )


def _of_notice(kind: str, person: UUID, request: str | None, gathering: str | None, message: str | None) -> str:
    """Where a notice leads: to the request or the table that it is about, to who leads, or to who has looked."""
    if request:
        return reverse("request", args=[person, request])
    if message:
        return reverse("message_outside", args=[person, message])
    if gathering:
        return reverse("together", args=[person, gathering])
    return reverse("access", args=[person]) + ("#leads" if kind.startswith("lead ") else "#looked")


def _to_accept(me: Actor) -> list[Waiting]:
    """Other organisations' involvements that wait for the lead organisation; the database checks who may accept."""
    waiting = Involvement.objects.filter(accepted=False, closed=False).exclude(owner_id=me.agency)
    return [
        Waiting(
            i.person_id,
            "another organisation's involvement waits to be accepted",
            i.recorded_at,
            reverse("network", args=[i.person_id]),
        )
        for i in _of_my_people(waiting, me).order_by("recorded_at")[:50]
    ]


def _to_review(me: Actor) -> list[Waiting]:
    """Alerts and consents to be looked at again, copies of a record that are due: in one statement."""
    soon = localtime(me.at).date() + SOON
    alerts = Alert.objects.filter(withdrawn_at=None, until=None, review_on__lte=soon)
    consents = ConsentRecord.objects.filter(ended_at=None, review_on__lte=soon)
    copies = SubjectAccess.objects.filter(state=AccessState.OPEN, due_on__lte=soon, owner_id=me.agency)
    due = [
        _due(alerts, me, "review_alert", "review_on"),
        _due(consents, me, "consent", "review_on"),
        _due(copies, me, "access_request", "due_on"),
    ]
    found = due[0].union(*due[1:], all=True).order_by("on")
    return [
        Waiting(person, DUE[page], on, reverse(page, args=[person, row]), urgent=page == "access_request")
        for person, row, on, page in found[:100]
    ]


def _due(listed: QuerySet[Row], me: Actor, page: str, on: str) -> QuerySet[Any, Any]:
    """Person, row, day, and the page where it is done."""
    named = _of_my_people(listed, me).annotate(on=F(on), page=Value(page))
    return named.values_list("person_id", "id", "on", "page")


def _left_behind(me: Actor) -> list[Waiting]:
    """For managers: who was allocated to somebody that has moved or left."""
    return [
        Waiting(
            u.person,
            f"still allocated to {u.post.practitioner.name}, who is no longer in your team"
            if u.still
            else f"allocated to nobody since {u.post.practitioner.name} went",
            u.since,
            reverse("involve", args=[u.person]),
        )
        for u in uncarried(me)
    ]


def _discussed(me: Actor) -> list[Waiting]:
    """About nobody on record: advice that I am asked for, and advice that came."""
    return [
        Waiting(
            None,
            "advice came on what you discussed"
            if a.author_id == me.post
            else "somebody discusses with you whether something may be shared",
            a.recorded_at,
            reverse("discussion", args=[a.id]),
        )
        for a in waiting_advice()
    ]


def _supervision(me: Actor) -> list[Waiting]:
    """What was proposed and waits for my answer; sessions that are due: read off the agreement, no session opens."""
    post, soon = me.post, localtime(me.at).date() + SOON
    waits = Q(agreed_at=None) & ~Q(proposed_by_id=post) | Q(agreed_at__isnull=False, next_on__lte=soon)
    held = Agreement.objects.filter(waits, ended_at=None).select_related(
        "supervisee__practitioner", "supervisor__practitioner"
    )
    return [_of_agreement(each, post) for each in held.order_by("next_on", "id")]


def _of_agreement(each: Agreement, post: int | None) -> Waiting:
    other = each.supervisor if each.supervisee_id == post else each.supervisee
    what = "supervision is due with" if each.agreed_at else "supervision waits for your answer: proposed by"
    since = each.next_on if each.agreed_at else each.proposed_at
    href = reverse("agreement_of_supervision", args=[each.id])
    return Waiting(None, f"{what} {other.practitioner.name}", since, href)


def _training(me: Actor) -> list[Waiting]:
    """About nobody on record: one's own data-protection training first, then the team's."""
    own = my_training(me)
    mine = [Waiting(None, f"your data-protection training {own}", None, reverse("my_account"))] if own else []
    return mine + [Waiting(None, said, None, reverse("team")) for said in training_of_my_teams(me)]
