"""Headers that keep a page from running, embedding, leaking or leaving behind what it should not.

OWASP ASVS 5.0, V3.4 (browser security headers) and V14.3.2 (no caching of sensitive data). Why so, and what Trusted
Types leave open: docs/decisions/0032-trusted-types.md.
"""

import secrets
from collections.abc import Callable, MutableMapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'nonce-{nonce}' 'strict-dynamic'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action {forms}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types kith",  # the one policy, which frontend/build.mjs gives to htmx alone
    ]
)
UNUSED = (  # what a browser could do for a page, and Kith's pages never ask for
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Cache-Control": "no-store",  # also on the pages before sign-in: nobody's way in stays on a shared machine
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}


def forms() -> str:
    """Where a form may lead: browsers follow its redirections too, and signing in elsewhere begins with one."""
    return " ".join(["'self'", *getattr(settings, "FORM_TARGETS", ())])


class ContentSecurityPolicy:
    """Middleware. Stands below WhiteNoise (static files may be cached) and above everything else.

    Sets `request.csp_nonce`, which `core.page.frame` gives to the page. A header that a view set itself is left.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined] # read by core.page.frame
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce, forms=forms()))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def on_static_files(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Static files pass above the middleware: they may be kept, run nothing of their own, and are nobody else's."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
