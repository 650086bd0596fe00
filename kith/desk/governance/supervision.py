"""Whether one manager up may read supervision: off until governance says otherwise, and never of what was before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.desk.governance.views import only_governance
from kith.desk.supervising.forms import ReadingForm
from kith.supervision.actions.let_read_above import let_read_above
from kith.supervision.queries import readings


def supervision_read(request: HttpRequest) -> HttpResponse:
    """What holds, what held, and changing it."""
    only_governance()
    found = readings()
    on = any(each.ends is None for each in found)
    form = ReadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        let_read_above(yes=not on, why=form.cleaned_data["reason"])
        messages.success(request, "Decided. It holds from now on.")
        return HttpResponseRedirect(reverse("supervision_read"))
    context = {"found": found, "on": on, "form": form}
    return render(request, "desk/governance/supervision.html", context, status=422 if form.errors else 200)
