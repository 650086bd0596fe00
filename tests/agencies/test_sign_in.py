"""Signing in over HTTP: password, second factor, post; and everything that must not get through."""

import pytest
from django.test import Client
from django.urls import reverse

from kith.core.session import TOKEN_COOKIE
from tests.agencies.accounts import code_of
from tests.agencies.conftest import MakeAccount
from tests.town import Town

CLOSED = "/account/"  # any address that needs a session


def test_password_and_code_open_a_session_in_the_only_post(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    assert sara.give_password(browser).url == reverse("mfa_authenticate")
    assert TOKEN_COOKIE not in browser.cookies
    assert sara.give_code(browser).url == reverse("choose_post")
    answer = browser.get(reverse("choose_post"))
    assert answer.status_code == 302
    assert answer.url == "/"
    cookie = answer.cookies[TOKEN_COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"]
    assert browser.get(CLOSED).status_code == 200


def test_wrong_password(account: MakeAccount, browser: Client) -> None:
    answer = account("sara").give_password(browser, "three random wards")
    assert answer.status_code == 200
    assert "The email address or the password is not right." in answer.content.decode()
    assert browser.get(reverse("mfa_authenticate")).status_code == 302
