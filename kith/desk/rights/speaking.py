"""Who speaks for the person: recorded, read, limited, ended."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.grades import Domain, by_domain
from kith.core.clock import today
from kith.desk.asking import asked
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.rights.forms import HALF_A_YEAR, EndForm, LimitForm, RepresentativeForm, chosen
from kith.record.reading import looked
from kith.sharing.actions.represent import Speaking, end_representative, limit_representative, record_representative
from kith.sharing.representatives import limited, representative, speaks

LESS = "You may keep more from them at once. To keep less from them is for the lead organisation's manager or worker."


@a_look()
def new_representative(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    form = RepresentativeForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        speaking = Speaking(**{field.name: entered[field.name] for field in fields(Speaking)})
        record_representative(person=person, speaking=speaking, age=record.index.age, covers=form.grades)
        return "Recorded. If anything is to be kept from them, say so now."

    return asked(request, record, form, "Who speaks for them", "Record it", act, "rights")


@a_look()
def one(request: HttpRequest, person: UUID, representative_id: UUID) -> HttpResponse:
    record = open_record(person)
    row = representative(person, representative_id)
    looked("open", person, [row])
    context = {
        "record": record,
        "part": "rights",
        "row": row,
        "speaks": speaks(row),
        "limited": limited(row),
        "covers": ticked(row.covers),
        "kept": ticked(row.kept_from),
    }
    return render(request, "desk/rights/representative.html", context)


@a_look()
def limit(request: HttpRequest, person: UUID, representative_id: UUID) -> HttpResponse:
    """What is kept from them, as a whole: what was there before is ticked."""
    record = open_record(person)
    row = representative(person, representative_id)
    review = row.limit_review_on or today() + HALF_A_YEAR
    was = [domain for domain, kept in by_domain(row.kept_from).items() if kept]
    initial = {"no_address": row.no_address, "kept": was, "words": row.limit_words, "review_on": review}
    form = LimitForm(request.POST or None, initial=initial)

    def act(entered: dict[str, Any]) -> str:
        limit_representative(
            person=person,
            representative=representative_id,
            no_address=entered["no_address"],
            kept_from=chosen(entered["kept"]),
            words=entered["words"],
            review_on=entered["review_on"],
        )
        return "Decided. What was opened to them and may no longer be is closed."

    heading = f"What is kept from {row.name}"
    return asked(request, record, form, heading, "Keep it from them", act, "rights", note=LESS)


@a_look()
def end(request: HttpRequest, person: UUID, representative_id: UUID) -> HttpResponse:
    record = open_record(person)
    row = representative(person, representative_id)
    form = EndForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        end_representative(person=person, representative=representative_id, **entered)
        return "Ended. What was opened to them is closed."

    return asked(request, record, form, f"{row.name} no longer speaks for them", "End it", act, "rights")


def ticked(vector: list[int]) -> list[str]:
    """Domains in words."""
    return [str(Domain(domain).label) for domain, grade in by_domain(vector).items() if grade]
