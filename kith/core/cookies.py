"""Off one machine every cookie is called `__Host-...` on its way: bound to this host, whole and by TLS alone.

Another host of the same domain can set a cookie for the domain, under our name; it cannot under this one (RFC 6265bis,
section 4.1.3.2; OWASP ASVS 5.0, V3.3.1 and V3.3.3). In one place: Kith's pages and Django's parts need not know.
"""

from collections.abc import Callable
from http.cookies import Morsel, SimpleCookie
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PREFIX = "__Host-"


class HostCookies:
    """The outermost: what came without the prefix did not come from us, and nothing leaves without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.SESSION_COOKIE_SECURE:
            return self.get_response(request)
        told = request.COOKIES.items()
        request.COOKIES = {name[len(PREFIX) :]: value for name, value in told if name.startswith(PREFIX)}
        response = self.get_response(request)
        response.cookies = _prefixed(response.cookies)
        return response


def _prefixed(cookies: SimpleCookie) -> SimpleCookie:
    """The same, as browsers demand of the name: secure, for the whole host, for no other."""
    sent: SimpleCookie = SimpleCookie()
    for name, cookie in cookies.items():
        one: Morsel[Any] = Morsel()
        one.set(PREFIX + name, cookie.value, cookie.coded_value)
        one.update(cookie)
        one["secure"], one["path"], one["domain"] = True, "/", ""
        dict.__setitem__(sent, PREFIX + name, one)
    return sent
