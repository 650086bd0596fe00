"""The forms there are, their versions, what changed between two; a file looked at, tried and published."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kith.assessments import uploading
from kith.assessments.actions.publish_form import publish_own
from kith.assessments.answering import sent
from kith.assessments.checking import Fault
from kith.assessments.comparing import changes
from kith.assessments.definition import Content, Definition, of_form, read
from kith.assessments.enabling import Enabled
from kith.assessments.models import Form
from kith.assessments.prefill import begun
from kith.assessments.queries import form as version_of
from kith.assessments.queries import posts
from kith.assessments.scoring import scores
from kith.audit.log import log
from kith.core.clock import today
from kith.core.errors import Invalid, Unknown
from kith.core.session import acting, call
from kith.desk.assessing.asking import Page, Typed, typed_of
from kith.desk.assessing.base import answers_in
from kith.desk.governance.views import only_governance

MADE_UP = {  # whom a form is tried with: nobody's record
    "resourceType": "Patient", "id": "made-up", "birthDate": "2012-05-01",
    "name": [{"text": "Robin Example", "given": ["Robin"], "family": "Example"}],
    "address": [{"text": "1 Example Street\nEX1 1AA"}],
    "telecom": [{"system": "phone", "value": "01632 960123"}, {"system": "email", "value": "robin@example.org"}],
    "communication": [{"language": {"text": "English"}}],
}  # fmt: skip


@dataclass(frozen=True)
class Tried:
    """One definition with what was answered about somebody made up."""

    definition: Definition
    typed: Typed
    errors: dict[str, str]
    content: Content

    def sections(self) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
        """Every section that is asked, with what stands in it."""
        asked, parts = Enabled(self.definition, self.content), self.definition.parts
        worked = scores(self.definition, asked.of(self.content), parts | {s.part for s in self.definition.scores})
        page = Page(self.definition, parts, self.typed, asked, worked, self.errors)
        for section in self.definition.sections:
            if asked(section.key):
                yield section, list(page.blocks(section, level=3))


@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """Every form with its newest version, one's own first."""
    only_governance()
    every = Form.objects.select_related("publisher").order_by("slug", "-version")
    newest = [next(versions) for _, versions in groupby(every, key=lambda form: form.slug)]
    mine = acting().agency
    newest.sort(key=lambda form: (form.publisher_id != mine, form.title))
    log("list")
    return render(request, "desk/publishing/forms.html", {"forms": newest, "whose": uploading.whose})


@require_GET
def versions(request: HttpRequest, form: str) -> HttpResponse:
    """The versions of a form, the newest first, with who published each; two of them can be compared."""
    only_governance()
    found = list(Form.objects.select_related("publisher").filter(slug=form).order_by("-version"))
    if not found:
        raise Unknown("There is no such form.")
    log("list")
    context = {"form": found[0], "versions": found, "by": posts({v.published_by for v in found if v.published_by}),
               "whose": uploading.whose}  # fmt: skip
    return render(request, "desk/publishing/versions.html", context)


@require_GET
def form_version(request: HttpRequest, form: str, version: int) -> HttpResponse:
    """One version as it looks, tried with somebody made up; or as the file that it was."""
    only_governance()
    found = version_of(form, version)
    log("list")
    if "file" in request.GET:
        name = f'attachment; filename="{found.slug}-{found.version}.json"'
        told = json.dumps(found.definition, indent=1, ensure_ascii=False)
        return HttpResponse(told, content_type="application/fhir+json", headers={"Content-Disposition": name})
    definition = of_form(found)
    sections = tried(definition, answers_in(request.GET)).sections()
    context = {"form": found, "definition": definition, "sections": sections}
    return render(request, "desk/publishing/version.html", context)


@require_GET
def compare(request: HttpRequest, form: str, version: int) -> HttpResponse:
    """What a version changed against an earlier one: against the one before it, unless another is asked for."""
    only_governance()
    after = version_of(form, version)
    earlier = Form.objects.filter(slug=form, version__lt=version).order_by("-version")
    asked = request.GET.get("with", "")
    before = earlier.filter(version=int(asked)).first() if asked.isdecimal() and len(asked) < 7 else earlier.first()
    if before is None:
        raise Unknown("There is no such version.")
    log("list")
    context = {"form": after, "before": before, "earlier": earlier, "changes": changes(of_form(before), of_form(after))}
    return render(request, "desk/publishing/compare.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A file, then how it will look and what it changes, tried with somebody made up, then published."""
    only_governance()
    call("access.require_recent")  # asked for before somebody chooses a file, for one sent with a form is not held
    log("list")
    if request.method != "POST":
        return _asked(request, [])
    questionnaire, found = uploading.read_text(_sent(request))
    stands = uploading.standing(questionnaire) if questionnaire else None
    found = found or uploading.in_the_way(questionnaire, stands, acting().agency)
    if found:
        return _asked(request, found)
    if request.POST.get("do") == "publish":
        return _published(request, questionnaire)
    definition = read(questionnaire)
    context = {
        "definition": definition, "told": json.dumps(questionnaire, ensure_ascii=False), "stands": stands,
        "sections": tried(definition, answers_in(request.POST)).sections(),
        "changes": changes(of_form(stands), definition) if stands else [],
    }  # fmt: skip
    return render(request, "desk/publishing/preview.html", context)


def _sent(request: HttpRequest) -> bytes | str:
    """The file, or what a page before this one carried of it."""
    file = request.FILES.get("file")
    return file.read() if file else request.POST.get("definition", "")


def _asked(request: HttpRequest, found: list[Fault]) -> HttpResponse:
    context = {"faults": found}
    return render(request, "desk/publishing/upload.html", context, status=422 if found else 200)


def _published(request: HttpRequest, questionnaire: dict[str, Any]) -> HttpResponse:
    number = publish_own(questionnaire)
    messages.success(
        request, f"Published: “{questionnaire['title']}”, version {number}. Whoever begins one now gets this version."
    )
    return HttpResponseRedirect(reverse("form_versions", args=[questionnaire["id"]]))


def tried(definition: Definition, typed: Typed) -> Tried:
    """What was typed so far; before that, what the record of somebody made up fills in."""
    if not typed:
        content = {key: values for s in definition.sections for key, values in begun(s, dict(MADE_UP)).items()}
        typed = typed_of(definition, content)
    try:
        said = sent(definition, definition.sections, definition.parts, typed, {}, today())
    except Invalid:  # answers to questions of another version: begun anew
        return tried(definition, {}) if typed else Tried(definition, {}, {}, {})
    return Tried(definition, typed, said.errors, said.content)
