"""Filling a form in: a section a page, a question a page, or all on one; saved as typed, then saved into the form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from kith.assessments import queries
from kith.assessments.actions.keep_typing import keep_typing
from kith.assessments.actions.save_sections import Saved, save_sections
from kith.assessments.answering import sent
from kith.assessments.definition import Item, link_id
from kith.assessments.enabling import Enabled
from kith.assessments.models import Response
from kith.assessments.prefill import Referral, asks_of_referral, begun, patient_of
from kith.assessments.queries import Filled
from kith.assessments.rules import check_fillable
from kith.assessments.scoring import scores
from kith.casework.queries import referral_of_form
from kith.core.clock import now, today
from kith.core.session import acting
from kith.desk.assessing.asking import Page, Typed, sources, typed_of
from kith.desk.assessing.base import answers_in, base_kept, base_of, fields_of, read_base
from kith.desk.assessing.single import Single, after, single_of
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.recording.kept import draft_of
from kith.record.models import Draft

ALL = "all"  # in the place of a section: every section on one page


@dataclass(frozen=True)
class Sheet:
    """One page to fill in. `base`: the revisions that it was begun from. `draft`: what was typed and not yet saved."""

    record: Record
    filled: Filled
    name: str
    sections: Sequence[Item]
    typed: Typed
    base: str
    draft: tuple[UUID | None, int]
    kept: Draft | None = None
    more: str = ""
    one: Single | None = None  # the question that it asks alone


@a_look()
def section(request: HttpRequest, person: UUID, response: UUID, section: str) -> HttpResponse:
    """The questions, new or sent."""
    record = open_record(person)
    filled = queries.filled(person, response, record.explanation.on_rows_of)
    kept = None if request.method == "POST" else queries.typing(person, response, section)
    typed = fields_of(kept) if kept else answers_in(request.POST)
    one = single_of(filled.definition, section)
    chosen = [asked_alone(filled, one)] if one else sections_named(filled, section, typed)
    if request.method != "POST":
        check_fillable(filled.row.owner_id == acting().agency, filled.row.state)
        return shown(request, opened_sheet(record, filled, section, chosen, kept, one))
    sheet = Sheet(
        record, filled, section, chosen, one.in_section(filled, typed) if one else typed, request.POST.get("base", ""),
        draft_of(request), more=request.POST.get("more", ""), one=one,
    )  # fmt: skip
    if "again" in request.POST or sheet.more:
        return shown(request, sheet)
    saved = save_sections(
        person_id=person, response_id=response, sections=[s.key for s in chosen], typed=sheet.typed,
        base=read_base(sheet.base), reach_on=record.explanation.on_rows_of, draft_id=sheet.draft[0],
    )  # fmt: skip
    if saved.errors or saved.clashes:
        again = replace(sheet, filled=saved.filled, base=base_of(saved.filled, [s.key for s in chosen]))
        return shown(request, again, saved)
    return HttpResponseRedirect(onward(request, sheet, saved))


def onward(request: HttpRequest, sheet: Sheet, saved: Saved) -> str:
    """The next page; this one again where the answers opened more questions; the whole after the last."""
    about = [sheet.record.person, sheet.filled.row.id]
    opened = request.POST.get("asked", "").isdecimal() and int(request.POST["asked"]) < saved.asked
    if opened and not sheet.one:
        messages.success(request, "Saved. Your answers open more questions, below.")
        return reverse("form_section", args=[*about, sheet.name])
    following = next_page(sheet, saved)
    if "whole" in request.POST or not following:
        messages.success(request, "Saved.")
        return reverse("response", args=about)
    return reverse("form_section", args=[*about, following])


def next_page(sheet: Sheet, saved: Saved) -> str:
    """Of those that are asked now, the one after this; nothing after the last."""
    filled, keys = saved.filled, [s.key for s in sheet.sections]
    elsewhere = filled.said_elsewhere(keys)
    said = sent(filled.definition, sheet.sections, filled.opened, sheet.typed, elsewhere, today())
    content = elsewhere | said.content
    if sheet.one:
        following = after(sheet.name, filled, content)
        return following.item.key if following else ""
    asked = Enabled(filled.definition, content)
    names = [s.key for s in filled.definition.sections if asked(s.key) or s.key == sheet.name]
    return next(iter(names[names.index(sheet.name) + 1 :]), "") if sheet.name in names else ""


def asked_alone(filled: Filled, one: Single) -> Item:
    """The section of a question that is asked alone. Raises 404 where this reader is not asked it."""
    if not one.asked(filled, Enabled(filled.definition, filled.stored)):
        raise Http404
    return one.section


def sections_named(filled: Filled, name: str, typed: Typed) -> list[Item]:
    """One, or all: those too that open by what is typed. Raises 404 for one that this form has not, or does not ask."""
    definition = filled.definition
    asked = [Enabled(definition, filled.stored)]
    if name == ALL and typed:
        asked += [Enabled(definition, sent(definition, definition.sections, filled.opened, typed, {}, today()).content)]
    found = [s for s in definition.sections if name in (ALL, s.key) and any(each(s.key) for each in asked)]
    if not found:
        raise Http404
    return found


def opened_sheet(
    record: Record, filled: Filled, name: str, chosen: Sequence[Item], draft: Draft | None, one: Single | None
) -> Sheet:
    """What I typed last, else what stands, else what the record fills in."""
    if draft:
        kept, fields = (draft.id, draft.revision), fields_of(draft)
        typed = one.in_section(filled, fields) if one else fields
        return Sheet(record, filled, name, chosen, typed, base_kept(draft), kept, draft, one=one)
    content = {key: values for s in chosen for key, values in filled.said_in(s.key).items()}
    patient: Mapping[str, Any] = patient_of(record.index) if record.index else {}
    fresh = [s for s in chosen if one or not filled.revisions(s.key)]
    referral = referred(filled.row) if any(asks_of_referral(s) for s in fresh) else None
    for each in fresh:
        from_record = begun(each, dict(patient), referral)
        content = one.begins_with(content, from_record) if one else from_record | content
    typed = typed_of(filled.definition, content)
    return Sheet(record, filled, name, chosen, typed, base_of(filled, [s.key for s in chosen]), (None, 0), one=one)


def referred(row: Response) -> Referral | None:
    """The referral with which the work began, as FHIR has it: when, from whom, what it says."""
    sent_in = referral_of_form(row)
    if sent_in is None:
        return None
    by = sent_in.author
    telephone = by.telephone or by.practitioner.telephone or by.agency.telephone
    said = {
        "resourceType": "ServiceRequest",
        "authoredOn": localtime(sent_in.recorded_at).date().isoformat(),
        "requester": {"display": f"{by.practitioner.name}, {by.title}, {by.agency.name}"},
        "contained": [{"resourceType": "PractitionerRole", "telecom": [{"system": "phone", "value": telephone}]}],
        "note": [{"text": "\n".join(filter(None, [sent_in.title, sent_in.text]))}],
    }
    return Referral(said, sent_in.domain, sent_in.grade)


def shown(request: HttpRequest, sheet: Sheet, saved: Saved | None = None) -> HttpResponse:
    """The page, with what is wrong in it, or with what somebody else saved meanwhile."""
    filled, definition = sheet.filled, sheet.filled.definition
    elsewhere = filled.said_elsewhere([s.key for s in sheet.sections])
    said = sent(definition, sheet.sections, filled.opened, sheet.typed, elsewhere, today())
    content = elsewhere | said.content
    asked = Enabled(definition, content)
    errors = saved.errors if saved else {}
    worked = scores(definition, asked.of(content), filled.opened)
    page = Page(
        definition, filled.opened, sheet.typed, asked, worked, errors, saved.clashes if saved else {},
        sources(definition), sheet.more,
    )  # fmt: skip
    blocks = [(section, list(blocks_of(page, section, sheet))) for section in sheet.sections]
    context = {
        "record": sheet.record, "part": "forms", "form": definition, "row": filled.row, "filled": filled,
        "name": sheet.name, "blocks": [(section, found) for section, found in blocks if found], "base": sheet.base,
        "draft_id": sheet.draft[0], "revision": sheet.draft[1], "saved_at": sheet.kept and sheet.kept.saved_at,
        "earlier": sheet.kept.earlier if sheet.kept else (), "asked": count(blocks),
        "errors": listed(blocks) + on_other_pages(sheet, errors),
        "clashes": bool(saved and saved.clashes), "last": last_saved(filled, sheet.sections), "one": sheet.one,
        "checking": "check" in request.GET or "check" in request.POST,
        "others": queries.others_typing(sheet.record.person, filled.row.id),
    }  # fmt: skip
    fragment = "HX-Request" in request.headers
    status = 422 if saved else 200
    return render(request, f"desk/assessing/{'_fields' if fragment else 'section'}.html", context, status=status)


def blocks_of(page: Page, section: Item, sheet: Sheet) -> Iterator[dict[str, Any]]:
    """What a section of the page shows: everything in it, or the one question."""
    if sheet.one:
        return page.alone(sheet.one.item)
    return page.blocks(section, level=3 if sheet.name == ALL else 2)


def last_saved(filled: Filled, sections: Sequence[Item]) -> Any:
    rows = [row for row in (filled.last_saved(s.key) for s in sections) if row]
    return max(rows, key=lambda row: row.recorded_at, default=None)


def questions(blocks: Any) -> list[dict[str, Any]]:
    """Every question of a page, out of its groups."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        found += questions(block["blocks"]) if block["is"] == "group" else [block] if "name" in block else []
    return found


