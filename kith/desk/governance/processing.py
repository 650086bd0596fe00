"""What an agreement rests on; and the record of processing (UK GDPR Article 30) made of agreements, as a file."""

import json
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kith.agencies.models import Agency
from kith.audit.log import log
from kith.core.errors import Invalid, Unknown
from kith.core.session import acting, require_recent
from kith.desk.governance.agreements import versions_of
from kith.desk.governance.views import only_governance
from kith.desk.offering import offer
from kith.desk.spreadsheet import as_csv
from kith.sharing.editions import guide
from kith.sharing.governing import (
    PEOPLE,
    SECURITY,
    Processing,
    keep_paper,
    note_processing,
    paper_of,
    processing_note,
    record_of_processing,
)

FEW = forms.Textarea(attrs={"rows": 3})
FILE = "record-of-processing"
HEADINGS = {
    "controller": "Controller", "contact": "Contact, and data protection officer",
    "purposes": "Purposes", "people": "Whose data", "data": "What data, and how far",
    "recipient": "Recipient", "transfers": "Transfers abroad",
    "rests_on": "What it rests on", "dpia": "DPIA", "signatories": "Signatories",
    "agreement": "Agreement", "since": "Since", "until": "Until", "review_on": "To be reviewed",
    "kept_for": "Kept for", "security": "Security measures",
}  # fmt: skip


OWN = ("purposes", "data", "rests_on", "dpia", "signatories", "agreement", "since", "until", "review_on")


class PaperForm(forms.Form):
    gateways = forms.MultipleChoiceField(
        label="On which laws does it rest?", choices=(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one law that it rests on."},
    )  # fmt: skip
    dpia = forms.CharField(
        label="Data protection impact assessment",
        max_length=300,
        required=False,
        help_text="Its reference, and where it is kept.",
    )
    signatories = forms.CharField(
        label="Who signed", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A line each: name, post, organisation, day.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "gateways", [(law.code, law.name) for law in guide().gateways if law.force != "limit"])


def agreement_paper(request: HttpRequest, edge: int) -> HttpResponse:
    """What this version of an agreement rests on; begins from what was kept of it last."""
    only_governance()
    versions = versions_of(edge)
    if versions[0].owner != acting().agency:
        raise Unknown
    last = paper_of(each.no for each in versions)
    initial = {"gateways": last.gateways, "dpia": last.dpia, "signatories": last.signatories} if last else {}
    form = PaperForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            with transaction.atomic():
                keep_paper(edge=edge, **form.cleaned_data)
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept with the agreement.")
            return HttpResponseRedirect(reverse("agreement", args=[edge]))
    log("list")
    name = Agency.objects.get(pk=versions[0].recipient or 0).name
    context = {"form": form, "agreement": versions[0], "edge": edge, "recipient": name}
    return render(request, "desk/governance/paper.html", context, status=422 if form.errors else 200)


class NoteForm(forms.Form):
    """What no program can know: it is the organisation's own."""

    contact = forms.CharField(
        label="Whom to write to", max_length=1000, required=False, widget=FEW,
        help_text="The organisation, and its data protection officer: address, e-mail, telephone.",
    )  # fmt: skip
    people = forms.CharField(
        label="Whose data", max_length=1000, required=False, widget=FEW, help_text=f"If nothing is said: {PEOPLE}."
    )
    kept_for = forms.CharField(
        label="How long it is kept", max_length=2000, required=False, widget=FEW,
        help_text="By kind of record, as your retention schedule says.",
    )  # fmt: skip
    transfers = forms.CharField(
        label="Transfers to other countries", max_length=1000, required=False, widget=FEW,
        help_text="To where, and under what safeguard; or “None”.",
    )  # fmt: skip
    security = forms.CharField(
        label="What you do for its security", max_length=2000, required=False, widget=FEW,
        help_text=f"Besides what Kith does: {SECURITY[0].lower()}{SECURITY[1:]}.",
    )  # fmt: skip


def processing_note_of(request: HttpRequest) -> HttpResponse:
    """The record of processing: what the organisation says of itself, and the files."""
    only_governance()
    note = processing_note()
    form = NoteForm(request.POST if request.method == "POST" else None, initial=model_to_dict(note))
    if form.is_valid():
        note_processing(form.cleaned_data)
        messages.success(request, "Kept. It stands in the record of processing from now on.")
        return HttpResponseRedirect(reverse("record_of_processing"))
    log("list")
    lines = record_of_processing()
    context = {"form": form, "note": note, "lines": lines, "told": [(line.recipient, _own(line)) for line in lines]}
    return render(request, "desk/governance/processing.html", context, status=422 if form.errors else 200)


def _own(line: Processing) -> list[tuple[str, str]]:
    """What a line says that the others do not all say as well: its headings with its words."""
    said = ((HEADINGS[name], str(getattr(line, name) or "")) for name in OWN)
    return [(heading, words) for heading, words in said if words]


@require_GET
def processing(request: HttpRequest, form_of: str) -> HttpResponse:
    """The record of processing of one's own organisation: csv or json."""
    only_governance()
    lines = record_of_processing()
    log("export the record of processing", lines=len(lines), form=form_of)
    return _as_json(lines) if form_of == "json" else _as_csv(lines)


def _as_json(lines: list[Processing]) -> HttpResponse:
    require_recent()
    said = {"record": "UK GDPR Article 30(1)", "lines": [asdict(line) for line in lines]}
    told = json.dumps(said, indent=1, ensure_ascii=False, default=str)
    named = {"Content-Disposition": f'attachment; filename="{FILE}.json"'}
    return HttpResponse(told, content_type="application/json", headers=named)


def _as_csv(lines: list[Processing]) -> HttpResponse:
    return as_csv(FILE, HEADINGS.values(), ([str(getattr(line, name) or "") for name in HEADINGS] for line in lines))
