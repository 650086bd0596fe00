"""The page of information governance. Absent for anybody without the role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kith.access import agreements as agreed
from kith.access.agreements import Edge
from kith.agencies.models import Agency, Post
from kith.audit.log import log
from kith.core.session import acting, rows
from kith.desk.home.waiting import SAID
from kith.people.queries import names_of

EMERGENCIES = "SELECT notice, reason, ends FROM access.emergencies()"


@dataclass(frozen=True)
class ToLookAt:
    """One notice: what happened on whose record, and by whom."""

    notice: int
    person: UUID
    name: str
    what: str
    at: datetime
    by: Post | None
    reason: str = ""
    ends: datetime | None = None


@require_GET
def governance(request: HttpRequest) -> HttpResponse:
    only_governance()
    verified = agreed.verifications()
    context = {
        "to_look_at": to_look_at(),
        "changes": waiting(),
        "running": next((each for each in verified if each.ended_at is None), None),
        "verified": next((each for each in verified if each.ended_at), None),
        "owners": agreements(),
        "profiles": agreed.profiles(),
    }
    return render(request, "desk/governance/governance.html", context)


@require_POST
def verify_locks(request: HttpRequest) -> HttpResponse:
    """Have every lock worked out again from the facts and compared: by the worker, it takes minutes."""
    only_governance()
    agreed.ask_verification()
    messages.success(request, "The locks are being verified. What comes of it will stand here.")
    return HttpResponseRedirect(reverse("governance") + "#locks")


def only_governance() -> None:
    """Absent for whoever does not act with the role."""
    if "governance" not in acting().roles:
        raise Http404


def to_look_at() -> list[ToLookAt]:
    """Emergency access, and sealed records that somebody came near: the newest first."""
    found = rows("SELECT id, person_id, kind, at, (detail ->> 'post')::bigint FROM access.notices()")
    people = {row[1] for row in found}
    names = names_of(people)
    log("list", rows=people)
    acted = Post.objects.filter(pk__in={row[4] for row in found if row[4]}).select_related("practitioner", "agency")
    by = {post.pk: post for post in acted}
    why = {notice: (reason, ends) for notice, reason, ends in rows(EMERGENCIES)}
    return [
        ToLookAt(
            number, person, names.get(person, ""), SAID.get(kind, kind), at, by.get(post), *why.get(number, ("", None))
        )
        for number, person, kind, at, post in found
    ]


def waiting() -> list[tuple[int, str, bool]]:
    """Changes that wait to be decided: number, what it is about, whether it is worked out."""
    names = {each.no: f"{each.agreement}, version {each.version}" for each in agreed.edges()}
    return [
        (each.id, names[each.edge] if each.edge else f"how far “{each.profile}” sees", each.ready_at is not None)
        for each in agreed.proposals()
        if each.live is None
    ]


def agreements() -> list[tuple[str, Sequence[tuple[str, Edge]]]]:
    """By the organisation that owns the information, one's own first: what each other may open at most."""
    names = dict(Agency.objects.values_list("pk", "name"))
    grouped: dict[int, list[tuple[str, Edge]]] = {}
    for edge in agreed.edges():
        if edge.owner and edge.recipient and edge.state != "retired":
            grouped.setdefault(edge.owner, []).append((names[edge.recipient], edge))
    mine = acting().agency
    ordered = sorted(grouped, key=lambda owner: (owner != mine, names[owner]))
    return [(names[owner], sorted(grouped[owner], key=lambda each: (each[0], each[1].no))) for owner in ordered]
