"""axe, and a phone's width, on the pages of lost devices and of identities of others."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from kith.agencies.identity.providers import Place, Provider
from kith.core.session import TOKEN_COOKIE
from tests.agencies.accounts import PASSWORD
from tests.agencies.conftest import MakeAccount
from tests.agencies.served import served
from tests.agencies.test_passkeys import NO_AUTOFILL, WCAG
from tests.agencies.test_recovery import as_colleague
from tests.browser import HEADLESS
from tests.town import Town

PLACES = {"RXX01": Place("Larkshire Community NHS Trust", False, {})}
CIS2 = Provider("cis2", "NHS Care Identity", "cis2", "http://localhost:9", "kith", "secret", PLACES)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=HEADLESS, args=arguments)
        yield browser
        browser.close()


def wrong(page: Page, name: str) -> list[str]:
    """What axe finds, and whether it is wider than a phone; at both widths the page can be looked at."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{name} {width}: {v['id']}" for v in Axe().run(page, options=WCAG).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name} {width}: too wide")
        if os.environ.get("SHOTS"):
            page.screenshot(path=f"{os.environ['SHOTS']}/{name}-{width}.png", full_page=True)
    return found


def signed_in(chromium: Browser, address: str, town: Town, key: str) -> Page:
    context = chromium.new_context(base_url=address)
    token = as_colleague(town, key).cookies[TOKEN_COOKIE].value
    context.add_cookies([{"name": TOKEN_COOKIE, "value": token, "url": address}])
    return context.new_page()


def test_pages_of_lost_devices_and_identities(
    town: Town, account: MakeAccount, published: None, chromium: Browser, database: Any
) -> None:
    sara = account("sara")
    given = {"cis2": CIS2}
    apps = {"openid_connect": {"APPS": [CIS2.app]}}
    with override_settings(IDENTITY_PROVIDERS=given, SOCIALACCOUNT_PROVIDERS=apps), served() as address:
        context = chromium.new_context(base_url=address)
        context.add_init_script(NO_AUTOFILL)
        page = context.new_page()
        page.goto(reverse("account_login"))
        found = wrong(page, "sign-in")
        page.goto(reverse("identity_unknown"))
        found += wrong(page, "identity-unknown")
        page.goto(reverse("account_login"))
        page.get_by_label("Work email address").fill(sara.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="I have lost my phone").click()
        page.get_by_role("button", name="Ask").click()
        found += wrong(page, "lost")
        page.goto(mail.outbox[-1].body.split("stop it here: ")[1].split()[0])
        found += wrong(page, "lost-stop")
        manager = signed_in(chromium, address, town, "manager")
        manager.goto(reverse("recoveries"))
        found += wrong(manager, "lost-vouch")
        manager.get_by_role("button", name="Vouch for Sara").click()
        found += wrong(manager, "lost-vouch-wrong")
        hers = signed_in(chromium, address, town, "sara")
        hers.goto(reverse("my_account"))
        found += wrong(hers, "lost-told")
    assert found == []
