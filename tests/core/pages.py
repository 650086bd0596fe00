"""The pages of core served on the loopback without a database: what the accessibility test and screenshots look at."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from kith.core import frontend, navigation, views
from kith.core.navigation import Entry, SignedIn

ME = SignedIn("Amara Oyelaran", "Social worker", "Wexcombe Council", frozenset({"manager"}))
PROBLEMS = {
    400: lambda request: views.bad_request(request, ValueError()),
    403: lambda request: views.refused(request, PermissionError("You can record only what you can open yourself.")),
    404: views.absent,
    422: lambda request: views.invalid(request, ValueError("A review cannot be before the alert began.")),
    500: views.failed,
    503: views.unavailable,
    419: views.csrf_failure,
}
ENTRIES = [
    Entry("Home", "page-home", "menu", 10, lambda me: True),
    Entry("Find a person", "page-find", "menu", 20, lambda me: True),
    Entry("Team", "page-team", "menu", 30, lambda me: "manager" in me.roles),
    Entry("Governance", "page-governance", "menu", 40, lambda me: "governance" in me.roles),
    Entry("Record something", "page-record", "action", 10, lambda me: True),
    Entry("Sign out", "page-leave", "leave", 10, lambda me: True),
]


def problem(request: HttpRequest, status: int) -> HttpResponse:
    return PROBLEMS[status](request)


urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("problem/<int:status>/", problem),
    *[path(f"{e.page}/", views.absent, name=e.page) for e in ENTRIES],
]


def signed_in(get_response):
    def answer(request: HttpRequest) -> HttpResponse:
        if "nobody" not in request.GET:
            request.me = ME
        return get_response(request)

    return answer


SETTINGS = {
    "ROOT_URLCONF": __name__,
    "ALLOWED_HOSTS": ["*"],
    "MIDDLEWARE": [
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "kith.core.csp.ContentSecurityPolicy",
        f"{__name__}.signed_in",
    ],
}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the test says what matters."""


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of these pages, while inside."""
    frontend.publish()
    before, navigation._entries[:] = list(navigation._entries), ENTRIES
    with override_settings(**SETTINGS):
        server = make_server("127.0.0.1", 0, WSGIHandler(), _Server, _Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
    navigation._entries[:] = before
