"""One request, one transaction, one keyring; no event, no answer.

Two traps that this closes (docs/decisions/0003-one-transaction.md): a view that swallows a database error answers
while its transaction is already lost; a streamed answer leaves before its event is committed.
"""

import json
import logging
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from kith.core import errors, held, views
from kith.core.clashes import again_after_a_clash, is_a_clash
from kith.core.errors import Invalid, KithError, NotSignedIn, Refused, Unconfirmed, Unexplained, Unknown
from kith.core.navigation import SignedIn
from kith.core.session import (
    TOKEN_COOKIE,
    Actor,
    NoEvent,
    act_as,
    call,
    enter_transaction,
    lost,
    sweep_connection,
    sweep_if_open,
    watch_reads,
    whose,
)

log = logging.getLogger("kith.session")


class KithRequest(HttpRequest):
    """A request as `RecordTransaction` hands it on: who acts, and what was refused, absent or wrong in it."""

    actor: Actor | None
    problem: KithError | None
    me: SignedIn
    session_ended: bool
    was: int | None  # the practitioner whose session has ended
    clash: DatabaseError | None  # what another request at the same moment, or want of room, made impossible


Next = Callable[[HttpRequest], HttpResponseBase]


class Withheld(Exception):
    """The answer must not leave; carries why, for the log (never content)."""


class RecordTransaction:
    """Opens the transaction and the keyring around the view, and decides whether the answer may leave."""

    def __init__(self, get_response: Next):
        self.get_response = get_response

    def __call__(self, request: KithRequest) -> HttpResponseBase:
        request.actor = None
        request.problem = None
        token = request.COOKIES.get(TOKEN_COOKIE)
        if not token:
            sweep_if_open()
            return self.get_response(request)
        try:
            return again_after_a_clash(request, lambda: self._within(request, token))
        except NotSignedIn:
            return self._ended(request, token)
        except (Withheld, NoEvent, DatabaseError, InterfaceError) as error:
            return self._failed(request, token, error)

    def process_exception(self, request: KithRequest, exception: Exception) -> HttpResponse | None:
        """A refusal, an absence or a mistake in what was entered, wherever in the view it was found."""
        told = exception if isinstance(exception, KithError) else None
        if isinstance(exception, DatabaseError):
            if is_a_clash(exception) or errors.is_exhausted(exception):
                request.clash = exception
                return HttpResponse(status=503)  # never sent: the request is run again, or answered by `_failed`
            told = errors.of_database(exception)
        if told is None or isinstance(told, NotSignedIn) or request.actor is None:
            return None
        request.problem = told
        return self._problem_page(request, told)

    def _within(self, request: KithRequest, token: str) -> HttpResponseBase:
        request.problem = request.clash = None
        sweep_connection()
        with transaction.atomic(), watch_reads() as watch:
            actor = enter_transaction(token)
            request.actor = actor
            request.me = SignedIn(actor.name, actor.title, actor.organisation, roles_of(actor), actor.recovering)
            before = transaction.savepoint()
            with act_as(actor):
                response = self.get_response(request)
                self._settle(request, response, before)
            watch.check()
            return response

    def _settle(self, request: KithRequest, response: HttpResponseBase, before: str) -> None:
        """Undo what a refused request wrote, and leave its event; withhold what cannot be vouched for."""
        if request.clash is not None:
            raise request.clash
        problem = request.problem
        if problem is not None:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(before)
            leave_event(
                request,
                "refused"
                if isinstance(problem, Refused)
                else "absent"
                if isinstance(problem, Unknown)
                else "to be confirmed"
                if isinstance(problem, Unconfirmed)
                else "to be explained"
                if isinstance(problem, Unexplained)
                else "mistake",
            )
        elif response.status_code == 404:
            leave_event(request, "absent")
        elif response.status_code == 400:  # Django could not read what was sent, wherever in the view it was first read
            transaction.savepoint_rollback(before)
            leave_event(request, "mistake")
        if response.status_code >= 500 or transaction.get_rollback() or lost():
            raise Withheld(f"status {response.status_code}")
        if response.streaming:
            raise Withheld("a streamed answer")

    def _problem_page(self, request: KithRequest, told: KithError) -> HttpResponse:
        if isinstance(told, Unknown):
            return views.absent(request)
        if isinstance(told, Invalid):
            return views.invalid(request, told)
        if isinstance(told, Unconfirmed | Unexplained):
            return ask_first(request, told)
        return views.refused(request, told)

    def _ended(self, request: KithRequest, token: str) -> HttpResponseBase:
        """No such session any more: go on as nobody; the sign-in page says what happened."""
        request.actor = None
        request.session_ended = True
        request.was = whose(token)
        response = self.get_response(request)
        if TOKEN_COOKIE not in response.cookies:  # unless the page has just opened a new session
            response.delete_cookie(TOKEN_COOKIE, samesite="Lax")
        return response

    def _failed(self, request: KithRequest, token: str, error: Exception) -> HttpResponse:
        """The answer is thrown away; a failed event stands in a new transaction; if even that fails, 503.

        503 also where the connection broke: nobody can tell then whether what was sent had been committed; and where
        PostgreSQL has no room or no strength left.
        """
        broken = connection.connection is None or connection.connection.closed or errors.is_exhausted(error)
        log.error(
            "answer withheld: %s at %s",
            errors.kind_of(error),
            request.resolver_match and request.resolver_match.view_name,
        )
        connection.close()  # whatever was wrong with it is not handed on: a statement that is missing in it, say
        try:
            with transaction.atomic():
                enter_transaction(token)
                leave_event(request, "failed")
        except (DatabaseError, InterfaceError, NotSignedIn):
            connection.close()
            return views.unavailable(request)
        return views.unavailable(request) if broken else views.failed(request)


AGAIN: dict[type[KithError], str] = {  # where what was sent is too long to be held
    Unconfirmed: "Confirm that it is you under “My account”, then send this again.",
    Unexplained: "You have opened very many records. Open the person's record, say why, then send this again.",
}


def ask_first(request: KithRequest, told: KithError) -> HttpResponse:
    """To the page that asks for a new proof, or for a reason, and back. A form that was sent is held.

    A fragment is told in words.
    """
    assert request.actor is not None
    if request.headers.get("HX-Request"):
        return HttpResponse(str(told), status=told.status, content_type="text/plain")
    sent = request.method not in ("GET", "HEAD")
    back = {} if sent else {"next": request.get_full_path()}
    page = "confirm" if isinstance(told, Unconfirmed) else "read_on"
    response = HttpResponseRedirect(f"{reverse(page)}?{urlencode(back)}".rstrip("?"))
    if sent and not held.hold(request, response, request.actor.human):
        return views.refused(request, type(told)(AGAIN[type(told)]))
    return response


def roles_of(actor: Actor) -> frozenset[str]:
    """Roles of the post, and "manager" where it manages a team."""
    return actor.roles | ({"manager"} if actor.manages else set())


def leave_event(request: KithRequest, action: str) -> None:
    """An event about the request as such: which page, which person it named."""
    match = request.resolver_match
    detail = {"page": match.view_name if match else "", "method": request.method}
    person = (match.kwargs.get("person") or match.kwargs.get("person_id")) if match else None
    call("access.log", action, person if isinstance(person, UUID) else None, None, None, None, json.dumps(detail))
