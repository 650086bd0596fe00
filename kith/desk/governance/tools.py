"""Which tools may be used with whom: read by everybody who acts, answered by information governance, versions kept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kith.agencies.models import Agency
from kith.audit.log import log
from kith.core.clock import today
from kith.core.errors import Invalid, Unknown
from kith.core.session import acting
from kith.desk.governance.views import only_governance
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE
from kith.sharing.governing import answer_tool, tools, versions_of_rule
from kith.sharing.models import Answer

FEW = forms.Textarea(attrs={"rows": 3})


class ToolForm(forms.Form):
    """`known`: of a rule that is there, tool and partner stay as they are."""

    tool = forms.CharField(
        label="Which tool or kind of evidence?", max_length=200, help_text="“A public profile on social media”"
    )
    partner = forms.TypedChoiceField(label="With whom?", choices=(), coerce=int, required=False, empty_value=None)
    answer = forms.ChoiceField(label="May it be used?", choices=Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="On what conditions, or why not?", max_length=2000, required=False, widget=FEW,
        help_text="In words that somebody at a door can follow.",
    )  # fmt: skip
    source = forms.CharField(
        label="Who decided it, and where does it stand?",
        max_length=300,
        help_text="“Information governance board, minute 14; DPIA 2026-31”",
    )
    decided_on = forms.DateField(label="When was it decided?", widget=DAY, error_messages=REAL_DATE)
    review_on = forms.DateField(label="To be looked at again", widget=DAY, required=False, error_messages=REAL_DATE)

    def __init__(self, *args: Any, known: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        others = Agency.objects.exclude(pk=acting().agency or 0).order_by("name").values_list("pk", "name")
        offer(self, "partner", [("", "Anybody"), *others])
        if known:
            del self.fields["tool"], self.fields["partner"]


@require_GET
def tools_to_use(request: HttpRequest) -> HttpResponse:
    """What may be used here, and what others say of using it with us."""
    ours, theirs = tools()
    log("list")
    context = {"ours": ours, "theirs": theirs, "governs": "governance" in acting().roles, "today": today()}
    return render(request, "desk/governance/tools.html", context)


@require_GET
def tool_rule(request: HttpRequest, rule: int) -> HttpResponse:
    """One rule with every version of it."""
    found = versions_of_rule(rule)
    if not found:
        raise Http404
    log("list")
    may = "governance" in acting().roles and found[0].owner_id == acting().agency
    return render(request, "desk/governance/tool.html", {"now": found[0], "versions": found, "rule": rule, "may": may})


def answer(request: HttpRequest, rule: int = 0) -> HttpResponse:
    """A new rule (0), or the next version of one."""
    only_governance()
    known = versions_of_rule(rule) if rule else []
    if rule and (not known or known[0].owner_id != acting().agency):
        raise Unknown
    initial = {"decided_on": today()}
    if known:
        initial |= {name: getattr(known[0], name) for name in ("answer", "words", "source", "review_on")}
    form = ToolForm(request.POST if request.method == "POST" else None, known=bool(known), initial=initial)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            with transaction.atomic():
                made = answer_tool(of=rule or None, partner=said.pop("partner", None), said=said)
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept. Everybody reads it from now on.")
            return HttpResponseRedirect(reverse("tool_rule", args=[made]))
    log("list")
    context = {"form": form, "known": known[0] if known else None, "rule": rule}
    return render(request, "desk/governance/answer_tool.html", context, status=422 if form.errors else 200)
