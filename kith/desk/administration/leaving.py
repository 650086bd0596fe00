"""The pages of a move and of leaving: what it ends, the choices there are, then one step."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.agencies import queries
from kith.agencies.models import Team
from kith.core.errors import Invalid, Refused
from kith.desk.administration import parting
from kith.desk.administration.forms import Leave, Move
from kith.desk.administration.parting import Parting
from kith.desk.administration.views import colleague_of_mine


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, post_id: int) -> HttpResponse:
    """To another team of the organisation: the old team's key ends and the new one's begins in the same transaction."""
    found = parting.parting(colleague_of_mine(post_id))
    teams = list(queries.teams_of(found.colleague.post.agency_id))
    form = Move(request.POST or None, found=found, teams=teams)
    if not found.own:
        raise Http404
    if request.method == "POST" and form.is_valid() and _done(form, lambda: _moved(found, teams, form)):
        messages.success(
            request, f"{found.colleague.post.practitioner.name} has moved. The old team's records are closed."
        )
        return HttpResponseRedirect(reverse("colleague", kwargs={"post_id": post_id}))
    context = {"found": found, "form": form}
    return render(request, "desk/administration/move.html", context, status=422 if form.errors else 200)


def _moved(found: Parting, teams: list[Team], form: forms.Form) -> None:
    said = form.cleaned_data
    out_of = next(m for m in found.own if m.pk == said["out_of"])
    into = next(team for team in teams if team.pk == said["into"])
    parting.move(found, out_of=out_of, into=into, keep=said.get("keep", True))


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, post_id: int) -> HttpResponse:
    """The post ends, with everything that hangs on it."""
    found = parting.parting(colleague_of_mine(post_id))
    form = Leave(request.POST if request.method == "POST" else None, found=found)
    if request.method == "POST" and form.is_valid() and _done(form, lambda: _left(request, found, form)):
        return HttpResponseRedirect(reverse("people_and_teams"))
    context = {"found": found, "form": form}
    return render(request, "desk/administration/leave.html", context, status=422 if form.errors else 200)


def _left(request: HttpRequest, found: Parting, form: forms.Form) -> None:
    said = form.cleaned_data
    left = parting.leave(found, team=said.get("team"), drafts_to=said.get("drafts_to"))
    told = [f"{found.colleague.post.practitioner.name} has left, and is signed out."]
    told += (
        [f"Allocations ended: {left.allocations}. The managers see who needs somebody else."]
        if left.allocations
        else []
    )
    told += [f"Drafts that went to their manager: {left.handed}."] if left.handed else []
    told += [f"Drafts that stay closed: {left.kept}."] if left.kept else []
    messages.success(request, " ".join(told))


def _done(form: forms.Form, act: Callable[[], None]) -> bool:
    """Whether it was done; if not, nothing was, and the form says why."""
    try:
        with transaction.atomic():
            act()
    except (Invalid, Refused) as objection:
        form.add_error(None, str(objection))
        return False
    return True
