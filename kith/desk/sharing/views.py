"""Pages that ask the database to change a fact about access. What it refuses, it explains; the form says so."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.access import facts
from kith.access.grades import DOMAINS
from kith.core.errors import Invalid, Refused
from kith.core.session import acting, call, rows
from kith.desk.find.views import profiles
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.sharing.forms import EmergencyForm, InvolveForm, ReasonForm, ShareForm, midnight

HOLDERS = (
    "SELECT agency, id, name || CASE WHEN kind = 'post' THEN ', ' || title ELSE '' END"
    " FROM agencies.holder ORDER BY agency_id <> %s, agency, kind DESC, name"
)


@a_look()
def involve(request: HttpRequest, person: UUID) -> HttpResponse:
    """Record that a post or a team works with the person."""
    record = open_record(person)
    form = InvolveForm(request.POST or None, holders=everyone(), profiles=profiles(), initial={"holder": acting().post})

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

    return _asked(request, record, form, "Record that somebody is involved", "Record", act, "network")


@a_look()
def share(request: HttpRequest, person: UUID) -> HttpResponse:
    """Open the organisation's own information to somebody until a date."""
    record = open_record(person)
    mine = record.explanation.on_rows_of(acting().agency)
    form = ShareForm(request.POST or None, holders=everyone(), mine=mine)

    def act(entered: dict[str, Any]) -> str:
        grades = {domain: entered[domain] for domain in DOMAINS if entered.get(domain)}
        facts.share(person, entered["holder"], grades, midnight(entered["until"]), entered["basis"], entered["reason"])
        return "Opened until the date you gave. It ends by itself."

    return _asked(
        request,
        record,
        form,
        "Open the record to somebody until a date",
        "Open it",
        act,
        "access",
        what="what your organisation recorded",
    )


@a_look()
def emergency(request: HttpRequest, person: UUID) -> HttpResponse:
    """Emergency access: a reason, hours not days; the owner and governance are told at once."""
    record = open_record(person)
    form = EmergencyForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        facts.open_in_emergency(person, entered["reason"], entered["hours"])
        return "Opened. Information governance has been told, and it ends by itself."

    return _asked(request, record, form, "Open in an emergency", "Open it now", act, "person", warning=True)


@a_look()
def end_involvement(request: HttpRequest, person: UUID, involvement: UUID) -> HttpResponse:
    record = open_record(person)
    form = ReasonForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        facts.end_involvement(person, involvement, entered["reason"])
        return "Ended. What it opened is closed from now on."

    return _asked(request, record, form, "End an involvement", "End it", act, "network")


@require_POST
def accept_involvement(request: HttpRequest, person: UUID, involvement: UUID) -> HttpResponse:
    facts.accept(person, involvement)
    messages.success(request, "Accepted.")
    return HttpResponseRedirect(reverse("network", args=[person]))


@require_POST
def notice_seen(request: HttpRequest, notice: int) -> HttpResponse:
    call("access.see_notice", notice)
    return HttpResponseRedirect(reverse("home"))


def everyone() -> list[tuple[str, list[tuple[int, str]]]]:
    """Posts, teams and managers by organisation, one's own first."""
    grouped: dict[str, list[tuple[int, str]]] = {}
    for agency, holder, name in rows(HOLDERS, acting().agency):
        grouped.setdefault(agency, []).append((holder, name))
    return list(grouped.items())


def _asked(
    request: HttpRequest,
    record: Record,
    form: forms.Form,
    heading: str,
    button: str,
    act: Callable[[dict[str, Any]], str],
    then: str,
    **more: Any,
) -> HttpResponse:
    """The form, or what was asked for done. A refusal stands in the form, with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            response = HttpResponseRedirect(reverse(then, args=[record.person]))
            return response
    context = {"record": record, "form": form, "heading": heading, "button": button, "part": "", **more}
    return render(request, "desk/sharing/ask.html", context, status=422 if form.errors else 200)
