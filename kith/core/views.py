"""Pages that belong to no one app: the gallery of components, and what is said when something does not work.

Every problem page says what happened, what was kept and what to do. 500 and 503 are rendered without the request:
they must not need a database.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kith.core.examples import examples
from kith.core.problems import ABSENT, BAD_REQUEST, CSRF, FAILED, INVALID, REFUSED, TOO_LARGE, UNAVAILABLE


def gallery(request: HttpRequest) -> HttpResponse:
    """Every shared component with fictional data: for those who build pages, and for the accessibility test."""
    return render(request, "core/gallery.html", examples())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/problem.html", {"problem": BAD_REQUEST}, status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A refusal with the words of whoever refused. For a person whom one may locate, show `explain` instead."""
    return render(request, "core/problem.html", {"problem": REFUSED, "reason": str(exception)}, status=403)


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one answer for what is not there and for what may not be known to be there."""
    return render(request, "core/problem.html", {"problem": ABSENT}, status=404)


def invalid(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was entered cannot be taken, in the words of whoever found it. A form shows its errors beside the field."""
    return render(request, "core/problem.html", {"problem": INVALID, "reason": str(exception)}, status=422)


def too_large(request: HttpRequest) -> HttpResponse:
    """Said before anything of what was sent is read: so without the request, and before anybody is known."""
    return HttpResponse(_without_request(request, TOO_LARGE), status=413)


def failed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_without_request(request, FAILED), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_without_request(request, UNAVAILABLE), status=503, headers={"Retry-After": "60"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "core/problem.html", {"problem": CSRF}, status=403)


def _without_request(request: HttpRequest, problem: Any) -> str:
    nonce = getattr(request, "csp_nonce", "")
    return render_to_string(
        "core/problem.html", {"problem": problem, "front_door": settings.FRONT_DOOR, "csp_nonce": nonce}
    )
