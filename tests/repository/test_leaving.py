"""What is about a person leaves Kith after it was said to whom and why (docs/decisions/0054-disclosure.md).

Every address about a person is followed through the functions that its view calls: where one of them makes a file or a
page for paper, one of them asks first, or the address stands below with the reason why nothing leaves there.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from tests.sweep.addresses import addresses, patterns

HANDS_OUT = re.compile(r"Content-Disposition|content_type=|as_csv\(|(?:print|paper)\.html|FileResponse|StreamingHttp")
ASKS = "asked_to_leave"

STAYS = {  # what makes something else than a page, and why nothing leaves by it
    "document_picture": "a picture inside a page of the record, drawn anew; it has the event of that page",
    "document_page": "the same of one page of a PDF; the file itself leaves by document_file, which asks",
    "fix_bundle": "drawn to be known by its digest, and handed to nobody: it leaves by bundle_pdf, which asks",
}


def reached(view: Callable[..., Any]) -> Iterator[FunctionType]:
    """The functions of Kith's pages that are run for a view, each once, as far as their names say."""
    seen: set[FunctionType] = set()
    waiting = [inspect.unwrap(view)]
    while waiting:
        function = waiting.pop()
        if isinstance(function, FunctionType) and function not in seen and _ours(function):
            seen.add(function)
            yield function
            named = function.__code__.co_names + tuple(n for c in _inside(function.__code__) for n in c.co_names)
            waiting += [inspect.unwrap(f) for n in named if callable(f := function.__globals__.get(n))]


def _inside(code: Any) -> Iterator[Any]:
    """Functions that are written inside a function."""
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield constant
            yield from _inside(constant)


def _ours(function: FunctionType) -> bool:
    return function.__module__.startswith(("kith.desk", "tests."))


def hands_out(view: Callable[..., Any]) -> bool:
    return any(HANDS_OUT.search(inspect.getsource(f)) for f in reached(view) if f.__name__ != ASKS)


def asks(view: Callable[..., Any]) -> bool:
    return any(f.__name__ == ASKS for f in reached(view))


@pytest.fixture(scope="module")
def about(database: Any) -> dict[str, Callable[..., Any]]:
    """Every address about a person → its view."""
    return {name: p.callback for name, p in patterns().items() if "person" in p.pattern.regex.groupindex}


def test_what_hands_something_out_asks_first(about) -> None:
    """With asked_to_leave (kith/desk/rights/leaving.py), or STAYS says why nothing leaves."""
    assert {n for n, view in about.items() if hands_out(view) and not asks(view)} == set(STAYS)


def test_whoever_asks_reads_the_answer_from_the_address(about) -> None:
    asking = {n for n, view in about.items() if asks(view)}
    assert len(asking) >= 10
    assert {n for n in asking if "leaves" not in addresses()[n].takes} == set()


def leaky(request: HttpRequest) -> HttpResponse:
    """A view that hands out a file by a function that it calls, and asks nobody."""
    return _file()


def _file() -> HttpResponse:
    return HttpResponse(b"", headers={"Content-Disposition": "attachment"})


def test_a_view_that_hands_out_without_asking_is_noticed() -> None:
    assert hands_out(leaky) and not asks(leaky)
