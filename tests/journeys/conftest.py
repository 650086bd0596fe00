"""The demo region behind a real server, and a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright

from kith.core import frontend
from kith.demo import marker
from tests.agencies.served import served
from tests.browser import HEADLESS
from tests.conftest import server

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=HEADLESS, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(county: Any) -> Iterator[str]:
    """Where the demo is served; its database bears the demo's mark."""
    frontend.publish()
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        marker.write(admin, county.name, marker.MADE)
    with override_settings(ROOT_URLCONF="tests.agencies.demo_urls"), served() as at:
        yield at


@pytest.fixture
def come_in(chromium: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """Sign in with the button that bears a name, in a browser of its own."""
    contexts = []

    def as_somebody(name: str) -> Page:
        context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto("/demo/", wait_until="commit")
        page.get_by_role("button", name=name, exact=True).first.click()
        return page

    yield as_somebody
    for context in contexts:
        context.close()
