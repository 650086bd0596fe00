"""The guide to the law, kept by information governance: its editions, a new one looked at before it holds."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kith.agencies.models import AgencyKind
from kith.agencies.queries import names_of_posts
from kith.assessments.checking import Fault
from kith.audit.log import log
from kith.core.errors import Invalid
from kith.core.session import acting, require_recent
from kith.desk.governance.views import only_governance
from kith.desk.offering import offer
from kith.sharing.actions.keep_guide import keep_guide
from kith.sharing.editions import editions, in_force
from kith.sharing.guide import Guide, consent_advice, read
from kith.sharing.guide_changes import changes
from kith.sharing.guide_checking import LARGEST, faults
from kith.sharing.models import GuideEdition


class EditionForm(forms.Form):
    told = forms.CharField(
        label="The edition", required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "kith-source"}),
        help_text="It begins as the edition that holds now. Change what is to change, and its version.",
    )  # fmt: skip
    file = forms.FileField(
        label="Or choose a file", required=False, help_text="It takes the place of what stands above."
    )
    why = forms.CharField(
        label="What is new in it, and who decided it?", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class TryForm(forms.Form):
    """Who asks whom for what: as somebody who asks would be guided."""

    purpose = forms.ChoiceField(label="What for?", choices=(), required=False)
    asks = forms.ChoiceField(label="Who asks", choices=[("", "Choose"), *AgencyKind.choices], required=False)
    of = forms.ChoiceField(label="Who is asked", choices=[("", "Choose"), *AgencyKind.choices], required=False)

    def __init__(self, *args: Any, guide: Guide, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "purpose", [("", "Choose what for"), *((p.code, p.words) for p in guide.purposes)])


@require_GET
def guide_editions(request: HttpRequest) -> HttpResponse:
    """Which holds, and those that there were; what comes with Kith among them."""
    only_governance()
    found, now = list(editions().select_related("owner")), in_force()
    by = names_of_posts({each.kept_by for each in found if each.kept_by})
    context = {"editions": found, "now": now, "guide": read(now.told), "by": by}
    log("list")
    return render(request, "desk/governance/guide.html", context)


@require_GET
def guide_edition(request: HttpRequest, edition: int) -> HttpResponse:
    """One edition in words, what it changed against the one that holds now, and tried; or as the file that it was."""
    only_governance()
    found, now = get_object_or_404(editions(), pk=edition), in_force()
    log("list")
    if "file" in request.GET:
        named = {"Content-Disposition": f'attachment; filename="guide-{found.pk}.yaml"'}
        return HttpResponse(found.told, content_type="application/yaml", headers=named)
    guide = read(found.told)
    context = {"edition": found, "now": now, "guide": guide, "changes": changes(read(now.told), guide)}
    return render(request, "desk/governance/guide_edition.html", context | tried(guide, request.GET))


@require_http_methods(["GET", "POST"])
def new_guide_edition(request: HttpRequest) -> HttpResponse:
    """Edited or chosen, then looked at beside the one that holds, then kept. Nothing of it is stored before that."""
    only_governance()
    require_recent()  # asked for before somebody begins to write
    log("list")
    now = in_force()
    form = EditionForm(request.POST or None, request.FILES or None, initial={"told": now.told})
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _asked(request, _again(form) if request.method == "POST" else form, [])
    told, why = _sent(form), form.cleaned_data["why"]
    if wrong := faults(told):
        return _asked(request, _again(form, told), wrong)
    if request.POST.get("do") == "keep" and _kept(form, told, why):
        messages.success(request, "Kept. Whoever asks for something is guided by it from now on.")
        return HttpResponseRedirect(reverse("guide_editions"))
    return _preview(request, form, now, told)


def _sent(form: EditionForm) -> str:
    """The file where there is one, or else what was typed; what is no text is told as a fault of its first line."""
    file = form.cleaned_data["file"]
    told = file.read(LARGEST * 4).decode("utf-8-sig", errors="replace") if file else form.cleaned_data["told"]
    return str(told).replace("\r\n", "\n")


def _again(form: EditionForm, told: str | None = None) -> EditionForm:
    """The form with what was sent in it: a file's words stand in the box, where they can be mended."""
    typed = form.data.get("told", "") if told is None else told
    return EditionForm(initial={"told": typed, "why": form.data.get("why", "")})


def _kept(form: EditionForm, told: str, why: str) -> bool:
    try:
        with transaction.atomic():
            keep_guide(told=told, why=why)
    except Invalid as error:
        form.add_error("why" if not why.strip() else None, str(error))
        return False
    return True


def _asked(request: HttpRequest, form: EditionForm, wrong: list[Fault]) -> HttpResponse:
    context = {"form": form, "faults": wrong}
    return render(request, "desk/governance/guide_new.html", context, status=422 if wrong else 200)


def _preview(request: HttpRequest, form: EditionForm, now: GuideEdition, told: str) -> HttpResponse:
    guide = read(told)
    context: dict[str, Any] = {
        "form": form,
        "told": told,
        "now": now,
        "guide": guide,
        "changes": changes(read(now.told), guide),
        "own": now.owner_id == acting().agency,
    } | tried(guide, request.POST)
    return render(request, "desk/governance/guide_preview.html", context, status=422 if form.errors else 200)


def tried(guide: Guide, typed: Any) -> dict[str, Any]:
    """Whom the guide leads where, as somebody who asks reads it; nothing before all three are chosen."""
    form = TryForm(typed if "purpose" in typed else None, guide=guide)
    said = [form.cleaned_data[name] for name in ("purpose", "asks", "of")] if form.is_valid() else []
    fitting = guide.fitting(*said) if said and all(said) else None
    advice = consent_advice(fitting) if fitting is not None else ""
    return {"trying": form, "fitting": fitting, "advice": advice}
