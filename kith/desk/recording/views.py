"""Record something, in two taps from anywhere; drafts saved as typed; who will be able to open it; amendments."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kith.access.explain import who_opens
from kith.access.grades import Domain, Grade
from kith.agencies.queries import names_of_posts
from kith.assessments.models import FORM
from kith.audit.log import log
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting, call
from kith.desk.assessing.base import page_of
from kith.desk.home.mine import allocated_to, by_name, covered_by_teams
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.recording.form import RecordingForm, begun, of_entry, typed
from kith.desk.recording.kept import draft_of, saved_meanwhile
from kith.desk.requests.typing import page_of_request
from kith.desk.supervising.drafting import page_of as page_of_session
from kith.documents.models import DOCUMENT
from kith.documents.queries import kept_in
from kith.people.queries import names_of
from kith.record import kinds, queries
from kith.record.actions.amend_entry import amend_entry
from kith.record.actions.discard_draft import discard_draft
from kith.record.actions.record_entry import record_entry
from kith.record.actions.record_for_several import record_for_several
from kith.record.actions.refer import REFERRAL
from kith.record.actions.save_draft import save_draft
from kith.record.models import Draft, Entry
from kith.record.recording import writer
from kith.record.rules import check_reach
from kith.sharing.models import REQUEST
from kith.supervision.actions.discuss import KIND

MOST_TO_CHOOSE = 200


@a_look()
def record_something(request: HttpRequest, person: UUID) -> HttpResponse:
    """The form, new or sent."""
    record = open_record(person)
    reach = record.explanation.on_rows_of(acting().agency)
    who = writer()
    chosen = kinds.kind(request.GET.get("kind", "case_note"))
    initial = begun(chosen if chosen.offered else kinds.kind("case_note"), who, reach)
    posted = request.POST if request.method == "POST" and "change-kind" not in request.POST else None
    if request.method == "POST" and posted is None:
        initial |= typed(request.POST) | _defaults_of(request.POST.get("kind", ""), who, reach)
    form = RecordingForm(posted, initial=initial, writer=who, reach=reach, kin=_kin(record))
    if posted is not None and "check" not in request.POST and form.is_valid():
        done = _recorded(request, record, form, reach)
        if done is not None:
            messages.success(request, "Recorded. Your draft has been put away.")
            return HttpResponseRedirect(reverse("entry", args=[done.person_id, done.id]))
    return _form(request, record, form, draft_of(request))


@a_look()
def draft(request: HttpRequest, person: UUID, draft_id: UUID) -> HttpResponse:
    """A draft taken up again, as it was typed."""
    found = queries.draft(person, draft_id)
    if found.kind == REFERRAL:
        return HttpResponseRedirect(reverse("refer", args=[person]) + f"?draft={draft_id}")
    if found.kind == DOCUMENT:
        return HttpResponseRedirect(reverse("keep_document", args=[person]) + f"?draft={draft_id}")
    if found.kind == FORM:
        return HttpResponseRedirect(page_of(found))
    if found.kind == REQUEST:
        return HttpResponseRedirect(page_of_request(found))
    if found.kind == KIND and (page := page_of_session(found)):
        return HttpResponseRedirect(page)
    record = open_record(person)
    reach = record.explanation.on_rows_of(acting().agency)
    who = writer()
    initial = begun(kinds.kind(found.kind), who, reach) | {k: v for k, v in found.content.items() if v not in ("", [])}
    form = RecordingForm(initial=initial, writer=who, reach=reach, kin=_kin(record))
    return _form(request, record, form, (found.id, found.revision), found)


@require_POST
def save(request: HttpRequest, person: UUID) -> HttpResponse:
    """Saved as typed; answers with the words beside the box and the draft's own number."""
    kept, revision = draft_of(request)
    kind = request.POST.get("kind", "") if kinds.known(request.POST.get("kind", "")) else "case_note"
    draft_id, revision = save_draft(
        person_id=person, kind=kind, content=typed(request.POST), draft_id=kept, revision=revision
    )
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("draft", args=[person, draft_id]))
    context = {"at": now(), "person": person, "draft_id": draft_id, "revision": revision}
    return render(request, "desk/recording/_saved.html", context)


@require_POST
def discard(request: HttpRequest, person: UUID, draft_id: UUID) -> HttpResponse:
    discard_draft(person_id=person, draft_id=draft_id)
    messages.success(request, "The draft has been put away without being recorded.")
    return HttpResponseRedirect(reverse("home"))


