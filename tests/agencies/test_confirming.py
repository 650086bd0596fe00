"""A session knows when its human last proved that it is them; what is of weight asks for a proof that is new."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from kith.access.door import as_post, confirm_session, open_session
from kith.core import held
from kith.core.errors import Unconfirmed
from kith.core.session import TOKEN_COOKIE, entered, require_recent
from tests.agencies.accounts import PASSWORD, Account, code_of
from tests.agencies.conftest import MakeAccount
from tests.town import Town


@pytest.fixture(autouse=True)
def weighty() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.agencies.weighty_urls"):
        yield


@pytest.fixture
def sara(account: MakeAccount) -> Account:
    return account("sara")


@pytest.fixture
def signed_in(sara: Account, town: Town, browser: Client) -> Client:
    """Sara's browser. She signed in an hour ago."""
    sara.sign_in(browser)
    hours_pass(town)
    cache.clear()  # the code of these thirty seconds, once more
    return browser


def hours_pass(town: Town) -> None:
    with town.database.superuser() as database:
        database.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 hour'")


def proved(town: Town, token: str) -> Any:
    with town.database.superuser() as database:
        (at,) = database.execute(
            "SELECT confirmed_at FROM access.session WHERE token_hash = sha256(convert_to(%s, 'UTF8'))", [token]
        ).fetchone()
    return at


def test_who_has_just_signed_in_is_asked_nothing(sara: Account, browser: Client) -> None:
    sara.sign_in(browser)
    assert "done" in browser.post("/weighty/").text


def test_what_was_typed_is_kept_and_sent_again(sara: Account, signed_in: Client) -> None:
    typed = {"words": ["<b>first</b>\nline", "second"], "csrfmiddlewaretoken": "x"}
    asked = signed_in.post("/weighty/?a=1", typed)
    assert asked.url == reverse("confirm")
    page = signed_in.get(asked.url).text
    assert "What you typed is kept" in page and "Use a code" in page and "Use a passkey" not in page
    on = f"{reverse('confirmed')}?next=/"
    assert signed_in.get(on).url.startswith(reverse("confirm"))  # not yet
    confirmed = signed_in.post(reverse("mfa_reauthenticate"), {"code": code_of(sara.secret), "next": on})
    assert confirmed.url == on
    page = signed_in.get(on).text
    assert 'action="/weighty/?a=1"' in page and "&lt;b&gt;first&lt;/b&gt;" in page and "csrfmiddlewaretoken" in page
    assert "done" in signed_in.post("/weighty/?a=1", typed).text
    assert signed_in.get(on).url == "/"  # let go


def test_a_page_that_was_opened_is_gone_back_to(signed_in: Client) -> None:
    assert signed_in.get("/weighty/?b=2").url == f"{reverse('confirm')}?next=%2Fweighty%2F%3Fb%3D2"
    page = signed_in.get(reverse("confirm"), {"next": "/weighty/?b=2"}).text
    on = f"{reverse('confirmed')}?{urlencode({'next': '/weighty/?b=2'})}"
    assert f"{reverse('mfa_reauthenticate')}?{urlencode({'next': on})}" in page
    assert "elsewhere" not in signed_in.get(f"{reverse('confirm')}?next=https://elsewhere.example/").text


def test_it_leaves_its_event_and_nothing_else(town: Town, signed_in: Client) -> None:
    signed_in.post("/weighty/")
    with town.database.superuser() as database:
        found = database.execute("SELECT action, detail->>'page' FROM audit_event ORDER BY id DESC LIMIT 1").fetchone()
    assert found == ("to be confirmed", "weighty")


def test_what_is_held_lies_encrypted_and_is_for_its_human_alone(town: Town, signed_in: Client) -> None:
    signed_in.post("/weighty/", {"words": "CANARY"})
    kept = signed_in.session[held.PLACE]
    assert "CANARY" not in kept
    key = signed_in.cookies[held.COOKIE].value

    def opened(human: int, key: str) -> Any:
        request = type("Request", (), {"session": {held.PLACE: kept}, "COOKIES": {held.COOKIE: key}})()
        return held.held(request, human)

    assert opened(town.human["sara"], key).fields == [("words", "CANARY")]
    assert opened(town.human["mo"], key) is None
    assert opened(town.human["sara"], "another") is None


def test_too_much_is_said_not_lost(signed_in: Client) -> None:
    answer = signed_in.post("/weighty/", {"words": "x" * held.MOST})
    assert answer.status_code == 403 and "send this again" in answer.text


def test_a_fragment_is_told(signed_in: Client) -> None:
    assert signed_in.post("/weighty/", headers={"HX-Request": "true"}).status_code == 428


def test_a_password_alone_confirms_nothing(signed_in: Client) -> None:
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/weighty/"})
    assert signed_in.get("/weighty/").url.startswith(reverse("confirm"))


def test_nobody_confirms_the_session_of_another(sara: Account, town: Town, signed_in: Client) -> None:
    """Signed in as Sara, with the token of Mo's session in the browser: Sara's code says nothing of Mo."""
    token = town.token("mo")
    hours_pass(town)
    before = proved(town, token)
    signed_in.cookies[TOKEN_COOKIE] = token
    signed_in.post(reverse("mfa_reauthenticate"), {"code": code_of(sara.secret), "next": "/"})
    assert proved(town, token) == before
    assert not confirm_session(token, town.human["sara"])
    assert confirm_session(token, town.human["mo"]) and proved(town, token) != before


def test_another_post_brings_no_newer_proof(town: Town) -> None:
    first = town.token("mo")
    hours_pass(town)
    follows = open_session(town.human["mo"], town.post["mo"], earlier=first)
    assert proved(town, follows) == proved(town, first)
    of_another = open_session(town.human["sara"], town.post["sara"], earlier=first)
    assert proved(town, of_another) is None
    with pytest.raises(Unconfirmed), entered(of_another):
        require_recent()


def test_work_that_nobody_sits_at_is_not_asked(town: Town) -> None:
    with as_post(town.post["sara"], "job"):
        require_recent(1)
