"""Rights: what the person has said about their information, on one page of their record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.core.session import acting
from kith.desk.guarding.views import may_guard
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.rights.withholding import withheld
from kith.record.reading import looked
from kith.sharing.consents import answer_due, consents, holds
from kith.sharing.representatives import limited, representatives, speaks
from kith.sharing.subject_access import access_requests


@a_look()
def rights(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    said = consents(person)
    speaking = representatives(person)
    asking = access_requests(person)
    looked("open", person, [*said, *speaking, *asking])
    context = {
        "record": record,
        "part": "rights",
        "may_record": True,
        "asking": asking,
        "withheld": withheld(person),
        "may_withhold": may_guard(record) or bool(acting().roles & {"manager", "governance"}),
        "speaking": [(row, speaks(row), limited(row)) for row in speaking],
        "said": [(row, holds(row), answer_due(row)) for row in said],
    }
    return render(request, "desk/rights/rights.html", context)
