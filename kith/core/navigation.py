"""What the frame of every page links to. Apps on higher floors add their entries in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse

Place = Literal["menu", "action", "leave"]  # the navigation; the button always in reach; the way out (a POST)


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, as the frame shows them. The session middleware sets it as `request.me`."""

    name: str
    post: str
    organisation: str
    roles: frozenset[str] = frozenset()
    recovering: bool = False


@dataclass(frozen=True)
class Entry:
    text: str
    page: str  # name of the URL
    place: Place
    order: int
    shown: Callable[[SignedIn], bool]


_entries: list[Entry] = []


def add(
    text: str, page: str, *, place: Place = "menu", order: int = 50, shown: Callable[[SignedIn], bool] = lambda me: True
) -> None:
    """Link `page` (a URL's name, without arguments) from every page, for those whom `shown` lets through."""
    _entries.append(Entry(text, page, place, order, shown))


def links(request: HttpRequest, place: Place) -> list[dict[str, object]]:
    """Links of one place for whoever is signed in, as GOV.UK's service navigation takes them."""
    me = getattr(request, "me", None)
    if me is None:
        return []
    entries = sorted((e for e in _entries if e.place == place and e.shown(me)), key=lambda e: e.order)
    return [_link(entry, request.path) for entry in entries]


def _link(entry: Entry, path: str) -> dict[str, object]:
    href = reverse(entry.page)
    return {"text": entry.text, "href": href, "current": path == href, "active": href != "/" and path.startswith(href)}