def count(blocks: Any) -> int:
    return sum(len(questions(found)) for _, found in blocks)


def place(question: Mapping[str, Any]) -> str:
    """Where the pointer goes to put it right: the first box of a date."""
    return f"{question['id']}-day" if question["is"] == "date" else str(question["id"])


def listed(blocks: Any) -> list[dict[str, str]]:
    """What is wrong, each with the place where it is put right."""
    wrong = [q for _, found in blocks for q in questions(found) if q["error"] or q["clashed"]]
    return [
        {"text": f"{q['text']}: {q['error'] or 'somebody else answered this too'}", "href": f"#{place(q)}"}
        for q in wrong
    ]


def on_other_pages(sheet: Sheet, errors: Mapping[str, str]) -> list[dict[str, str]]:
    """What is wrong in the rest of a section whose question is asked alone, each with its page."""
    if not sheet.one:
        return []
    about = [sheet.record.person, sheet.filled.row.id]
    items = {key: sheet.filled.definition.items[link_id(key)] for key in errors if not sheet.one.holds(key)}
    pages = {key: (sheet.filled.definition.group_of(item.key) or item).key for key, item in items.items()}
    return [
        {"text": f"{item.text}: {errors[key]}", "href": reverse("form_section", args=[*about, pages[key]])}
        for key, item in items.items()
    ]


@require_POST
def keep(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    """Saved as typed; answers with the words beside the form and the draft's own number, as desk.recording does."""
    kept, revision = draft_of(request)
    name = request.POST.get("section", "")[:60]
    draft_id, revision = keep_typing(
        person_id=person, response_id=response, section=name, base=request.POST.get("base", "")[:10_000],
        typed=answers_in(request.POST), draft_id=kept, revision=revision,
    )  # fmt: skip
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("draft", args=[person, draft_id]))
    context = {"at": now(), "person": person, "draft_id": draft_id, "revision": revision}
    context |= {"others": queries.others_typing(person, response)}
    return render(request, "desk/assessing/_kept.html", context)
