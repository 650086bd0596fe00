"""A page that asks for one thing and has it done. A refusal stands in the form, with what was typed."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import explain
from kith.core.errors import Invalid, Refused, Unknown
from kith.desk.person.banner import Record


class Done(NamedTuple):
    """What was done, in words, and the address at which it goes on."""

    said: str
    address: str


def asked(
    request: HttpRequest,
    record: Record,
    form: forms.Form,
    heading: str,
    button: str,
    act: Callable[[dict[str, Any]], "str | Done"],
    then: str,
    **more: Any,
) -> HttpResponse:
    """The form, or what was asked for done. `act` does it and says so; `then`: name of the record's page that follows,
    unless what was done says where it goes on.

    Besides, for the page: `note`, `warning` (words), `what`; `back` (address and words of the page that led here);
    `beside` (words, address and words of a page that belongs to it).
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                done = act(form.cleaned_data)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            said, address = done if isinstance(done, Done) else (done, "")
            messages.success(request, said)
            return HttpResponseRedirect(address or afterwards(record, then))
    context = {"record": record, "form": form, "heading": heading, "button": button, "part": "", **more}
    return render(request, "desk/sharing/ask.html", context, status=422 if form.errors else 200)


def afterwards(record: Record, then: str) -> str:
    """Where to go: home, for somebody who has just closed the record to themself."""
    return reverse(then, args=[record.person]) if explain(record.person) else reverse("home")
