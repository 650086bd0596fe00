"""What every page is given: who is signed in, where they can go, whom to ring."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kith.core.clock import today
from kith.core.navigation import links


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `core/base.html` (a context processor)."""
    return {
        "me": getattr(request, "me", None),
        "menu": links(request, "menu"),
        "actions": links(request, "action"),
        "ways_out": links(request, "leave"),
        "today": today(),
        "front_door": settings.FRONT_DOOR,
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "idle_after": getattr(getattr(request, "actor", None), "idle", None),
        "closed": closed(request),
        "to_confirm": to_confirm(request),
    }


def closed(request: HttpRequest) -> bool:
    """Whether what is sensitive is closed until they confirm that it is them. Not of one who only finds people."""
    actor = getattr(request, "actor", None)
    return actor is not None and not actor.confirmed and bool(actor.holders)


def to_confirm(request: HttpRequest) -> str:
    """The page that asks for a new proof, and back to this one. Nothing for somebody who is not signed in."""
    if getattr(request, "actor", None) is None:
        return ""
    back = request.get_full_path() if request.method == "GET" else "/"
    return f"{reverse('confirm')}?{urlencode({'next': back})}"
