"""Find a person, within the locate grade. What is looked for is sent in the body: names do not belong in addresses."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import holders
from kith.agencies.models import Agency
from kith.core.clock import today
from kith.core.errors import Invalid, Refused
from kith.core.session import acting, rows
from kith.desk.find.forms import NewPersonForm
from kith.desk.offering import usual_first
from kith.people.actions.find import Found, find_person
from kith.people.actions.register_person import NewPerson, register_person
from kith.people.identifiers import nhs_number
from kith.people.searching import names_typed, read

MOST_TYPED = 200


def find(request: HttpRequest) -> HttpResponse:
    """One box. Every search leaves its event, found or not."""
    typed = request.POST.get("who", "")[:MOST_TYPED].strip()
    answer = find_person(typed) if request.method == "POST" and typed else None
    missed = request.method == "POST" and not typed
    return render(
        request,
        "desk/find/find.html",
        {"typed": typed, "answer": answer, "missed": missed},
        status=422 if missed else 200,
    )


def register(request: HttpRequest) -> HttpResponse:
    """A person who is not on record. Whoever is like them is shown first. What was looked for is filled in."""
    looked_for = request.POST.get("looked_for")
    sent = None if looked_for is not None else request.POST or None
    form = NewPersonForm(sent, holders=own_holders(), profiles=roles(), initial=typed_already(looked_for or ""))
    likely: tuple[Found, ...] = ()
    if form.is_bound and form.is_valid():
        entered = form.cleaned_data
        new = NewPerson(
            entered["given"], entered["family"], pronunciation=entered["pronunciation"], born=entered["born"],
            precision=entered["precision"], numbers=(("nhs", entered["nhs"]),) if entered["nhs"] else (),
        )  # fmt: skip
        try:
            done = register_person(
                new,
                holder=entered["holder"],
                profile=entered["profile"],
                purpose=entered["reason"],
                sure="sure" in request.POST,
            )
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            likely = done.likely
            if done.person:
                return HttpResponseRedirect(reverse("person", args=[done.person]))
    context = {"form": form, "likely": likely}
    return render(request, "desk/find/register.html", context, status=422 if form.errors else 200)


def typed_already(looked_for: str) -> dict[str, Any]:
    """Of what was typed to find somebody: names, the last word as the last name; a whole date; an NHS number."""
    query = read(looked_for, today())
    given, family = names_typed(looked_for, today())
    born = query.born.first if query.born and query.born.first == query.born.last else None
    nhs = next((number for number in query.numbers if nhs_number(number)), "")
    return {"given": given, "family": family, "born": born, "nhs": nhs}


def own_holders() -> list[tuple[int, str]]:
    """Holders that I stand for: my post first, then my teams and the managers I am one of."""
    me = acting()
    named = holders(set(me.holders))
    ordered = sorted(named, key=lambda h: (h != me.post, named[h].kind, named[h].name))
    return [(h, "Me" if h == me.post else named[h].name) for h in ordered]


def roles() -> list[str]:
    """Names of the profiles that are in force; those first that are usual in the caller's kind of organisation."""
    kind = Agency.objects.values_list("kind", flat=True).get(pk=acting().agency or 0)
    return usual_first(kind, (name for (name,) in rows("SELECT name FROM access.profiles()")))
