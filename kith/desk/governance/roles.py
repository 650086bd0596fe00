"""How far a role sees, as a page: its versions in one's own organisation, and a new one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access import agreements
from kith.audit.log import log
from kith.core.errors import Unknown
from kith.desk.governance.forms import GradesForm
from kith.desk.governance.views import only_governance


def role(request: HttpRequest, name: str) -> HttpResponse:
    """How far this role sees with us, what waits, and the form for a new version."""
    only_governance()
    profile = next((each for each in agreements.profiles() if each.name == name), None)
    if profile is None:
        raise Unknown
    form = GradesForm(request.POST or None, initial=profile.grades)
    if request.method == "POST" and form.is_valid():
        made = agreements.propose_profile(name, form.grades)
        return HttpResponseRedirect(reverse("change_of_access", args=[made]))
    log("list")
    changes = [each for each in agreements.proposals() if each.profile == name]
    context = {"profile": profile, "form": form, "changes": changes}
    return render(request, "desk/governance/role.html", context, status=422 if form.errors else 200)
