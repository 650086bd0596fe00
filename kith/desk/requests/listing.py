"""My requests, both ways."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.core.session import acting, call
from kith.sharing.queries import mine


def requests(request: HttpRequest) -> HttpResponse:
    """What I and my teams were asked, and what we asked: what waits first."""
    asked, asking = mine()
    answers_for = bool(call("sharing.answers_for", acting().post))
    context = {"asked": asked, "asking": asking, "answers_for": answers_for, "now": acting().at}
    return render(request, "desk/requests/requests.html", context)
