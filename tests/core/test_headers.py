"""Every address answers with every header, whoever asks and whatever comes of it."""

from typing import Any

import pytest
from django.test import Client

from kith.core import frontend
from kith.core.csp import HEADERS
from kith.core.session import TOKEN_COOKIE
from tests.sweep.addresses import addresses

ADDRESSES = [address.name for address in addresses().values() if address.group != "demo"]


@pytest.fixture(scope="module")
def browsers(town: Any) -> list[Client]:
    frontend.publish()
    nobody, sara = Client(raise_request_exception=False), Client(raise_request_exception=False)
    sara.cookies[TOKEN_COOKIE] = town.token("sara")
    return [nobody, sara]


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address(browsers: list[Client], name: str) -> None:
    for browser in browsers:
        told = browser.get(addresses()[name].at()).headers
        assert "no-store" in told["Cache-Control"]
        assert {header: told[header] for header in HEADERS if header != "Cache-Control"} == {
            header: words for header, words in HEADERS.items() if header != "Cache-Control"
        }
        policy = told["Content-Security-Policy"]
        assert "require-trusted-types-for 'script'" in policy and "unsafe" not in policy


def test_static_files(browsers: list[Client]) -> None:
    from django.templatetags.static import static

    told = browsers[0].get(static("built/kith.css")).headers
    assert told["Content-Security-Policy"].startswith("default-src 'none'")
    assert told["X-Content-Type-Options"] == "nosniff" and told["Cross-Origin-Resource-Policy"] == "same-origin"


def test_signing_out_clears_the_browser(browsers: list[Client]) -> None:
    from django.urls import reverse

    assert browsers[0].get(reverse("signed_out")).headers["Clear-Site-Data"] == '"cache", "storage"'
