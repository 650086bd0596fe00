"""Views that do what none should, for tests/core/test_no_event_no_answer.py."""

from collections import Counter
from threading import Barrier

from django.contrib import messages
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from kith.access import facts
from kith.access.door import end_session
from kith.audit.log import log
from kith.config.urls import handler400, handler403, handler404, handler500
from kith.config.urls import urlpatterns as every_address
from kith.core.errors import Refused
from kith.record.models import Entry


def reads_in_silence(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"found {Entry.objects.count()}")


def swallows(request: HttpRequest) -> HttpResponse:
    log("open")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    except DatabaseError:
        pass
    return HttpResponse("all is well")


def streams(request: HttpRequest) -> StreamingHttpResponse:
    log("open")
    return StreamingHttpResponse(iter(["some", "thing"]))


def fails(request: HttpRequest) -> HttpResponse:
    log("open")
    raise RuntimeError("a fault with words about a person")


def refuses_after_writing(request: HttpRequest, person: object) -> HttpResponse:
    facts.end_involvement(person, request.GET["involvement"], "half done")  # type: ignore[arg-type]  any UUID will do
    raise Refused("Not you.")


def clashes(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """Takes one lock and then another; at first it waits in between for whoever takes them the other way round."""
    log("open")
    tries[first] += 1
    messages.success(request, f"{first} was here")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [first])
        if tries[first] == 1:
            meeting.wait(timeout=20)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [second])
    said = [str(message) for message in messages.get_messages(request)]
    return HttpResponse(f"done: {request.POST.get('words')} {said}")


def never_wins(request: HttpRequest) -> HttpResponse:
    """Clashes whatever it does; asked to, it changes something through the door first."""
    tries[0] += 1
    if "door" in request.GET:
        end_session("no such token")
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'clash' USING ERRCODE = '40001'; END $$")
    return HttpResponse("never")


def writes_on_a_full_disk(request: HttpRequest) -> HttpResponse:
    log("open")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$")
    return HttpResponse("all is well")


tries: Counter[int] = Counter()
meeting = Barrier(2)

ODD = [
    path("odd/clash/<int:first>/<int:second>/", clashes),
    path("odd/never/", never_wins),
    path("odd/full/", writes_on_a_full_disk),
    path("odd/silent/", reads_in_silence),
    path("odd/swallow/", swallows),
    path("odd/stream/", streams),
    path("odd/fail/", fails),
    path("odd/refuse/<uuid:person>/", refuses_after_writing),
]
urlpatterns = [path("", include(ODD)), *every_address]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
