"""The session token's own cookie. It is never in Django's session table, so reading that table opens nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kith.access.door import end_session, open_session
from kith.agencies.arrival import forget
from kith.agencies.models import Post
from kith.agencies.proofs import proofs
from kith.core.session import TOKEN_COOKIE
from kith.desk.arrival.places import browser_in_words

HOURS = 12


def begin(request: HttpRequest, response: HttpResponseBase, post: Post, *, proved: bool) -> None:
    """Open a session in the post and give the browser its token; its earlier session ends. Raises Refused.

    `proved`: whether they have just shown that it is them. If not, the proof of the earlier session counts on.
    """
    earlier = None if proved else request.COOKIES.get(TOKEN_COOKIE, "")
    place = browser_in_words(request.headers.get("User-Agent", ""))
    proof = proofs(request) if proved else "that of the session before"
    token = open_session(post.practitioner_id, post.pk, hours=HOURS, earlier=earlier, place=place, proof=proof)
    _end_earlier(request, "signed in again" if proved else "another post")
    response.set_cookie(
        TOKEN_COOKIE, token, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax", path="/"
    )
    forget(response)


def end(request: HttpRequest, response: HttpResponseBase, how: str = "signed out") -> None:
    """End the browser's session, if it has one, and take its cookies. `how`: by what, for the event."""
    _end_earlier(request, how)
    response.delete_cookie(TOKEN_COOKIE, samesite="Lax")
    forget(response)


def _end_earlier(request: HttpRequest, how: str) -> None:
    token = request.COOKIES.get(TOKEN_COOKIE)
    if token:
        end_session(token, how)
