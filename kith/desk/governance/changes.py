"""Before an agreement or a role changes: who would gain and lose what, by name; then in force, or thrown away."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kith.access import agreements
from kith.access.agreements import Gain, Proposal
from kith.access.grades import DOMAINS
from kith.access.words import listed
from kith.agencies.models import Agency, Post
from kith.audit.log import log
from kith.core.errors import Invalid
from kith.core.session import acting
from kith.desk.governance.agreements import current, versions_of
from kith.desk.governance.views import only_governance
from kith.people.queries import names_of

DONE = {
    "live": "In force.",
    "throw": "Thrown away. Nothing has changed.",
    "again": "It is being worked out again.",
}


@dataclass(frozen=True)
class Terms:
    """What changes, in words and grades. `heading`; domain → grade before and after; the page of what it belongs to."""

    heading: str
    back: str
    before: dict[str, int]
    after: dict[str, int]
    notes: list[str]


@require_GET
def change(request: HttpRequest, proposal: int) -> HttpResponse:
    """How far the working out has come; then what the change opens and closes, to whom, of whose records."""
    only_governance()
    waiting = agreements.proposal(proposal)
    context: dict[str, Any] = {"change": waiting, "terms": terms(waiting)}
    if waiting.ready_at:
        persons = agreements.gains_by_person(proposal)
        names = names_of([person for person, _, _ in persons])
        context |= {
            "all": agreements.in_all(proposal),
            "grades": agreements.gains_by_grade(proposal),
            "people": named(agreements.gains(proposal)),
            "persons": [(p, names.get(p, "A person"), up, down) for p, up, down in persons],
        }
        log("list", rows=[person for person, _, _ in persons], proposal=proposal)
    else:
        log("list", proposal=proposal)
    page = "_change" if "HX-Request" in request.headers else "change"  # the page asks again while it waits
    return render(request, f"desk/governance/{page}.html", context)


@require_POST
def decide(request: HttpRequest, proposal: int) -> HttpResponse:
    """In force, thrown away, or worked out again."""
    only_governance()
    waiting = agreements.proposal(proposal)
    acts = {
        "live": agreements.put_in_force,
        "throw": agreements.throw_away,
        "again": agreements.measure_again,
    }
    act = request.POST.get("act", "")
    if act not in acts:
        raise Invalid("Choose what is to happen with this change.")
    acts[act](waiting)
    messages.success(request, DONE[act])
    return HttpResponseRedirect(reverse("change_of_access", args=[proposal]))


def terms(waiting: Proposal) -> Terms:
    return _of_agreement(waiting.edge) if waiting.edge else _of_role(waiting)


def _of_agreement(edge: int) -> Terms:
    versions = versions_of(edge)
    new = next(each for each in versions if each.no == edge)
    old = current([each for each in versions if each.no != edge])
    name = Agency.objects.get(pk=new.recipient or 0).name
    before = old.grades if old else dict.fromkeys(DOMAINS, 0)
    notes = [] if old and old.purposes == new.purposes else [f"For {' and '.join(new.purposes)}."]
    heading = f"{new.agreement[0].upper()}{new.agreement[1:]} with {name}, version {new.version}"
    return Terms(heading, reverse("agreement", args=[edge]), before, new.grades, notes)


def _of_role(waiting: Proposal) -> Terms:
    name = waiting.profile or ""
    before, after = agreements.profile_change(waiting.id)
    heading = f"How far “{name}” sees, version {waiting.version}"
    return Terms(heading, reverse("role", args=[name]), before, after, beyond_us(before, after))


def beyond_us(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """What changes on the rows of others, from agreements alone: what there is of theirs, the counts must not tell."""
    me, names = acting().agency, dict(Agency.objects.values_list("pk", "name"))
    owners = {
        names[edge.owner]
        for edge in agreements.edges()
        if edge.recipient == me and edge.owner and edge.state == "live" and not edge.suspended
        if any(min(edge.grades[d], before[d]) != min(edge.grades[d], after[d]) for d in DOMAINS)
    }
    said = "It changes how far your people see on what others recorded as well, as far as agreements let them"
    return [f"{said}: {listed(sorted(owners))}."] if owners else []


def named(gains: list[Gain]) -> list[tuple[Post | None, Gain]]:
    """Each post that gains or loses; those that may not be named come last."""
    found = Post.objects.filter(pk__in=[gain.post for gain in gains if gain.post]).select_related(
        "practitioner", "agency"
    )
    posts = {post.pk: post for post in found}
    return sorted(((posts.get(gain.post or 0), gain) for gain in gains), key=lambda each: each[0] is None)
