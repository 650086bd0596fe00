"""A session saved as it is typed: what the two say to each other apart from what is about a person.

The first is kept with the agreement, for its author alone; the second is a draft about the person, as any other, and so
is kept only once it is said about whom. Both are taken up again on the page of the session.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.errors import Unknown
from kith.desk.recording.kept import draft_of
from kith.record.actions.save_draft import save_draft
from kith.record.models import Draft
from kith.record.queries import drafts
from kith.supervision import queries
from kith.supervision.actions.discuss import KIND, TITLE
from kith.supervision.actions.keep_typed import keep_typed, throw_away
from kith.supervision.models import Typed

OF = "supervision"  # in a draft about a person: the agreement to whose page it goes back; in no row on the record
NAMES = {"discussed": "text", "decision": "outcome"}  # field of the session → field of an entry
ACTIONS = ("what", "who", "when")


@require_POST
def keep(request: HttpRequest, supervision: UUID) -> HttpResponse:
    """Saved as typed; answers with the words beside the form and the numbers to send with the next saving."""
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    state = {"seen": keep_typed(agreement=supervision, typed=typed, revision=number)} | _about(request, supervision)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("write_session", args=[supervision]))
    return render(request, "desk/supervising/_saved.html", {"at": now(), "state": state})


def _about(request: HttpRequest, supervision: UUID) -> dict[str, Any]:
    """What is about a person, as a draft about them; under another number once it is about somebody else."""
    content = _content(request, supervision)
    try:
        person = UUID(request.POST.get("person", ""))
    except ValueError:
        return {}
    if not any(content.get(name) for name in ("text", "outcome", "what_1", "what_2", "what_3")):
        return {}
    draft_id, revision = kept_about(request, person)
    draft_id, revision = save_draft(
        person_id=person, kind=KIND, content=content, draft_id=draft_id, revision=revision
    )  # fmt: skip
    return {"draft": draft_id, "revision": revision, "person": person}


def kept_about(request: HttpRequest, person: UUID) -> tuple[UUID | None, int]:
    """The draft about this person that the page saves to, if it is about them."""
    return draft_of(request) if request.POST.get("draft_person") == str(person) else (None, 0)


def _content(request: HttpRequest, supervision: UUID) -> dict[str, str]:
    told = {entry: request.POST.get(field, "") for field, entry in NAMES.items()}
    told |= {f"{part}_{n}": request.POST.get(f"{part}_{n}", "") for n in range(1, 4) for part in ACTIONS}
    return told | {"title": TITLE, OF: str(supervision)}


def taken_up(supervision: UUID) -> tuple[dict[str, Any], dict[str, Any], Typed | None]:
    """What the page of a session begins with, the numbers that it saves to, and what was kept of the session."""
    typed = queries.typed_of(supervision)
    initial: dict[str, Any] = dict(typed.words) if typed else {}
    state: dict[str, Any] = {"seen": typed.revision if typed else 0}
    if draft := next((d for d in drafts() if d.kind == KIND and d.content.get(OF) == str(supervision)), None):
        back = {entry: field for field, entry in NAMES.items()}
        initial |= {back.get(name, name): value for name, value in draft.content.items() if name not in ("title", OF)}
        initial["person"] = draft.person_id
        state |= {"draft": draft.id, "revision": draft.revision, "person": draft.person_id}
    return initial, state, typed


def page_of(draft: Draft) -> str | None:
    """The session's page, while the agreement is the author's and goes on; else the draft is an entry like others."""
    try:
        agreement = queries.agreement_of(UUID(str(draft.content.get(OF))))
    except (ValueError, Unknown):
        return None
    return None if agreement.ended_at else reverse("write_session", args=[agreement.id])


@require_POST
def discard(request: HttpRequest, supervision: UUID) -> HttpResponse:
    """What the two say is thrown away. What is about a person stays a draft about them."""
    throw_away(agreement=supervision)
    messages.success(request, "What you had typed has been thrown away without being written down.")
    return HttpResponseRedirect(reverse("agreement_of_supervision", args=[supervision]))
