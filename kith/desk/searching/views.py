"""One box over everything that I open. What is looked for is sent in the body: names do not belong in addresses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.people.queries import names_of
from kith.record import kinds
from kith.record.queries import MOST_FOUND, search

MOST_TYPED = 200


def search_all(request: HttpRequest) -> HttpResponse:
    """The newest entries that hold the words, each with whom it is about and where the words stand."""
    typed = request.POST.get("words", "")[:MOST_TYPED].strip()
    asked = request.method == "POST"
    found = search(typed) if asked and typed else ()
    names = names_of({hit.entry.person_id for hit in found})
    context = {
        "typed": typed,
        "asked": asked and typed,
        "missed": asked and not typed,
        "found": [(hit, names[hit.entry.person_id]) for hit in found if hit.entry.person_id in names],
        "full": len(found) == MOST_FOUND,
        "kind_label": lambda slug: kinds.kind(slug).label,
    }
    return render(request, "desk/searching/search.html", context, status=422 if context["missed"] else 200)
