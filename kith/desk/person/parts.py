"""The parts of a record: summary, chronology, family, network, details, one entry; and the chronology on paper."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from kith.access.explain import holders
from kith.assessments.models import FORM
from kith.assessments.queries import signed_in
from kith.casework.chains import kind_of, receiving
from kith.casework.plans import decided_in
from kith.casework.queries import step_of_referral
from kith.core.clock import now, today
from kith.core.session import acting
from kith.desk.person.banner import as_card, open_record
from kith.desk.person.look import a_look
from kith.desk.person.routes import routes_to_more
from kith.documents.queries import kept_in
from kith.people.family import family_page
from kith.people.queries import clashes_of, names_of
from kith.record import kinds
from kith.record.models import Entry
from kith.record.queries import Page, chronology, entry, same_occasion, versions
from kith.record.recording import writer
from kith.supervision.actions.discuss import KIND as DISCUSSED

RECENT = 6
SENT_IN = "refer:"  # so begins what a referral is known by (kith/record/sql/0003_referrals.sql)
AHEAD = 3  # what is planned stands first in the chronology: at most these of it on the summary


@a_look()
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """The summary: what matters now, what happened last, where and with whom they live, whom to ring."""
    record = open_record(person)
    ahead, recent = ahead_and_recent(chronology(person, size=RECENT + AHEAD).entries)
    context = {
        "record": record,
        "part": "person",
        "may_record": True,
        "ahead": ahead,
        "recent": recent,
        "routes": [] if record.opens_more else routes_to_more(record.explanation, record.lead),
        "household": [relative for relative in record.index.relatives if relative.now],
        "ring": [as_card(contact) for contact in record.contacts[:6]],
    }
    return render(request, "desk/person/summary.html", context)


def ahead_and_recent(newest: Sequence[Entry]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is planned, the soonest first, and what happened last, the newest first."""
    at = now()
    ahead = [shown(entry) for entry in newest if entry.happened_at > at]
    return ahead[::-1][:AHEAD], [shown(entry) for entry in newest if entry.happened_at <= at][:RECENT]


@a_look()
def family(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    page = family_page(person)
    context = {
        "record": record,
        "part": "family",
        "may_record": True,
        "relatives": page.relatives,
        "drawing": page.drawing,
        "own": acting().agency,
    }
    return render(request, "desk/person/family.html", context)


@a_look()
def network_page(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who is involved from where, in what role, until when, and how to reach them."""
    record = open_record(person)
    by_agency: dict[str, list[Any]] = {}
    for contact in sorted(record.contacts, key=lambda c: (c.agency_id != record.explanation.lead, c.agency, c.name)):
        by_agency.setdefault(contact.agency or "Another service", []).append(contact)
    leads = acting().agency == record.explanation.lead
    context = {
        "record": record,
        "part": "network",
        "may_record": True,
        "by_agency": by_agency,
        "leads": leads,
        "mine": acting().holders,
    }
    return render(request, "desk/person/network.html", context)


@a_look()
def details(request: HttpRequest, person: UUID) -> HttpResponse:
    """Names, identifiers, addresses over time, particulars: the index."""
    record = open_record(person)
    return render(
        request,
        "desk/person/details.html",
        {
            "record": record,
            "part": "details",
            "may_record": True,
            "own": acting().agency,
            "clashes": clashes_of(person) if record.index.identifiers else [],
        },
    )


@a_look()
def entry_page(request: HttpRequest, person: UUID, entry_id: UUID) -> HttpResponse:
    """One entry with its versions, and the same event on the records of others, as far as I open them."""
    found = entry(person, entry_id)
    record = open_record(person)
    others = list(same_occasion(found)) if found.occasion else []
    every = versions(person, found.series)
    decided = decided_in(person, [each.id for each in every]) if found.kind == DISCUSSED else ()
    context = {
        "record": record,
        "part": "chronology",
        "may_record": True,
        "entry": shown(found) | {"href": ""},
        "row": found,
        "kind": kinds.kind(found.kind),
        "versions": every,
        "others": [(other, names_of([other.person_id]).get(other.person_id)) for other in others],
        "document": next(filter(None, (kept_in(each.source_key) for each in every)), None),
        "began": work_begun_with(found),
        "decided": decided,
        "named": holders({action.holder for action, _ in decided if action.holder}) if decided else {},
        "today": today(),
        "form": signed_in(found.source_key) if found.kind == FORM else None,
        "own": found.owner_id == acting().agency,
        "may_lower": acting().agency == found.owner_id and bool(acting().manages),
    }
    return render(request, "desk/person/entry.html", context)


def work_begun_with(row: Entry) -> dict[str, Any] | None:
    """Of a referral that came in to my organisation: the step that began with it, or the one that may."""
    if not (row.source_key or "").startswith(SENT_IN) or row.owner_id != acting().agency:
        return None
    step = step_of_referral(row)
    begins = receiving(writer().agency_kind)
    kind = kind_of(step.chain, step.step) if step else begins[1] if begins else None
    code = f"{begins[0].code} {begins[1].code}" if begins else ""
    return {
        "step": step,
        "title": kind.title if kind else "",
        "code": code,
        "taker": acting().post,
        "referral": row.series,
    }


def shown(row: Entry, page: Page | None = None) -> dict[str, Any]:
    """An entry as core/components/timeline.html takes it."""
    kind = kinds.kind(row.kind)
    return {
        "title": row.title or kind.label,
        "kind": kind.label,
        "text": row.text,
        "parts": page.snippets.get(row.id, ()) if page else (),
        "domain": row.domain,
        "grade": row.grade,
        "author": row.author.practitioner.name,
        "organisation": row.organisation,
        "happened_at": row.happened_at,
        "happened_on": localtime(row.happened_at).date() if row.day_only else None,
        "recorded_at": row.recorded_at,
        "significant": row.significant,
        "present": row.present,
        "version": row.version,
        "href": reverse("entry", args=[row.person_id, row.id]),
        "facts": [(field.label, row.details[field.name]) for field in kind.fields if row.details.get(field.name)],
    }
