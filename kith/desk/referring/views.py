"""Refer to a front door, from the person's page: also for somebody who may no more than find them."""

from dataclasses import asdict
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.agencies.models import Team
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.referring.forms import ReferForm
from kith.record.actions.refer import refer
from kith.record.recording import Recording

PAGE = "desk/referring/refer.html"


@a_look()
def refer_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """The form; or the acknowledgement: a reference, who has it, whom to ring. Sent twice it is one referral."""
    record = open_record(person)
    form = ReferForm(request.POST or None, teams=front_doors(), initial={"token": uuid4().hex})
    context = {"record": record, "form": form, "part": ""}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            receipt = refer(person_id=person, team_id=sent["team"], recording=said(form), token=sent["token"])
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            return render(request, "desk/referring/sent.html", {"record": record, "part": "", **asdict(receipt)})
    return render(request, PAGE, context, status=422 if form.errors else 200)


def said(form: ReferForm) -> Recording:
    """What was written, as the front door receives it."""
    sent = form.cleaned_data
    return Recording(
        "referral",
        now(),
        title=sent["title"],
        text=sent["text"],
        domain=sent["domain"],
        grade=sent["grade"],
        present=sent["told"],
    )


def front_doors() -> list[tuple[int, str]]:
    """Teams that take referrals, with their organisations."""
    doors = Team.objects.filter(front_door=True).select_related("agency").order_by("agency__name", "name")
    return [(team.pk, f"{team.name}, {team.agency.name}") for team in doors]
