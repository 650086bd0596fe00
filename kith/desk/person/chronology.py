"""The chronology, on a screen and on paper: what I see of a record, newest first, narrowed by what I look for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from kith.access.grades import Domain
from kith.core.session import acting
from kith.core.unsaid import said, unsaid
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.person.parts import shown
from kith.desk.rights.leaving import Taken, asked_to_leave
from kith.record import kinds
from kith.record.filters import Filter, read_filter, read_place, search_words
from kith.record.queries import chronology, counts, printed
from kith.record.reading import one_look
from kith.sharing.models import Leaves, Medium

SOUGHT = "sought"  # in an address: the words, sealed


@a_look()
def chronology_page(request: HttpRequest, person: UUID) -> HttpResponse:
    """What I see, newest first, narrowed by what the address asks for. Words are sent, and sealed into the address."""
    record = open_record(person)
    if request.method == "POST":
        return HttpResponseRedirect(_sought(request))
    wanted = _wanted(request)
    page = chronology(person, wanted, read_place(request.GET.get("after", "")))
    context = {
        "record": record,
        "part": "chronology",
        "may_record": True,
        "entries": [shown(each, page) for each in page.entries],
        "counts": counts(person),
        "wanted": wanted,
        "selected": selected(request.GET, wanted),
        "next": _address(request.GET, after=str(page.next)) if page.next else "",
        "print": f"{reverse('chronology_print', args=[person])}?{_without(request.GET, 'after').urlencode()}",
        "here": reverse("chronology", args=[person]),
        "asked": request.GET.urlencode(),
        "sought": request.GET.get(SOUGHT, "") if wanted.words else "",
        "kinds": kinds,
    }
    return render(request, "desk/person/chronology.html", context)


@a_look()
def chronology_print(request: HttpRequest, person: UUID) -> HttpResponse:
    """The chronology as it goes on paper: oldest first, whole texts, with who printed it and when.

    What leaves Kith asks for a new proof that it is them, and is written down first.
    """
    record = open_record(person)
    taken = Taken(Leaves.CHRONOLOGY, Medium.PRINT, "The chronology")
    if (first := asked_to_leave(request, record, taken)) is not None:
        return first
    wanted = _wanted(request)
    with one_look(person, "print"):
        entries = [shown(each) for each in printed(person, wanted)]
    context = {"record": record, "part": "chronology", "entries": entries, "wanted": wanted, "kinds": kinds}
    return render(request, "desk/person/chronology_print.html", context)


def _sought(request: HttpRequest) -> str:
    """The same chronology, narrowed by the words that were sent; by none where there were none."""
    words = search_words(request.POST.get("words", ""))
    asked = _without(_without(request.GET, "after"), SOUGHT)
    if words:
        asked[SOUGHT] = unsaid(words, acting().human)
    return f"{request.path}?{asked.urlencode()}"


def _wanted(request: HttpRequest) -> Filter:
    """Words stand in no address openly: such are not read from it."""
    asked = dict(request.GET.lists())
    return read_filter(asked | {"words": [said(request.GET.get(SOUGHT, ""), acting().human)]})


def selected(asked: QueryDict, wanted: Filter) -> list[dict[str, str]]:
    """What the chronology is narrowed by, each with the address without it."""
    tags = [(Domain(d).label.capitalize(), "domain", d) for d in sorted(wanted.domains)]
    tags += [(kinds.kind(k).label, "kind", k) for k in sorted(wanted.kinds)]
    tags += [("One organisation", "organisation", str(a)) for a in sorted(wanted.agencies)]
    tags += [(f"From {wanted.since:%-d %b %Y}", "since", "")] if wanted.since else []
    tags += [(f"To {wanted.until:%-d %b %Y}", "until", "")] if wanted.until else []
    tags += [("Significant events", "significant", "")] if wanted.significant else []
    tags += [(f"“{wanted.words}”", SOUGHT, "")] if wanted.words else []
    return [{"text": str(text), "href": "?" + _less(asked, name, value).urlencode()} for text, name, value in tags]


def _less(asked: QueryDict, name: str, value: str) -> QueryDict:
    left = _without(asked, "after")
    left.setlist(name, [v for v in left.getlist(name) if value and v != value])
    return left


def _without(asked: QueryDict, name: str) -> QueryDict:
    left = asked.copy()
    left.pop(name, None)
    return left


def _address(asked: QueryDict, **changed: str) -> str:
    new = asked.copy()
    for name, value in changed.items():
        new[name] = value
    return "?" + new.urlencode()
