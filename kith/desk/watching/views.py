"""Pages of information governance about who reads. Absent for anybody without the role."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.errors import Invalid, Refused
from kith.desk.governance.views import only_governance
from kith.desk.watching import findings
from kith.desk.watching.forms import FollowUpForm


@require_GET
def watching(request: HttpRequest) -> HttpResponse:
    """What waits to be looked at, newest first; with `?all`, what was looked at as well."""
    only_governance()
    every = "all" in request.GET
    days = findings.reads_by_day()
    most = max((looks for _, looks, _ in days), default=0)
    context = {"found": findings.findings(waiting=not every), "every": every, "days": days, "most": most}
    return render(request, "desk/watching/watching.html", context)


@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, number: int) -> HttpResponse:
    """One finding, explained; what came of it."""
    only_governance()
    told = findings.finding(number)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _followed_up(number, form):
        messages.success(request, "Kept: what came of it.")
        return HttpResponseRedirect(reverse("watching"))
    context = {"told": told, "form": form, "reasons": findings.reasons(told)}
    return render(request, "desk/watching/finding.html", context)


def _followed_up(number: int, form: FollowUpForm) -> bool:
    """Whether it was kept; if not, the form says why."""
    try:
        with transaction.atomic():
            findings.follow_up(number, form.cleaned_data["outcome"], form.cleaned_data["note"])
    except (Invalid, Refused) as error:
        form.add_error(None, str(error))
        return False
    return True
