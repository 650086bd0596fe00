"""What one's organisation knows of organisations that are not on Kith: kept by information governance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.core.errors import Invalid, Refused, Unknown
from kith.desk.governance.views import only_governance
from kith.desk.outside.forms import OutsiderForm
from kith.sharing.actions.write_outside import keep_outsider
from kith.sharing.channels import common
from kith.sharing.models import Channel
from kith.sharing.outside import outsiders

FIELDS = ("name", "kind", "email", "telephone", "mobile", "channels")


def outside_organisations(request: HttpRequest) -> HttpResponse:
    """The list; with a number in the address, that one to change; without, a new one."""
    only_governance()
    known = outsiders()
    chosen = next((each for each in known if str(each.pk) == request.GET.get("to")), None)
    initial = {name: getattr(chosen, name) for name in FIELDS} if chosen else {}
    form = OutsiderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            keep_outsider(known=chosen.pk if chosen else None, **form.cleaned_data)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept.")
            return HttpResponseRedirect(reverse("outside_organisations"))
    strongest = [(each, next((Channel(c).label for c in common(each.channels)), "")) for each in known]
    context = {"form": form, "known": strongest, "chosen": chosen}
    return render(request, "desk/outside/organisations.html", context, status=422 if form.errors else 200)
