"""Browsers that know an account: somebody has signed in to it here, or set its password by the link that was mailed.

A signed cookie that opens nothing. It only keeps this browser's count of wrong passwords apart (attempts.py).
"""

import secrets
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "kith_browser"
DAYS = 90
ACCOUNTS = 10  # that one browser remembers: colleagues share machines


def mark_of(request: HttpRequest, email: str) -> str | None:
    """The browser's own mark for this account; None where nobody has signed in to it here."""
    return _marks(request).get(_name(email))


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """From now on this browser knows the account."""
    marks = {_name(email): secrets.token_hex(8)} | _marks(request)
    kept = dict(list({_name(email): marks[_name(email)], **marks}.items())[:ACCOUNTS])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=COOKIE),
        max_age=DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=DAYS * 24 * 60 * 60))
    except signing.BadSignature:
        return {}


def _name(email: str) -> str:
    """No address stands in the cookie: the next one at a shared machine need not read who was there."""
    return sha256(f"{settings.SECRET_KEY} {email.lower()}".encode()).hexdigest()[:16]
