"""Agreements as pages: what one organisation lets another see, its versions, a new one; suspended and resumed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from kith.access import agreements
from kith.access.agreements import Edge
from kith.agencies.models import Agency
from kith.audit.log import log
from kith.core.errors import Invalid, Unknown
from kith.core.session import acting
from kith.desk.governance.forms import NewAgreementForm, VersionForm
from kith.desk.governance.views import only_governance
from kith.desk.offering import offer
from kith.sharing.editions import law_ever
from kith.sharing.governing import paper_of


@require_GET
def agreement(request: HttpRequest, edge: int) -> HttpResponse:
    """One agreement with its versions, the newest first; whoever looks after governance may read every one."""
    only_governance()
    versions = versions_of(edge)
    names = dict(Agency.objects.values_list("pk", "name"))
    now = current(versions)
    waiting = {p.edge: p for p in agreements.proposals()}
    paper = paper_of(each.no for each in versions)
    laws = [law.name for code in (paper.gateways if paper else ()) if (law := law_ever(code))]
    context = {
        "paper": paper,
        "laws": laws,
        "agreement": versions[0],
        "owner": names[versions[0].owner or 0],
        "recipient": names[versions[0].recipient or 0],
        "now": now,
        "versions": [(each, waiting.get(each.no)) for each in versions],
        "own": versions[0].owner == acting().agency,
    }
    log("list")
    return render(request, "desk/governance/agreement.html", context)


def propose(request: HttpRequest, edge: int) -> HttpResponse:
    """A new version of an agreement, beginning from the present one."""
    only_governance()
    versions = versions_of(edge)
    present = current(versions) or versions[0]
    if present.owner != acting().agency:
        raise Unknown
    assert present.recipient
    recipient, name = present.recipient, Agency.objects.get(pk=present.recipient).name
    form = VersionForm(request.POST or None, initial=_terms(present))
    heading = f"A new version of the {present.agreement} with {name}"
    return _propose(request, form, heading, lambda said: (recipient, present.agreement))


def new(request: HttpRequest) -> HttpResponse:
    """An agreement with an organisation with which there is none."""
    only_governance()
    me = acting().agency
    known = {each.recipient for each in agreements.edges() if each.owner == me and each.recipient}
    others = Agency.objects.exclude(pk__in=known).exclude(pk=me or 0).order_by("name").values_list("pk", "name")
    form = NewAgreementForm(request.POST or None, initial={"starts": localdate(), "purposes": ["care", "safeguarding"]})
    offer(form, "recipient", [("", "Choose an organisation"), *others])
    return _propose(request, form, "A new agreement", lambda said: (said["recipient"], said["name"]))


def _propose(request: HttpRequest, form: VersionForm, heading: str, between: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            recipient, name = between(form.cleaned_data)
            made = agreements.propose_agreement(recipient, name, *form.terms())
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(reverse("change_of_access", args=[made]))
    log("list")
    context = {"form": form, "heading": heading, "back": reverse("governance")}
    return render(request, "desk/governance/propose.html", context, status=422 if form.errors else 200)


@require_POST
def suspend(request: HttpRequest, edge: int) -> HttpResponse:
    """At once, for everyone; or let it hold again."""
    only_governance()
    stops = request.POST.get("act") != "resume"
    agreements.suspend(edge, stops)
    said = "Suspended. Nobody opens anything by it from this moment." if stops else "It holds again from this moment."
    messages.success(request, said)
    return HttpResponseRedirect(reverse("agreement", args=[edge]))


def versions_of(edge: int) -> list[Edge]:
    """Every version of the agreement that this one belongs to, the newest first. Raises Unknown."""
    every = agreements.edges()
    one = next((each for each in every if each.no == edge and each.owner and each.recipient), None)
    if one is None:
        raise Unknown
    same = [e for e in every if (e.agreement, e.owner, e.recipient) == (one.agreement, one.owner, one.recipient)]
    return same[::-1]


def current(versions: list[Edge]) -> Edge | None:
    """The version that holds; where a later one waits for its day, the one that holds until then."""
    live = [each for each in versions if each.state == "live"]
    begun = [each for each in live if each.starts is None or each.starts <= acting().at]
    return next(iter(begun or live), None)


def _terms(present: Edge) -> dict[str, Any]:
    kept = [purpose for purpose in present.purposes if purpose in ("care", "safeguarding")]
    return {**present.grades, "starts": localdate(), "purposes": kept, "ends": present.ends, "review_on": None}
