"""Why so many: the page that asks before the next new record opens, and governance's limits (docs/decisions/0036)."""

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.access import volume
from kith.core import held
from kith.core.errors import Invalid
from kith.core.session import acting
from kith.desk.arrival.confirming import wanted
from kith.desk.governance.views import only_governance


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why do you need to read more?",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, “checking every open plan before the inspection”. Do not name anybody on record.",
        error_messages={"required": "Enter why you need to read more"},
    )


class LimitsForm(forms.Form):
    told_hour = forms.IntegerField(label="In an hour: tell us from", min_value=1, max_value=5000)
    told_day = forms.IntegerField(label="In a day: tell us from", min_value=1, max_value=5000)
    asked_hour = forms.IntegerField(label="In an hour: ask them why from", min_value=1, max_value=5000)
    asked_day = forms.IntegerField(label="In a day: ask them why from", min_value=1, max_value=5000)


@require_http_methods(["GET", "POST"])
def read_on(request: HttpRequest) -> HttpResponse:
    """Asked before the next new record, or the next search; then on to it, or to the form that was being sent."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        volume.read_on(form.cleaned_data["reason"])
        return _on(request)
    kept = held.held(request, acting().human) is not None
    context = {"form": form, "read": volume.my_reading(), "kept": kept, "next": wanted(request)}
    return render(request, "desk/watching/read_on.html", context, status=422 if form.errors else 200)


def _on(request: HttpRequest) -> HttpResponse:
    """A form that was held is sent again by them: nothing is sent behind their back."""
    form = held.held(request, acting().human)
    if form is None:
        return HttpResponseRedirect(wanted(request))
    response = render(request, "desk/arrival/confirmed.html", {"form": form, "title": "Your reason is kept"})
    held.let_go(request, response)
    return response


@require_http_methods(["GET", "POST"])
def reading_limits(request: HttpRequest) -> HttpResponse:
    """How much one post of the organisation may open before governance is told, and before it is asked why."""
    only_governance()
    form = LimitsForm(request.POST or None, initial=asdict(volume.limits()))
    if request.method == "POST" and form.is_valid() and _limited(form):
        messages.success(request, "Kept. The limits hold from now on.")
        return HttpResponseRedirect(reverse("watching"))
    return render(request, "desk/watching/limits.html", {"form": form}, status=422 if form.errors else 200)


def _limited(form: forms.Form) -> bool:
    """Whether it was taken; if not, the form says why."""
    try:
        volume.limit_reading(volume.Limits(**form.cleaned_data))
    except Invalid as error:
        form.add_error(None, str(error))
        return False
    return True
