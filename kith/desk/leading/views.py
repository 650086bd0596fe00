"""Pages by which the lead of a record passes from one organisation to another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.access.explain import Contact
from kith.casework.actions import pass_lead
from kith.core.errors import Invalid
from kith.core.session import acting
from kith.desk.asking import asked
from kith.desk.leading.forms import OfferLeadForm
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.sharing.forms import ReasonForm

ASKING = (
    "The organisation that leads accepts others, and seals and bars. It leads once somebody there who works with them"
    " takes it; until then you do. What each of you sees stays as it is, and so does your own work: end that by itself."
)


@a_look()
def offer_lead(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask another organisation, which works with the person, to lead."""
    record = open_record(person)
    form = OfferLeadForm(request.POST or None, organisations=others(record.contacts, record.explanation.lead))

    def act(entered: dict[str, Any]) -> str:
        pass_lead.offer_lead(person_id=person, organisation=entered["organisation"], why=entered["why"])
        return "They are asked. Until they take it, your organisation leads."

    return asked(request, record, form, "Ask another organisation to lead", "Ask them", act, "access", note=ASKING)


@require_POST
def take_lead(request: HttpRequest, person: UUID) -> HttpResponse:
    """My organisation, which is asked, leads from now on."""
    try:
        pass_lead.take_lead(person_id=person)
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Your organisation leads this record from now on.")
    return HttpResponseRedirect(reverse("access", args=[person]) + "#leads")


@a_look()
def drop_lead(request: HttpRequest, person: UUID) -> HttpResponse:
    """Take the question back, or decline it."""
    record = open_record(person)
    mine = record.explanation.lead == acting().agency
    form = ReasonForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        pass_lead.drop_lead(person_id=person, why=entered["reason"])
        return "Taken back. Your organisation leads." if mine else "Declined. The lead stays where it is."

    heading, button = ("Do not ask them any more", "Take it back") if mine else ("Do not take the lead", "Decline")
    return asked(request, record, form, heading, button, act, "access")


def others(contacts: list[Contact], lead: int) -> list[tuple[int, str]]:
    """Organisations of whose work with the person the reader knows, besides the one that leads."""
    found = {c.agency_id: c.agency for c in contacts if c.agency_id and c.accepted and c.agency_id != lead}
    return sorted(found.items(), key=lambda each: each[1])
