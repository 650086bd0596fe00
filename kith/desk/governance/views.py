"""The page of information governance. Absent for anybody without the role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kith.access.grades import by_domain
from kith.agencies.models import Agency, Post
from kith.audit.log import log
from kith.core.session import acting, call, rows
from kith.desk.home.waiting import SAID
from kith.people.queries import names_of

AGREEMENTS = "SELECT agreement, owner, recipient, cap, suspended, ends, review_on, state FROM access.agreements()"

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


@dataclass(frozen=True)
class Edge:
    """What one organisation lets another see: the most, whatever the role."""

    agreement: str
    recipient: str
    grades: dict[str, int]
    suspended: bool
    pending: bool
    ends: datetime | None
    review_on: date | None


@require_GET
def governance(request: HttpRequest) -> HttpResponse:
    only_governance()
    context = {"to_look_at": to_look_at(), "owners": agreements(), "profiles": profiles()}
    return render(request, "desk/governance/governance.html", context)


@require_POST
def verify_locks(request: HttpRequest) -> HttpResponse:
    """Work every lock out again from the facts, and compare."""
    only_governance()
    drifted = call("access.drift") or 0
    if drifted:
        messages.error(request, f"{drifted} locks differ from the facts. Tell whoever runs Kith for you, now.")
    else:
        messages.success(request, "Every lock is as the facts say.")
    log("list", drifted=drifted)
    return HttpResponseRedirect(reverse("governance"))


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


def agreements() -> list[tuple[str, Sequence[Edge]]]:
    """By the organisation that owns the information, one's own first: what each other may open at most."""
    names = dict(Agency.objects.values_list("pk", "name"))
    grouped: dict[int, list[Edge]] = {}
    for agreement, owner, recipient, cap, suspended, ends, review_on, state in rows(AGREEMENTS):
        if owner is not None and recipient is not None and state != "retired":
            edge = Edge(agreement, names[recipient], by_domain(cap), suspended, state == "pending", ends, review_on)
            grouped.setdefault(owner, []).append(edge)
    mine = acting().agency
    ordered = sorted(grouped, key=lambda owner: (owner != mine, names[owner]))
    return [(names[owner], sorted(grouped[owner], key=lambda edge: edge.recipient)) for owner in ordered]


def profiles() -> list[tuple[str, dict[str, int]]]:
    """How far each role sees, before any agreement limits it."""
    found: list[tuple[str, Any]] = rows("SELECT name, grades FROM access.profiles()")
    return [(name, by_domain(grades)) for name, grades in found]
