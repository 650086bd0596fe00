"""A form that somebody sent, held while they confirm that it is them or sign in again: nothing typed is lost.

It is kept in the browser session, behind the door's login, encrypted under a key that only the browser's cookie holds:
whoever reads that table reads nothing. It is given back to the human who typed it and to nobody else, within the hour.
"""

import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

COOKIE = "kith_held"
PLACE = "kith.held"  # in the browser session
MOST = 200_000  # characters
SECONDS = 3600
NOT_HELD = {"csrfmiddlewaretoken", "kith-path", "kith-next"}


@dataclass(frozen=True)
class Form:
    """`path`: where it was sent; `fields`: name and value, in order; `human`: who typed it."""

    path: str
    human: int
    fields: list[tuple[str, str]]


def hold(request: HttpRequest, response: HttpResponseBase, human: int, path: str | None = None) -> bool:
    """Keep the form that was sent, here or to `path`, for this human; False where it is too long or carries a file."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_HELD]
    text = json.dumps(asdict(Form(path or request.get_full_path(), human, fields)))
    if request.FILES or len(text) > MOST:
        return False
    key = secrets.token_urlsafe(32)
    request.session[PLACE] = _cipher(key).encrypt(text.encode()).decode()
    response.set_cookie(
        COOKIE, key, max_age=SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return True


def form_path(request: HttpRequest) -> str | None:
    """Where the form belongs that a page hands in for keeping (frontend/unused.js), if it does: an address of ours."""
    path = request.POST.get("kith-path", "")
    return path if url_has_allowed_host_and_scheme(path, None) else None


def held(request: HttpRequest, human: int) -> Form | None:
    """The form that is held for this human in this browser, if any."""
    kept, key = request.session.get(PLACE), request.COOKIES.get(COOKIE, "")
    if not kept or not key:
        return None
    try:
        found = json.loads(_cipher(key).decrypt(kept.encode(), ttl=SECONDS))
    except InvalidToken:
        return None
    form = Form(found["path"], found["human"], [(name, value) for name, value in found["fields"]])
    return form if form.human == human else None


def let_go(request: HttpRequest, response: HttpResponseBase) -> None:
    """It has been given back, or is not wanted any more."""
    request.session.pop(PLACE, None)
    response.delete_cookie(COOKIE, samesite="Lax")


@contextmanager
def carried(request: HttpRequest) -> Iterator[None]:
    """What is held outlives the browser session that ends inside: it opens to its human alone, whoever signs in."""
    kept = request.session.get(PLACE)
    yield
    if kept:
        request.session[PLACE] = kept


def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"kith held form" + key.encode() + settings.SECRET_KEY.encode()).digest()))
