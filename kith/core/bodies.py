"""How much one request may send. What is larger is refused by what it says of itself, before a byte of it is read.

Forms that are typed in are small; a page that takes a file says so (`takes_files`) and takes one of the size that the
installation allows. ASVS 5.0 V5.2.1.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from kith.core import views

LARGEST = 5_000_000  # bytes
BESIDE = 1_000_000  # bytes: what is typed beside a file
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """A view to which a file may be sent."""
    view.takes_files = True  # type: ignore[attr-defined] # read below
    return view


def largest(path: str) -> int:
    """How many bytes an address takes."""
    try:
        takes = hasattr(resolve(path).func, "takes_files")
    except Resolver404:
        takes = False
    return settings.LARGEST_FILE + BESIDE if takes else LARGEST


class Bodies:
    """Stands before everything that reads what was sent. A request that does not say how long it is sends nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal() or len(said) > 12 or (int(said) > LARGEST and int(said) > largest(request.path_info)):
            return views.too_large(request)
        return self.get_response(request)
