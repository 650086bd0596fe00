"""The forms of a person: which there are, beginning one, one as a whole; signing off, amending, printing."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.assessments import queries
from kith.assessments.actions.amend_response import amend_response
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import put_away, sign_response
from kith.assessments.definition import of_form
from kith.assessments.history import history
from kith.assessments.models import Form, Response, State
from kith.assessments.queries import Filled
from kith.assessments.rules import Unanswered
from kith.audit.log import log
from kith.casework.chains import kind_of
from kith.casework.from_forms import waiting
from kith.casework.models import State as StepState
from kith.casework.queries import step_of_form
from kith.core.errors import Invalid, Refused
from kith.core.session import acting
from kith.desk.assessing.charting import chart
from kith.desk.assessing.paper import as_pdf, available
from kith.desk.assessing.single import asked_of
from kith.desk.assessing.telling import in_parts, sections_of
from kith.desk.assessing.word import as_docx
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import Taken, asked_to_leave
from kith.record.recording import writer
from kith.sharing.models import Leaves, Medium

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@a_look()
def forms(request: HttpRequest, person: UUID) -> HttpResponse:
    """The forms about a person that I open, and those that I may begin."""
    record = open_record(person)
    mine = record.explanation.on_rows_of(acting().agency)
    if request.method == "POST":
        begun = begin_response(person_id=person, slug=request.POST.get("form", "").replace("\0", ""))
        return HttpResponseRedirect(reverse("response", args=[person, begun.id]))
    kind = writer().agency_kind
    every = queries.forms()
    offered = [f for f in every if f.grade <= mine.get(f.domain, 0) and _for(f, kind, mine)]
    responses = queries.responses_of(person)
    lines = history(person, responses, record.explanation.on_rows_of)
    context = {
        "record": record, "part": "forms", "may_record": True, "responses": responses, "charts": [*map(chart, lines)],
        "offered": offered, "titles": {(f.slug): f.title for f in every},
    }  # fmt: skip
    return render(request, "desk/assessing/forms.html", context)


def _for(form: Form, kind: str, mine: Mapping[str, int]) -> bool:
    """Whether it is for such an organisation, and whoever asks could read it whole, and so sign it off."""
    found = of_form(form)
    ours = form.publisher_id in (None, acting().agency)
    whole = all(grade <= mine.get(of, 0) for of, grade in found.parts)
    return ours and whole and (not found.offered or kind in found.offered)


@a_look()
def response(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    """One version of a form: what it says to me, and what can be done with it."""
    record = open_record(person)
    return _page(request, record, queries.filled(person, response, record.explanation.on_rows_of))


@a_look()
def print_response(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    """As it goes on paper: whole, with who may see it, its version and who signed. It is written down first."""
    record = open_record(person)
    filled = queries.filled(person, response, record.explanation.on_rows_of)
    if (first := asked_to_leave(request, record, _taken(filled, Medium.PRINT))) is not None:
        return first
    log_print(filled)
    return render(request, "desk/assessing/print.html", context_of(record, filled))


def _taken(filled: Filled, medium: Medium) -> Taken:
    row = filled.row
    return Taken(Leaves.FORM, medium, filled.definition.title, row.id, row.domain, row.grade)


def log_print(filled: Filled) -> None:
    """The event of one form that leaves, beside that of reading it."""
    row = filled.row
    log("print", row.person_id, [row.id], [row.domain], [row.grade])


@a_look()
def pdf_response(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    """The same as a file. Its name says which form, not who it is about."""
    record = open_record(person)
    filled = queries.filled(person, response, record.explanation.on_rows_of)
    if (first := asked_to_leave(request, record, _taken(filled, Medium.DOWNLOAD))) is not None:
        return first
    log_print(filled)
    page = render_to_string("desk/assessing/paper.html", context_of(record, filled), request)
    name = f'attachment; filename="{filled.definition.slug}.pdf"'
    return HttpResponse(as_pdf(page), content_type="application/pdf", headers={"Content-Disposition": name})


@a_look()
def docx_response(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    """The same for Word."""
    record = open_record(person)
    filled = queries.filled(person, response, record.explanation.on_rows_of)
    if (first := asked_to_leave(request, record, _taken(filled, Medium.DOWNLOAD))) is not None:
        return first
    log_print(filled)
    made = as_docx(context_of(record, filled), acting())
    name = f'attachment; filename="{filled.definition.slug}.docx"'
    return HttpResponse(made, content_type=WORD, headers={"Content-Disposition": name})


def _page(
    request: HttpRequest, record: Record, filled: Filled, problem: Invalid | Refused | None = None, reason: str = ""
) -> HttpResponse:
    step = step_of_form(filled.row)
    done_in = kind_of(step.chain, step.step).title if step else ""
    context = context_of(record, filled) | {
        "problem": str(problem or ""), "reason": reason, "step": step, "done_in": done_in,
        "unanswered": isinstance(problem, Unanswered),
    }  # fmt: skip
    return render(request, "desk/assessing/response.html", context, status=422 if problem else 200)


def context_of(record: Record, filled: Filled) -> dict[str, Any]:
    """What the pages of one form have in common."""
    versions, said_before = queries.versions(filled.row), queries.said_before(filled.row)
    own = filled.row.owner_id == acting().agency
    newest = versions[0].id == filled.row.id
    return {
        "record": record, "part": "forms", "form": filled.definition, "row": filled.row, "filled": filled,
        "given": in_parts(filled.definition, filled.given)[0],
        "sections": sections_of(filled, said_before), "versions": versions,
        "signers": queries.posts(enders(versions)),
        "editable": own and newest and filled.row.state == State.OPEN,
        "first": next((each.item.key for each in asked_of(filled, filled.stored)), ""),
        "amendable": own and newest and filled.row.state == State.SIGNED,
        "state": State(filled.row.state).label, "pdf": available(), "agreed": len(waiting(filled)) if own else 0,
    }  # fmt: skip


def enders(versions: Any) -> set[int]:
    """The posts that signed a version off, or put it away."""
    return {version.ended_by for version in versions if version.ended_by}


@require_POST
@a_look()
def sign(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    return _ended(
        request, person, response, "Signed off. The chronology says so.",
        lambda record: sign_response(person_id=person, response_id=response, reach_on=record.explanation.on_rows_of),
        then=_what_it_finishes,
    )  # fmt: skip


@require_POST
@a_look()
def put_form_away(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    return _ended(
        request, person, response, "Put away. It can still be read.",
        lambda record: put_away(
            person_id=person, response_id=response, reason=request.POST.get("reason", ""),
            reach_on=record.explanation.on_rows_of,
        ),
    )  # fmt: skip


@require_POST
@a_look()
def amend_form(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    """The next version begins; the one that is signed stays."""
    return _ended(
        request, person, response, "This is the next version, in progress. The one that was signed off is kept.",
        lambda record: amend_response(person_id=person, response_id=response, reason=request.POST.get("reason", "")),
    )  # fmt: skip


def _its_page(row: Response) -> str:
    return reverse("response", args=[row.person_id, row.id])


def _what_it_finishes(row: Response) -> str:
    """The step of the work that is done in this form, to say what it came to; the form where there is none.

    What the form agreed on is offered to a plan there.
    """
    step = step_of_form(row)
    open_still = step is not None and step.state == StepState.OPEN
    return reverse("move_step", args=[row.person_id, step.id, "finish"]) if step and open_still else _its_page(row)


def _ended(
    request: HttpRequest,
    person: UUID,
    response: UUID,
    done: str,
    act: Callable[[Record], Response],
    then: Callable[[Response], str] = _its_page,
) -> HttpResponse:
    """Do it and say so; where it cannot be done, the page says why, with what was typed."""
    record = open_record(person)
    filled = queries.filled(person, response, record.explanation.on_rows_of)
    try:
        with transaction.atomic():
            row = act(record)
    except (Invalid, Refused) as error:
        return _page(request, record, filled, error, request.POST.get("reason", ""))
    messages.success(request, done)
    return HttpResponseRedirect(then(row))
