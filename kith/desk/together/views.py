"""Pages of joint work. A table is called in two steps on one address: what kind, then who and how far."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import holders
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.desk.asking import asked
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.requests.whom import agencies_of, everybody, ourselves
from kith.desk.rights.saying import said_against
from kith.desk.sharing.forms import ReasonForm, midnight
from kith.desk.together.forms import BringForm, ConveneForm, OpenForm
from kith.sharing.actions.convene import convene
from kith.sharing.actions.sit_together import bring_to_table, end_gathering, open_at_table
from kith.sharing.gatherings import Kind, Table, gathering, kinds

STEPS = ("open", "bring", "end")


@a_look()
def call_table(request: HttpRequest, person: UUID) -> HttpResponse:
    """Without a kind in the address: which. With one: who sits there, what is opened, until when."""
    record = open_record(person)
    kind = kinds().get(request.GET.get("kind", ""))
    if kind is None:
        context = {"record": record, "kinds": kinds().values(), "part": ""}
        return render(request, "desk/together/kinds.html", context)
    form = _convene_form(request, record, kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = _convene(record, kind, form)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Called. Everybody at the table is told, and reads what you opened from now on.")
            return HttpResponseRedirect(reverse("together", args=[person, made]))
    context = {"record": record, "kind": kind, "form": form, "part": "", "against": said_against(person)}
    return render(request, "desk/together/call.html", context, status=422 if form.errors else 200)


def _convene_form(request: HttpRequest, record: Record, kind: Kind) -> ConveneForm:
    mine = set(acting().holders)
    around = {contact.holder for contact in record.contacts if contact.holder and contact.holder not in mine}
    everyone = [(holder, words) for holder, words in everybody() if holder not in mine]
    return ConveneForm(
        request.POST or None,
        kind=kind,
        around=[(holder, words) for holder, words in everyone if holder in around],
        others=[(holder, words) for holder, words in everyone if holder not in around],
        ours=ourselves(),
        mine=record.explanation.on_rows_of(acting().agency),
        initial={"token": uuid4().hex},
    )


def _convene(record: Record, kind: Kind, form: ConveneForm) -> UUID:
    entered = form.cleaned_data
    return convene(
        person=record.person,
        kind=kind.code,
        mine=entered["called_as"],
        members=agencies_of(form.members),
        grades=form.grades,
        until=midnight(entered["until"]),
        reason=entered["reason"],
        token=entered["token"],
    )


@a_look()
def together(request: HttpRequest, person: UUID, gathering_id: UUID) -> HttpResponse:
    """Who sits there, what each organisation has opened, until when."""
    record = open_record(person)
    table = gathering(person, gathering_id)
    named = holders({*table.gathering.members, table.gathering.called_as})
    context = {"record": record, "part": "access", "table": table, "named": named}
    return render(request, "desk/together/together.html", context)


@a_look()
def do_together(request: HttpRequest, person: UUID, gathering_id: UUID, at_table: str) -> HttpResponse:
    """Open to the table, bring somebody, end it: one form each."""
    if at_table not in STEPS:
        raise Http404
    record = open_record(person)
    table = gathering(person, gathering_id)
    return {"open": _open, "bring": _bring, "end": _end}[at_table](request, record, table)


def _open(request: HttpRequest, record: Record, table: Table) -> HttpResponse:
    mine = record.explanation.on_rows_of(acting().agency)
    form = OpenForm(request.POST or None, kind=kinds().get(table.gathering.kind), mine=mine)

    def act(_: dict[str, Any]) -> str:
        new = open_at_table(person=record.person, gathering=table.gathering.id, grades=form.grades)
        return f"Opened to {new} more at the table." if new else "Everybody there had as much from you already."

    what = "what your organisation recorded, to everybody at the table"
    return _asked(request, record, form, f"Open to: {table.name}", "Open it", act, what=what)


def _bring(request: HttpRequest, record: Record, table: Table) -> HttpResponse:
    there = {*table.gathering.parties}
    form = BringForm(request.POST or None, others=[each for each in everybody() if each[0] not in there])

    def act(entered: dict[str, Any]) -> str:
        bring_to_table(person=record.person, gathering=table.gathering.id, holder=entered["holder"])
        return "Called. Open to the table again, so that they read what you opened: the others are told to as well."

    return _asked(request, record, form, f"Call somebody to: {table.name}", "Call them", act)


def _end(request: HttpRequest, record: Record, table: Table) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    warning = "Everything that any organisation opened to this table closes at once, for everybody who sits there."

    def act(entered: dict[str, Any]) -> str:
        end_gathering(person=record.person, gathering=table.gathering.id, why=entered["reason"])
        return "Ended. What was opened to it is closed from now on, and everybody there is told."

    return _asked(request, record, form, f"End: {table.name}", "End it for everybody", act, warning=warning)


def _asked(
    request: HttpRequest, record: Record, form: forms.Form, heading: str, button: str, act: Any, **more: Any
) -> HttpResponse:
    return asked(request, record, form, heading, button, act, "access", **more)
