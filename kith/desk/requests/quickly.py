"""The fast lane: who somebody is and where they live, under a duty, asked on one page and answered with one click.

It is a request like any other (docs/decisions/0050-letters.md): essential grade of identity, answered within hours.
"""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.grades import Domain, Grade, by_domain
from kith.agencies.models import Agency
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.desk.offering import offer
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.requests.asking import named, written_at
from kith.desk.requests.whom import agency_of, to_ask
from kith.sharing.actions.ask import Asking, ask
from kith.sharing.editions import guide
from kith.sharing.guide import Gateway
from kith.sharing.models import Consent, Request, Urgency
from kith.sharing.rules import HOURS

FACTS = {str(Domain.IDENTITY): int(Grade.ESSENTIAL)}
QUESTION = "Basic facts only: their names, birth and addresses as you have them, and whom at your organisation to ring."


class QuickForm(forms.Form):
    """`duties`: laws that oblige to answer."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    holder = forms.TypedChoiceField(label="Whom do you ask?", coerce=int, choices=())
    gateway = forms.ChoiceField(label="Which duty obliges them?", choices=(), widget=forms.RadioSelect)
    why = forms.CharField(label="Why do you need it now?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    consent = forms.ChoiceField(
        label="What does the person know, or whoever speaks for them?",
        choices=Consent.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, whom: list[Any], duties: list[Gateway], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "holder", [("", "Choose a team or a person"), *whom])
        offer(self, "gateway", [(duty.code, f"{duty.name}: {duty.says}") for duty in duties])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        duty, theirs = guide().gateway(cleaned.get("gateway", "")), agency_of(cleaned.get("holder") or 0)
        if duty and theirs and duty.of and theirs["kind"] not in duty.of:
            self.add_error("gateway", f"This duty is not theirs. It binds: {', '.join(duty.of)}.")
        return cleaned


@a_look()
def ask_quickly(request: HttpRequest, person: UUID) -> HttpResponse:
    """One page. Only laws that oblige, and that the caller's organisation may rest on, are offered."""
    record = open_record(person)
    duties = _duties(Agency.objects.get(pk=acting().agency or 0).kind)
    form = QuickForm(request.POST or None, whom=to_ask(record.contacts), duties=duties, initial={"token": uuid4().hex})
    if request.method == "POST" and form.is_valid():
        try:
            made = _ask(record, form.cleaned_data)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Asked. They have {HOURS[Urgency.NOW]} hours, and answer with one click.")
            return HttpResponseRedirect(reverse("request", args=[person, made]))
    context = {"record": record, "form": form, "part": "", "hours": HOURS[Urgency.NOW], "question": QUESTION}
    return render(request, "desk/requests/quickly.html", context, status=422 if form.errors else 200)


def _duties(kind: str) -> list[Gateway]:
    return [g for g in guide().gateways if g.force == "duty" and (not g.asks or kind in g.asks)]


def _ask(record: Record, entered: dict[str, Any]) -> UUID:
    duty = guide().gateway(entered["gateway"])
    assert duty, "the choices are duties"
    domain, grade = written_at(record.explanation, FACTS)
    asking = Asking(
        person_words=named(record),
        question=QUESTION,
        why=entered["why"],
        purpose=duty.purposes[0],
        gateway=duty.code,
        consent=entered["consent"],
        confidentiality="statute",
        urgency=Urgency.NOW,
    )
    return ask(
        person=record.person,
        holder=entered["holder"],
        mine=acting().post or 0,
        grades=FACTS,
        domain=domain,
        grade=grade,
        asking=asking,
        token=entered["token"],
    )


def one_click(asked: Request, mine: int) -> bool:
    """Whether it asks for basic facts under a duty and no more, and the answerer opens them (`mine`: how far)."""
    wanted = by_domain(asked.grades)
    basic = all(grade <= FACTS.get(domain, 0) for domain, grade in wanted.items())
    return basic and asked.force == "duty" and mine >= wanted[Domain.IDENTITY]
