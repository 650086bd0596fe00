"""Refer to a front door, from the person's page: also for somebody who may no more than find them. Saved as typed."""

from dataclasses import asdict
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.agencies.models import Team
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.recording.kept import draft_of
from kith.desk.referring.forms import ReferForm
from kith.record.actions.refer import REFERRAL, refer
from kith.record.models import Draft
from kith.record.queries import draft
from kith.record.recording import Recording

PAGE = "desk/referring/refer.html"


@a_look()
def refer_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """The form; or the acknowledgement: a reference, who has it, whom to ring. Sent twice it is one referral."""
    record = open_record(person)
    taken_up = _draft(request, person)
    initial = {"token": uuid4().hex} | ({k: v for k, v in taken_up.content.items() if v} if taken_up else {})
    form = ReferForm(request.POST or None, teams=front_doors(), initial=initial)
    draft_id, revision = (taken_up.id, taken_up.revision) if taken_up else draft_of(request)
    context = {"record": record, "form": form, "part": "", "draft_id": draft_id, "revision": revision}
    context |= {"saved_at": taken_up and taken_up.saved_at, "kind": REFERRAL}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            receipt = refer(
                person_id=person, team_id=sent["team"], recording=said(form), token=sent["token"], draft_id=draft_id
            )
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            return render(request, "desk/referring/sent.html", {"record": record, "part": "", **asdict(receipt)})
    return render(request, PAGE, context, status=422 if form.errors else 200)


def _draft(request: HttpRequest, person: UUID) -> Draft | None:
    """The draft that the address names, or none. Raises Unknown where it is not the caller's."""
    named = request.GET.get("draft", "") if request.method == "GET" else ""
    try:
        return draft(person, UUID(named)) if named else None
    except ValueError as error:
        raise Unknown from error


def said(form: ReferForm) -> Recording:
    """What was written, as the front door receives it."""
    sent = form.cleaned_data
    return Recording(
        REFERRAL,
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
