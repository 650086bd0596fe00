"""How much one request may send. What is larger is refused by what it says of itself, before a byte of it is read.

Nothing that Kith takes today is larger: forms typed in, and definitions of forms. ASVS 5.0 V5.2.1.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kith.core import views

LARGEST = 5_000_000  # bytes


class Bodies:
    """Stands before everything that reads what was sent. A request that does not say how long it is sends nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal() or len(said) > 12 or int(said) > LARGEST:
            return views.too_large(request)
        return self.get_response(request)
