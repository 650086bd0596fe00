"""Off one machine cookies are bound to the host by their names; on it they are plain, for it has no TLS."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from kith.core.cookies import HostCookies
from kith.core.session import TOKEN_COOKIE


def _asked(cookies: str) -> tuple[dict[str, str], HttpResponse]:
    """What a page is told, and what leaves."""
    seen: dict[str, str] = {}

    def page(request: HttpRequest) -> HttpResponse:
        seen.update(request.COOKIES)
        response = HttpResponse()
        response.set_cookie(TOKEN_COOKIE, 'new "one"', httponly=True, samesite="Lax", max_age=60)
        response.delete_cookie("kith_held")
        return response

    answer = HostCookies(page)(RequestFactory().get("/", headers={"cookie": cookies}))
    assert isinstance(answer, HttpResponse)
    return seen, answer


@override_settings(SESSION_COOKIE_SECURE=True)
def test_bound_to_the_host() -> None:
    _, answer = _asked("")
    assert set(answer.cookies) == {"__Host-kith_token", "__Host-kith_held"}
    for cookie in answer.cookies.values():
        assert cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]
    token = answer.cookies["__Host-kith_token"]
    assert token["httponly"] and token["samesite"] == "Lax" and token["max-age"] == 60 and token.value == 'new "one"'
    assert answer.cookies["__Host-kith_held"]["max-age"] == 0
    assert token.OutputString().startswith("__Host-kith_token=")


@override_settings(SESSION_COOKIE_SECURE=True)
@pytest.mark.parametrize("planted", ["kith_token=theirs", "__host-kith_token=theirs", "__Secure-kith_token=theirs"])
def test_one_that_another_host_planted_is_not_heard(planted: str) -> None:
    seen, _ = _asked(f"{planted}; __Host-kith_token=ours")
    assert seen["kith_token"] == "ours"
    seen, _ = _asked(planted)
    assert "kith_token" not in seen


def test_on_one_machine_they_are_plain() -> None:
    seen, answer = _asked("kith_token=mine")
    assert seen == {"kith_token": "mine"} and set(answer.cookies) == {"kith_token", "kith_held"}
