"""Keep a document, put a newer file in its place, withdraw it. What was typed is kept, whatever the file is."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.access.explain import who_opens
from kith.access.grades import Domain, Grade
from kith.core.bodies import takes_files
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.desk.asking import asked
from kith.desk.documents.forms import DocumentForm, RenewForm, WithdrawForm
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.recording.kept import draft_of
from kith.desk.requests.typing import taken_up
from kith.documents import scanning
from kith.documents.actions.keep_document import keep_document
from kith.documents.actions.renew_document import renew_document
from kith.documents.actions.withdraw_document import withdraw_document
from kith.documents.judging import Judged, judged
from kith.documents.models import DOCUMENT, Document
from kith.documents.queries import document
from kith.record.actions.save_draft import save_draft
from kith.record.kinds import default_domain
from kith.record.kinds import kind as kind_of
from kith.record.recording import writer
from kith.record.rules import check_reach

NOT_TYPED = ("csrfmiddlewaretoken", "draft", "revision", "file", "photo")


@takes_files
@a_look()
def keep(request: HttpRequest, person: UUID) -> HttpResponse:
    """The form, new, taken up again or sent."""
    record = open_record(person)
    reach = record.explanation.on_rows_of(acting().agency)
    draft = taken_up(request, person)
    initial = begun(reach) | (dict(draft.content) if draft else {})
    form = DocumentForm(request.POST or None, request.FILES or None, initial=initial, reach=reach)
    if request.method == "POST" and form.is_valid():
        act = partial(keep_document, person_id=record.person, draft_id=draft_of(request)[0])
        kept = _taken(form, reach, act)
        if kept is not None:
            messages.success(request, "Kept.")
            return HttpResponseRedirect(reverse("document", args=[person, kept.id]))
    draft_id, revision = (draft.id, draft.revision) if draft else draft_of(request)
    context = {"draft_id": draft_id, "revision": revision, "saved_at": draft.saved_at if draft else None}
    return _page(request, record, form, context)


def begun(reach: dict[str, int]) -> dict[str, Any]:
    """What stands in a form that is opened: the writer's own domain, practice."""
    who = writer()
    domain = default_domain(kind_of(DOCUMENT), who.agency_kind, who.team_domain)
    own = domain if reach.get(domain) else next((d for d, grade in reach.items() if grade), "")
    return {"domain": own, "grade": int(Grade.PRACTICE), "received_how": "handed", "token": uuid4().hex}


def looked_at(sent: UploadedFile | None) -> tuple[Judged, str]:
    """The file, and what the virus scanner said of it. Its size was checked. Raises Invalid."""
    if sent is None:
        raise Invalid("Choose a file, or take a photo.")
    file = sent.read()
    said = scanning.scanned(file)
    return judged(file), said


def _taken(form: DocumentForm, reach: dict[str, int], act: Callable[..., Document]) -> Document | None:
    """The document that `act` made of what was sent, or None with what was wrong, said at the field where it is."""
    at: str | None = "grade"
    try:
        check_reach(form.cleaned_data["domain"], form.cleaned_data["grade"], reach)
        at = form.sent_as
        file, scanned = looked_at(form.sent)
        at = None
        said = form.said(form.sent.name or "" if form.sent else "")
        return act(said=said, file=file, scanned=scanned, token=form.cleaned_data["token"])
    except (Invalid, Refused, Unknown) as error:
        named = error.field if isinstance(error, Invalid) else ""
        form.add_error(named if named in form.fields else at, str(error))
        return None


@require_POST
def keep_words(request: HttpRequest, person: UUID) -> HttpResponse:
    """What is said of a document, saved as typed; never its file."""
    draft_id, revision = draft_of(request)
    content = {name: request.POST.get(name, "") for name in request.POST if name not in NOT_TYPED}
    draft_id, revision = save_draft(
        person_id=person, kind=DOCUMENT, content=content, draft_id=draft_id, revision=revision
    )
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(f"{reverse('keep_document', args=[person])}?draft={draft_id}")
    context = {"at": now(), "person": person, "draft_id": draft_id, "revision": revision}
    return render(request, "desk/recording/_saved.html", context)


@takes_files
@a_look()
def renew(request: HttpRequest, person: UUID, document_id: UUID) -> HttpResponse:
    """A newer file of the same document."""
    record = open_record(person)
    row = document(person, document_id)
    if row.owner_id != acting().agency:
        raise Refused("Only the organisation that kept this document can change it. Keep yours beside it.")
    reach = record.explanation.on_rows_of(row.owner_id)
    initial = said_of(row) | {"token": uuid4().hex, "read": row.id}
    lowest = 1 if writer().manages else row.grade
    form = RenewForm(request.POST or None, request.FILES or None, initial=initial, reach=reach, lowest=lowest)
    if request.method == "POST" and form.is_valid():
        new = _renewed(row, form, reach)
        if new is not None:
            messages.success(request, "Kept. The older one stays.")
            return HttpResponseRedirect(reverse("document", args=[person, new.id]))
    return _page(request, record, form, {"row": row})


def said_of(row: Document) -> dict[str, Any]:
    """What stands in the form of the next version."""
    names = ("what", "title", "description", "received_from", "received_how", "domain", "grade", "made_on")
    return {name: getattr(row, name) for name in names}


def _renewed(row: Document, form: RenewForm, reach: dict[str, int]) -> Document | None:
    def act(**sent: Any) -> Document:
        read = document(row.person_id, form.cleaned_data["read"])
        return renew_document(read=read, reason=form.cleaned_data["reason"], **sent)

    return _taken(form, reach, act)


@a_look()
def withdraw(request: HttpRequest, person: UUID, document_id: UUID) -> HttpResponse:
    record = open_record(person)
    row = document(person, document_id)
    if row.owner_id != acting().agency:
        raise Refused("Only the organisation that kept this document can withdraw it. Ring them.")

    def act(entered: dict[str, Any]) -> str:
        withdraw_document(read=row, reason=entered["reason"])
        return "Withdrawn. It stays, marked, with the reason."

    form = WithdrawForm(request.POST or None)
    note = f"“{row.title}”. Whoever opens it now still can: what was relied on must stay to be checked."
    return asked(request, record, form, "Withdraw a document", "Withdraw it", act, "documents", note=note)


def _page(request: HttpRequest, record: Record, form: DocumentForm, more: dict[str, Any]) -> HttpResponse:
    context = {"record": record, "form": form, "scanner": scanning.configured(), **more}
    context |= _who(record.person, str(form["domain"].value()), str(form["grade"].value()))
    return render(request, "desk/documents/keep.html", context, status=422 if form.errors else 200)


def _who(person: UUID, domain: str, grade: str) -> dict[str, Any]:
    """Who would open it: only what the choice and the facts say."""
    if domain not in Domain.values or not grade.isdecimal() or int(grade) not in Grade.values:
        return {"openers": [], "domain": "", "grade": 0, "named": 0}
    openers = who_opens(person, domain, int(grade))
    named = len({human for opener in openers for human in opener.humans})
    return {"openers": openers, "domain": domain, "grade": int(grade), "named": named}
