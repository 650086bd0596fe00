"""axe on every page of the desk, in a real browser, on a telephone and a laptop: no WCAG 2.2 A or AA violation."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from kith.core import frontend
from kith.core.session import TOKEN_COOKIE
from tests.agencies.served import served

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (320, 1280)
OWN = ("home", "find", "covered", "record", "register")
ABOUT = (
    "person", "chronology", "chronology_print", "family", "network", "details", "change_details", "access", "involve",
    "share", "open_in_emergency", "record_something",
)  # fmt: skip
CHANGES = ("name", "birth", "particular", "number", "address", "alert", "relative")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(chromium: Browser, town: Any, child: Any) -> Iterator[Any]:
    """A page of the browser for each width, signed in as somebody."""
    frontend.publish()
    with served() as address:
        yield lambda who, width: _page(chromium, address, town.token(who), width)


def _page(chromium: Browser, address: str, token: str, width: int) -> Page:
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 800})
    context.add_cookies([{"name": TOKEN_COOKIE, "value": token, "url": address}])
    return context.new_page()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_social_worker(desk, child, width):
    pages = [reverse(page) for page in OWN] + [reverse(page, args=[child]) for page in ABOUT]
    check(desk("sara", width), pages + [reverse("change", args=[child, what]) for what in CHANGES])


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_others(desk, child, width):
    check(desk("manager", width), [reverse("team"), reverse("person", args=[child])])
    check(desk("duty", width), [reverse("person", args=[child]), reverse("access", args=[child])])
    check(desk("officer", width), [reverse("home"), reverse("person", args=[child])])


def check(page: Page, addresses: list[str]) -> None:
    """No violation, nothing wider than the screen, nothing that the browser refused."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    wrong = {}
    for address in addresses:
        page.goto(address)
        found = Axe().run(page, options=WCAG).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        said = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found] + (
            [("too wide", [])] if wide else []
        )
        if said:
            wrong[address] = said
    page.context.close()
    assert wrong == {}
    assert [text for text in refused if "404" not in text] == []
