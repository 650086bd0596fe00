"""Pages that ask the database to change a fact about access. What it refuses, it explains; the form says so."""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.access import facts
from kith.access.models import Graded, Involvement, Share
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting, call, rows
from kith.core.words import day
from kith.desk.asking import asked
from kith.desk.find.views import roles
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.rights.saying import consents_to_rest_on, said_against
from kith.desk.sharing.forms import EmergencyForm, InvolveForm, ReasonForm, ShareForm, midnight
from kith.sharing.actions.share_by_consent import share_by_consent
from kith.sharing.queries import opened_already

Row = TypeVar("Row", bound=Graded)
EMERGENCY = (
    "The owner of the record and information governance are told at once, with your name and your reason."
    " It opens up to sensitive grade, and ends by itself."
)
HOLDERS = (
    "SELECT agency, id, name || CASE WHEN kind = 'post' THEN ', ' || title ELSE '' END"
    " FROM agencies.holder ORDER BY agency_id <> %s, agency, kind DESC, name"
)


@a_look()
def involve(request: HttpRequest, person: UUID) -> HttpResponse:
    """Record that a post or a team works with the person."""
    record = open_record(person)
    form = InvolveForm(request.POST or None, holders=everyone(), profiles=roles(), initial={"holder": acting().post})

    def act(entered: dict[str, Any]) -> str:
        ends = midnight(entered["ends"]) if entered["ends"] else None
        facts.involve(
            person,
            entered["holder"],
            entered["profile"],
            entered["capacity"],
            entered["purpose"],
            entered["basis"],
            ends=ends,
        )
        return "Recorded. What they see changes from now on."

    return asked(request, record, form, "Record that somebody is involved", "Record", act, "network")


@a_look()
def share(request: HttpRequest, person: UUID) -> HttpResponse:
    """Open the organisation's own information to somebody until a date."""
    record = open_record(person)
    mine = record.explanation.on_rows_of(acting().agency)
    form = ShareForm(request.POST or None, holders=everyone(), mine=mine, consents=consents_to_rest_on(person))

    def act(entered: dict[str, Any]) -> str:
        until, reason = midnight(entered["until"]), entered["reason"]
        if entered["rests_on"]:
            share_by_consent(person, entered["holder"], form.grades, until, reason, UUID(entered["rests_on"]))
        elif already := opened_already(person, entered["holder"], form.grades, until):
            raise Invalid(f"They have as much from you already, until {day(already.ends)}. Nothing was opened again.")
        else:
            facts.share(person, entered["holder"], form.grades, until, entered["basis"], reason)
        return "Opened until the date you gave. It ends by itself."

    return asked(
        request,
        record,
        form,
        "Open the record to somebody until a date",
        "Open it",
        act,
        "access",
        what="what your organisation recorded",
        note=said_against(person),
    )


@a_look()
def emergency(request: HttpRequest, person: UUID) -> HttpResponse:
    """Emergency access: a reason, hours not days; the owner and governance are told at once."""
    record = open_record(person)
    form = EmergencyForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        facts.open_in_emergency(person, entered["reason"], entered["hours"])
        return "Opened. Information governance has been told, and it ends by itself."

    return asked(request, record, form, "Open in an emergency", "Open it now", act, "person", warning=EMERGENCY)


@a_look()
def end_involvement(request: HttpRequest, person: UUID, involvement: UUID) -> HttpResponse:
    record = open_record(person)
    _there(Involvement.objects.filter(person_id=person, id=involvement, closed=False).first())
    form = ReasonForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        facts.end_involvement(person, involvement, entered["reason"])
        return "Ended. What it opened is closed from now on."

    return asked(request, record, form, "End an involvement", "End it", act, "network")


@a_look()
def end_share(request: HttpRequest, person: UUID, share_id: UUID) -> HttpResponse:
    """A share that my organisation made, while it stands."""
    record = open_record(person)
    if _there(Share.objects.filter(person_id=person, id=share_id, closed=False).first()).owner_id != acting().agency:
        raise Refused("Only the organisation that opened it can end it.")
    form = ReasonForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        facts.end_share(person, share_id, entered["reason"])
        return "Ended. What it opened is closed from now on."

    return asked(request, record, form, "End a share", "End it", act, "access")


@require_POST
def accept_involvement(request: HttpRequest, person: UUID, involvement: UUID) -> HttpResponse:
    facts.accept(person, involvement)
    messages.success(request, "Accepted.")
    return HttpResponseRedirect(reverse("network", args=[person]))


@require_POST
def notice_seen(request: HttpRequest, notice: int) -> HttpResponse:
    call("access.see_notice", notice)
    return HttpResponseRedirect(reverse("governance" if request.POST.get("next") == "governance" else "home"))


def _there(row: Row | None) -> Row:
    """The row. Raises Unknown: not there and not the reader's to open are the same."""
    if row is None:
        raise Unknown
    return row


def everyone() -> list[tuple[int, str]]:
    """Posts, teams and managers, each with its organisation, one's own first: many have a team of the same name."""
    return [(holder, f"{name}, {agency}") for agency, holder, name in rows(HOLDERS, acting().agency)]
