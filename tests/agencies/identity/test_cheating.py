"""What a provider that cheats, or somebody in between, gets: nothing."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from kith.agencies.identity.providers import Provider
from tests.agencies.accounts import Account
from tests.agencies.identity.coming import AT_THE_TRUST, BACK, STRONG, begin, come, configured, is_in, said
from tests.agencies.issuer import CLIENT, Claims, Issuer, another_key

CHEATS: dict[str, Callable[[Claims, Issuer], Any]] = {
    "for another audience": lambda c, i: c | {"aud": "somebody else"},
    "for others too": lambda c, i: c | {"aud": [CLIENT, "somebody else"]},
    "without an audience": lambda c, i: without(c, "aud"),
    "of another issuer": lambda c, i: c | {"iss": "https://elsewhere.example"},
    "without an issuer": lambda c, i: without(c, "iss"),
    "expired": lambda c, i: c | {"exp": int(time.time()) - 60},
    "without an end": lambda c, i: without(c, "exp"),
    "of tomorrow": lambda c, i: c | {"iat": int(time.time()) + 3600},
    "not valid yet": lambda c, i: c | {"nbf": int(time.time()) + 3600},
    "unsigned": lambda c, i: i.sign(c, "none", ""),
    "signed by another": lambda c, i: i.sign(c, key=another_key()),
    "signed by a key nobody has": lambda c, i: i.sign(c, key=another_key(), kid="another"),
    "signed with what is public": lambda c, i: shared(c),
    "with another nonce": lambda c, i: c | {"nonce": "another"},
    "without a nonce": lambda c, i: without(c, "nonce"),
    "about nobody": lambda c, i: without(c, "sub"),
    "no token": lambda c, i: "",
    "no JSON": lambda c, i: "a.b.c",
    "altered after signing": lambda c, i: cut(i.sign(c)),
}


def without(claims: Claims, name: str) -> Claims:
    return {key: value for key, value in claims.items() if key != name}


def shared(claims: Claims) -> str:
    """HS256 keyed with what the provider publishes: the oldest confusion of algorithms."""
    import jwt

    return jwt.encode(claims, "a key that anybody can know, long enough for its algorithm", "HS256")


def cut(token: str) -> str:
    head, body, signature = token.split(".")
    return f"{head}.{body}.{signature[:-6]}AAAAAA"


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_token_that_is(cheat: str, visitor: Account, browser: Client, issuer: Issuer) -> None:
    issuer.cheat = lambda claims: CHEATS[cheat](claims, issuer)
    answer = come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    assert answer.status_code == 401
    assert "That sign-in did not work" in said(answer)
    assert browser.get(reverse("choose_post")).url == reverse("account_login") and not is_in(browser)


def test_userinfo_about_somebody_else(visitor: Account, browser: Client, issuer: Issuer) -> None:
    issuer.userinfo = lambda claims: claims | {"sub": "somebody else"}
    assert come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG).status_code == 401


def test_the_state_of_another_browser(visitor: Account, browser: Client, issuer: Issuer) -> None:
    """Signing in as the attacker, planted by a link; or with a code that leaked."""
    back = issuer.vouch(begin(browser), "visitor-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG)
    victim = Client(headers={"host": "localhost"})
    begin(victim)
    assert victim.get(back).status_code == 401 and not is_in(victim)


@pytest.mark.parametrize("state", ["", "x", "0" * 32])
def test_no_such_state(visitor: Account, browser: Client, issuer: Issuer, state: str) -> None:
    back = issuer.vouch(begin(browser), "visitor-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG)
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert browser.get(BACK, {"code": code, "state": state}).status_code == 401


def test_an_answer_counts_once(visitor: Account, browser: Client, issuer: Issuer) -> None:
    back = issuer.vouch(begin(browser), "visitor-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG)
    assert browser.get(back).status_code == 302
    assert browser.get(back).status_code == 401
    thief = Client(headers={"host": "localhost"})
    state = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert thief.get(BACK, {"code": code, "state": state}).status_code == 401 and not is_in(thief)


def test_a_code_of_another_question(visitor: Account, browser: Client, issuer: Issuer) -> None:
    """Injected into one's own: state is right, the nonce is not."""
    stolen = issuer.vouch(begin(Client(headers={"host": "localhost"})), "visitor-1", **STRONG)
    state = parse_qs(urlsplit(begin(browser)).query)["state"][0]
    code = parse_qs(urlsplit(stolen).query)["code"][0]
    assert browser.get(BACK, {"code": code, "state": state}).status_code == 401


def test_an_answer_in_the_name_of_another_issuer(visitor: Account, browser: Client, issuer: Issuer) -> None:
    back = issuer.vouch(begin(browser), "visitor-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG)
    assert browser.get(back + "&iss=https://elsewhere.example").status_code == 401
    assert not is_in(browser)


def test_a_discovery_document_of_another_issuer(cis2: Provider, database: Any, browser: Client) -> None:
    other = replace(cis2, issuer=cis2.issuer.replace("localhost", "127.0.0.1"))
    with configured(other):
        answer = browser.post(reverse("openid_connect_login", args=["cis2"]))
    # the server at that address calls itself by another name
    assert answer.status_code in (302, 401)
    assert answer.status_code == 401 or urlsplit(answer.url).hostname == "127.0.0.1"


def test_a_provider_that_is_away(cis2: Provider, database: Any, browser: Client) -> None:
    with configured(replace(cis2, issuer="http://localhost:9")):
        answer = browser.post(reverse("openid_connect_login", args=["cis2"]))
    assert answer.status_code == 401 and "Try again from the start" in said(answer)


def test_one_who_changes_their_mind(cis2: Provider, database: Any, browser: Client, issuer: Issuer) -> None:
    state = parse_qs(urlsplit(begin(browser)).query)["state"][0]
    answer = browser.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert "You came back without signing in" in said(answer)


@pytest.mark.parametrize("name", ["nobody", "../x", "cis2%00"])
def test_no_such_provider(cis2: Provider, database: Any, browser: Client, name: str) -> None:
    assert browser.post(f"/sign-in/with/{name}/").status_code == 404
