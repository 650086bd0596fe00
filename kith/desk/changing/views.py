"""What can be added or corrected, and the form for each."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.core.errors import Invalid, Refused, Unknown
from kith.desk.changing.forms import CHANGES
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look


@a_look()
def change_details(request: HttpRequest, person: UUID) -> HttpResponse:
    choices = [(reverse("change", args=[person, slug]), form.title) for slug, form in CHANGES.items()]
    return render(
        request, "desk/changing/choose.html", {"record": open_record(person), "part": "details", "choices": choices}
    )


@a_look()
def change(request: HttpRequest, person: UUID, what: str) -> HttpResponse:
    if what not in CHANGES:
        raise Http404
    record = open_record(person)
    form = CHANGES[what](request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(person)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, form.done)
            return HttpResponseRedirect(reverse("family" if what == "relative" else "details", args=[person]))
    context = {"record": record, "form": form, "heading": form.title, "button": "Record", "part": ""}
    return render(request, "desk/sharing/ask.html", context, status=422 if form.errors else 200)
