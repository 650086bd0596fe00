"""One consent, refusal or objection: recorded, read with what rests on it, withdrawn, answered."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import holders
from kith.access.grades import Domain, by_domain
from kith.core.errors import Invalid, Refused
from kith.desk.asking import asked
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.requests.whom import everybody
from kith.desk.rights.forms import ConsentForm, ObjectionForm, WithdrawForm
from kith.record.reading import looked
from kith.sharing import consents
from kith.sharing.actions.end_consent import answer_objection, withdraw_consent
from kith.sharing.actions.record_consent import Saying, record_consent
from kith.sharing.models import ConsentKind, Outcome

READ_BY = (
    "Everyone who works with them reads this, so leave out what was told in confidence. Saying no, or changing their"
    " mind, must be as easy as saying yes. Where the law obliges or allows, do not ask for consent: tell them instead."
)


@a_look()
def new_consent(request: HttpRequest, person: UUID) -> HttpResponse:
    """Write down what they, or who may decide for them, have said."""
    record = open_record(person)
    form = ConsentForm(request.POST or None, holders=everybody(), age=record.index.age)

    def act(entered: dict[str, Any]) -> str:
        saying = Saying(**{field.name: entered[field.name] for field in fields(Saying)})
        record_consent(
            person=person, saying=saying, age=record.index.age, with_holder=entered["with_holder"], covers=form.grades
        )
        return "Recorded."

    return asked(
        request, record, form, "What they have said about their information", "Record it", act, "rights", note=READ_BY
    )


@a_look()
def one_consent(request: HttpRequest, person: UUID, consent_id: UUID) -> HttpResponse:
    """What was said, what rests on it, what goes on without it; and withdrawing it, on the same page."""
    record = open_record(person)
    row = consents.consent(person, consent_id)
    looked("open", person, [row])
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_consent(person=person, consent=consent_id, **form.cleaned_data)
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Withdrawn. What rested on it has ended, and those who made it are told.")
            return HttpResponseRedirect(reverse("rights", args=[person]))
    ends, goes_on = consents.with_and_without(row)
    context = {
        "record": record,
        "part": "rights",
        "row": row,
        "holds": consents.holds(row),
        "covers": [Domain(domain).label for domain, grade in by_domain(row.covers).items() if grade],
        "due": consents.answer_due(row),
        "ends": ends,
        "goes_on": goes_on,
        "named": holders(ends.holders | goes_on.holders),
        "laws": consents.laws_of([*ends.requests, *goes_on.requests]),
        "says_consent": consents.says_consent,
        "form": form,
    }
    return render(request, "desk/rights/consent.html", context, status=422 if form.errors else 200)


@a_look()
def answer(request: HttpRequest, person: UUID, consent_id: UUID) -> HttpResponse:
    """An objection is answered by who answers for the organisation."""
    record = open_record(person)
    row = consents.consent(person, consent_id)
    if row.kind != ConsentKind.OBJECTION or row.outcome != Outcome.WAITING:
        raise Refused("Only an objection that waits is answered. Open it again to see where it stands.")
    form = ObjectionForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        answer_objection(person=person, objection=consent_id, **entered)
        return "Answered. Tell them, with whom they can complain to."

    return asked(request, record, form, "Answer their objection", "Answer it", act, "rights", note=row.what)
