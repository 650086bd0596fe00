"""A page that asks for one thing and has it done. A refusal stands in the form, with what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import explain
from kith.core.errors import Invalid, Refused, Unknown
from kith.desk.person.banner import Record


def asked(
    request: HttpRequest,
    record: Record,
    form: forms.Form,
    heading: str,
    button: str,
    act: Callable[[dict[str, Any]], str],
    then: str,
    **more: Any,
) -> HttpResponse:
    """The form, or what was asked for done. `act` does it and says so; `then`: name of the record's page that follows.

    Besides, for the page: `note`, `warning` (words), `what`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                messages.success(request, act(form.cleaned_data))
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(afterwards(record, then))
    context = {"record": record, "form": form, "heading": heading, "button": button, "part": "", **more}
    return render(request, "desk/sharing/ask.html", context, status=422 if form.errors else 200)


def afterwards(record: Record, then: str) -> str:
    """Where to go: home, for somebody who has just closed the record to themself."""
    return reverse(then, args=[record.person]) if explain(record.person) else reverse("home")
