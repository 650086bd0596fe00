"""Every address is walked: what is open without a session is on the list, and every page of sign-in is Kith's own."""

from collections.abc import Iterator

import pytest
from django.template import engines
from django.template.loader import get_template
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from kith.agencies import urls
from kith.agencies.threshold import OPEN_ON_ARRIVAL, OPEN_TO_ALL
from tests.agencies.conftest import MakeAccount

DISABLED = ("account_signup", "account_email", "account_set_password", "account_confirm_email", "socialaccount_signup",
            "account_email_verification_sent", "mfa_download_recovery_codes", "account_request_login_code")  # fmt: skip
SAMPLES = {"uidb36": "a", "key": "b", "slug": "x", "uuid": "6f1c9d2e-3b1f-4c44-9d0c-0a4f5f1f9a11", "int": 1, "str": "x"}


def named(patterns: list[URLPattern | URLResolver], route: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns, route + str(pattern.pattern))
        else:
            yield pattern.name or route + str(pattern.pattern), pattern


def address(name: str, pattern: URLPattern) -> str:
    """The address, with something in the place of every part that varies."""
    parts = pattern.pattern.regex.groupindex
    converters = pattern.pattern.converters
    given = {part: SAMPLES.get(part) or _sample(converters.get(part)) for part in parts}
    return reverse(name, kwargs=given)


def _sample(converter: object) -> object:
    kind = type(converter).__name__.removesuffix("Converter").lower().removeprefix("string")
    return SAMPLES.get(kind, "x")


@pytest.mark.parametrize("name", sorted(dict(named(urls.urlpatterns))))
def test_pages_of_sign_in_are_open_or_closed_as_listed(name: str, database: object, browser: Client) -> None:
    answer = browser.get(address(name, dict(named(urls.urlpatterns))[name]))
    sent_to_sign_in = answer.status_code == 302 and "?next=" in answer.url
    assert sent_to_sign_in == (name not in OPEN_TO_ALL)


def test_everything_else_is_closed(database: object, browser: Client) -> None:
    let_through = set()
    for name, pattern in named(get_resolver().url_patterns):
        if name in OPEN_TO_ALL:
            continue
        answer = browser.get(address(name, pattern))
        if answer.status_code != 302 or not answer.url.startswith(reverse("account_login")):
            let_through.add(name)
    assert not let_through


def test_the_lists_name_addresses_that_exist() -> None:
    there = {name for name, _ in named(get_resolver().url_patterns)}
    assert (OPEN_TO_ALL | OPEN_ON_ARRIVAL) - there <= {"demo_door", "demo_enter", "health"}


def test_a_form_sent_without_a_session_is_not_taken(database: object, browser: Client) -> None:
    assert browser.post(reverse("add_practitioner"), {"name": "x"}).url == reverse("account_login")


@pytest.mark.parametrize("name", DISABLED)
def test_pages_that_kith_does_not_have(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/accounts/signup/", "/signup/", "/accounts/email/", "/3rdparty/signup/", "/demo/"])
def test_addresses_that_kith_does_not_have(path: str, account: MakeAccount, browser: Client) -> None:
    assert browser.get(path).status_code == 404
    account("sara").sign_in(browser)
    assert browser.get(path).status_code == 404


def templates() -> set[str]:
    """Names of the templates that the views of sign-in render."""
    found = {
        "429.html",
        "agencies/enrol.html",
        "socialaccount/authentication_error.html",
        "agencies/identity_unknown.html",
    }
    for _, pattern in named(urls.urlpatterns):
        inner = pattern.callback
        while not hasattr(inner, "view_class") and inner.__closure__ and callable(inner.__closure__[0].cell_contents):
            inner = inner.__closure__[0].cell_contents
        view = getattr(inner, "view_class", None)
        if view is not None and getattr(view, "template_name", None):
            found.add(view.template_name)
    return found


def test_every_page_of_sign_in_is_a_jinja_template_of_kith() -> None:
    pages = templates()
    assert len(pages) > 12
    for name in pages:
        assert get_template(name).backend is engines["jinja2"], name
