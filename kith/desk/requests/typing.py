"""A request to another organisation, saved as typed until it is sent: a draft, seen by its author alone."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.errors import Unknown
from kith.desk.recording.kept import draft_of
from kith.record.actions.save_draft import save_draft
from kith.record.models import Draft
from kith.record.queries import draft
from kith.sharing.models import REQUEST

STEP = ("purpose", "holder")  # what the first step chose: in the address of the second
NOT_TYPED = ("csrfmiddlewaretoken", "draft", "revision")


@require_POST
def keep_request(request: HttpRequest, person: UUID) -> HttpResponse:
    """Saved as typed: the words beside the button, and the draft's own number; without scripts the page again."""
    draft_id, revision = keep(request, person)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("draft", args=[person, draft_id]))
    context = {"at": now(), "person": person, "draft_id": draft_id, "revision": revision}
    return render(request, "desk/recording/_saved.html", context)


def keep(request: HttpRequest, person: UUID) -> tuple[UUID, int]:
    """The draft's id and revision. Raises Unknown (beyond the writer), Invalid (far too long)."""
    draft_id, revision = draft_of(request)
    typed = {name: request.POST.get(name, "") for name in request.POST if name not in NOT_TYPED}
    content = typed | {name: request.GET.get(name, "") for name in STEP}
    return save_draft(person_id=person, kind=REQUEST, content=content, draft_id=draft_id, revision=revision)


def taken_up(request: HttpRequest, person: UUID) -> Draft | None:
    """The draft that the address names, or none. Raises Unknown where it is not the caller's."""
    named = request.GET.get("draft", "") if request.method == "GET" else ""
    try:
        return draft(person, UUID(named)) if named else None
    except ValueError as error:
        raise Unknown from error


def page_of_request(kept: Draft) -> str:
    """Where it is taken up again: the second step, as the first had chosen."""
    step: dict[str, Any] = {name: kept.content.get(name, "") for name in STEP}
    return reverse("ask_for", args=[kept.person_id]) + "?" + urlencode(step | {"draft": str(kept.id)})
