"""Just arrived: a short-lived signed cookie that says "this browser has just given its password or passkey".

Between a complete sign-in and the choice of a post there is only Django's session, and its row must not be enough to
act. So the door opens a post, and a practitioner without a second factor enrols one, only with this cookie beside it.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "kith_arrival"
MINUTES = 20


@dataclass(frozen=True)
class Arrival:
    """`user`: auth user's id; `next`: the address they wanted, already checked to be ours, or empty."""

    user: int
    next: str = ""


def announce(response: HttpResponseBase, arrival: Arrival) -> None:
    """Give the browser its cookie."""
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(arrival), salt=COOKIE),
        max_age=MINUTES * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def arrival_of(request: HttpRequest) -> Arrival | None:
    """The arrival of the browser's signed-in user; None when there is none, it is old, forged or somebody else's."""
    try:
        arrival = Arrival(**signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=MINUTES * 60))
    except signing.BadSignature:
        return None
    return arrival if request.user.is_authenticated and request.user.pk == arrival.user else None


def forget(response: HttpResponseBase) -> None:
    """Take the cookie away: the arrival has been used, or given up."""
    response.delete_cookie(COOKIE, samesite="Lax")
