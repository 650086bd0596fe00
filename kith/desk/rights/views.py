"""Rights: what the person has said about their information, on one page of their record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.record.reading import looked
from kith.sharing.consents import answer_due, consents, holds


@a_look()
def rights(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    said = consents(person)
    looked("open", person, said)
    context = {
        "record": record,
        "part": "rights",
        "may_record": True,
        "said": [(row, holds(row), answer_due(row)) for row in said],
    }
    return render(request, "desk/rights/rights.html", context)
