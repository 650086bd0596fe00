"""Pages that leak on purpose, with which it is shown that the sweep would notice. They exist in tests alone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from tests.sweep.canaries import Canaries

known: dict[str, Canaries] = {}  # what a leaky page could have read, had it gone round the policy


def text_of(person: UUID, grade: int) -> str:
    """A text about the person as the owner of the database would read it."""
    numbers = known["scene"].rows.items()
    number = next(n for n, row in numbers if row.person == str(person) and row.grade == grade and not row.draft)
    return f"CANARY-open-{known['scene'].rows[number].domain}-{grade}-{number}"


def shows(request: HttpRequest, person: UUID) -> HttpResponse:
    """A text at restricted grade, in bold and cut by markup."""
    return HttpResponse(text_of(person, 5).replace("ARY-", "<b>ARY</b>-"))


def header(request: HttpRequest, person: UUID) -> HttpResponse:
    return HttpResponse("", headers={"X-About": text_of(person, 5)})


def tells(request: HttpRequest, person: UUID) -> HttpResponse:
    """Another number of blanks where there is somebody."""
    there = any(row.person == str(person) for row in known["scene"].rows.values())
    return HttpResponse("Nothing here." + " " * there, status=404)


def lets_in(request: HttpRequest, person: UUID) -> HttpResponse:
    return HttpResponse("Come in.")


def fails(request: HttpRequest, person: UUID) -> HttpResponse:
    raise RuntimeError(text_of(person, 5))


def absent(request: HttpRequest, person: UUID) -> HttpResponse:
    raise Http404


PAGES: dict[str, Any] = {"shows": shows, "header": header, "tells": tells, "lets_in": lets_in, "fails": fails,
                         "absent": absent}  # fmt: skip
handler404 = "kith.core.views.absent"
handler500 = "kith.core.views.failed"
urlpatterns = [
    *(path(f"leaky/<uuid:person>/{name}/", view, name=name) for name, view in PAGES.items()),
    path("", include("kith.config.urls")),
]