@require_GET
@a_look("explain")
def who_will_see(request: HttpRequest, person: UUID) -> HttpResponse:
    """The panel for the kind, domain and grade chosen so far."""
    chosen = _who(person, request.GET.get("domain", ""), request.GET.get("grade", ""))
    if not chosen["domain"]:
        call("access.lead_of", person)  # raises Unknown below locate
        raise Invalid("Choose what it is about, and how far in it is.")
    return render(request, "desk/recording/_who_answer.html", chosen)


@a_look()
def amend(request: HttpRequest, person: UUID, entry_id: UUID) -> HttpResponse:
    """The next version of an entry. Nothing is overwritten."""
    entry = queries.entry(person, entry_id)
    record = open_record(person)
    if entry.owner_id != acting().agency:
        raise Refused(
            "Only the organisation that recorded this can amend it. Ring them, or record what you know yourself."
        )
    if kept_in(entry.source_key):
        raise Refused(
            "This says that a document was kept, and changes with it. Open the document and keep a newer file."
        )
    reach, who = record.explanation.on_rows_of(entry.owner_id), writer()
    posted = request.POST if request.method == "POST" else None
    form = RecordingForm(posted, initial=of_entry(entry), writer=who, reach=reach, fixed=kinds.kind(entry.kind))
    reason = request.POST.get("reason", "")
    if posted is not None and form.is_valid():
        try:
            new = amend_entry(
                person_id=person,
                entry_id=entry_id,
                recording=form.recording(),
                reason=reason,
                token=form.cleaned_data["token"],
            )
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Amended. The earlier version is kept.")
            return HttpResponseRedirect(reverse("entry", args=[person, new.id]))
    context = {"record": record, "part": "chronology", "form": form, "entry": entry, "reason": reason}
    context |= _who(person, str(form["domain"].value()), str(form["grade"].value()))
    return render(request, "desk/recording/amend.html", context)


def choose_person(request: HttpRequest) -> HttpResponse:
    """Record something, from anywhere: about whom?"""
    me = acting()
    mine = allocated_to(me)[:MOST_TO_CHOOSE]
    people = [*mine, *covered_by_teams(me, mine, 0, MOST_TO_CHOOSE - len(mine))]
    names = names_of(people)
    log("list", rows=people)
    return render(request, "desk/recording/choose.html", {"people": by_name(names)})


def _recorded(request: HttpRequest, record: Record, form: RecordingForm, reach: dict[str, int]) -> Entry | None:
    """The entry, or None with what was wrong in the form."""
    said, token = form.recording(), form.cleaned_data["token"]
    kept = draft_of(request)[0] or saved_meanwhile(record.person, token)
    others = [UUID(each) for each in form.cleaned_data.get("others", ())]
    try:
        check_reach(said.domain or "", said.grade or 0, reach)
        if others:
            together = record_for_several(
                people=[record.person, *others],
                recording=said,
                token=token,
                draft=(record.person, kept) if kept else None,
            )
            return together[0]
        return record_entry(person_id=record.person, recording=said, token=token, draft_id=kept)
    except (Invalid, Refused, Unknown) as error:
        form.add_error(None, str(error))
        return None


def _form(
    request: HttpRequest, record: Record, form: RecordingForm, kept: tuple[UUID | None, int], found: Draft | None = None
) -> HttpResponse:
    context = {
        "record": record, "part": "", "form": form, "draft_id": kept[0], "revision": kept[1],
        "earlier": found.earlier if found else (), "saved_at": found.saved_at if found else None,
        "begun_by": names_of_posts({found.begun_by}).get(found.begun_by) if found and found.begun_by else "",
    }  # fmt: skip
    context |= _who(record.person, str(form["domain"].value()), str(form["grade"].value()))
    context["unfolded"] = "check" in request.POST
    changed = "change-kind" in request.POST and "HX-Request" in request.headers
    page = "desk/recording/_changed.html" if changed else "desk/recording/record.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _who(person: UUID, domain: str, grade: str) -> dict[str, Any]:
    """Who would open it: only what the choice and the facts say. Raises Unknown below locate."""
    if domain not in Domain.values or not grade.isdecimal() or int(grade) not in Grade.values:
        return {"openers": [], "domain": "", "grade": 0, "named": 0}
    openers = who_opens(person, domain, int(grade))
    return {
        "openers": openers,
        "domain": domain,
        "grade": int(grade),
        "named": len({h for o in openers for h in o.humans}),
    }


def _kin(record: Record) -> list[tuple[UUID, str]]:
    return [(r.person_id, f"{r.name}, {r.kind}") for r in record.index.relatives if r.now]


def _defaults_of(slug: str, who: Any, reach: dict[str, int]) -> dict[str, Any]:
    """When the kind changes, its own defaults follow; what was typed stays."""
    fresh = begun(kinds.kind(slug), who, reach)
    return {name: fresh[name] for name in ("domain", "grade", "significant")}
