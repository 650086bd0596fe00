"""What every page is given: who is signed in, where they can go, whom to ring."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

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
    }
