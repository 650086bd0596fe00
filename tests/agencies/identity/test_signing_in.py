"""Signing in with an identity of one's organisation, against a real provider."""

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from kith.agencies.identity.providers import Provider
from tests.agencies.accounts import Account
from tests.agencies.identity.coming import AT_THE_COUNCIL, AT_THE_TRUST, BACK, STRONG, TRUST, come, is_in, said
from tests.agencies.issuer import CLIENT, SECRET, Issuer


def test_two_factors_at_the_provider_lead_all_the_way_in(visitor: Account, browser: Client, issuer: Issuer) -> None:
    answer = come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    assert answer.url == reverse("choose_post")
    assert browser.get(answer.url).url == "/"
    assert TRUST.replace("'", "&#39;") in said(browser.get("/account/me/"))


def test_what_is_asked_and_exchanged(visitor: Account, browser: Client, issuer: Issuer) -> None:
    come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    asked, exchanged = issuer.asked[0], issuer.exchanged[0]
    assert asked["response_type"] == ["code"] and asked["client_id"] == [CLIENT]
    assert asked["code_challenge_method"] == ["S256"] and len(asked["code_challenge"][0]) >= 43
    assert asked["acr_values"] == ["AAL3_ANY"] and "openid" in asked["scope"][0].split()
    assert len(asked["state"][0]) >= 32 and len(asked["nonce"][0]) >= 32
    assert asked["redirect_uri"] == [f"http://localhost{BACK}"]
    assert len(exchanged["code_verifier"]) >= 43 and exchanged["client_secret"] == SECRET


def test_one_factor_at_the_provider_and_kiths_own(sara: Account, browser: Client, issuer: Issuer) -> None:
    answer = come(browser, issuer, "sara-1", AT_THE_COUNCIL, authentication_assurance_level="1")
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(browser)
    sara.give_code(browser)
    assert browser.get(reverse("choose_post")).url == "/" and is_in(browser)


def test_one_factor_alone_opens_nothing(visitor: Account, browser: Client, issuer: Issuer) -> None:
    come(browser, issuer, "visitor-1", AT_THE_TRUST)
    assert browser.get(reverse("choose_post")).url == reverse("enrol")
    assert not is_in(browser)


def test_two_factors_must_be_said_in_what_is_signed(visitor: Account, browser: Client, issuer: Issuer) -> None:
    """Not in what the userinfo endpoint adds."""
    issuer.userinfo = lambda claims: claims | STRONG
    come(browser, issuer, "visitor-1", AT_THE_TRUST)
    assert browser.get(reverse("choose_post")).url == reverse("enrol")


def test_where_one_wanted_to_go(visitor: Account, browser: Client, issuer: Issuer) -> None:
    answer = browser.post(reverse("openid_connect_login", args=["cis2"]), {"next": "/account/me/"})
    browser.get(issuer.vouch(answer.url, "visitor-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG))
    assert browser.get(reverse("choose_post")).url == "/account/me/"


def test_nobody_is_sent_elsewhere(visitor: Account, browser: Client, issuer: Issuer) -> None:
    answer = browser.post(reverse("openid_connect_login", args=["cis2"]), {"next": "https://elsewhere.example/"})
    browser.get(issuer.vouch(answer.url, "visitor-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG))
    assert browser.get(reverse("choose_post")).url == "/"


def test_a_link_to_it_signs_nobody_in(visitor: Account, browser: Client) -> None:
    assert browser.get(reverse("openid_connect_login", args=["cis2"])).status_code == 405


def test_nothing_of_what_the_provider_says_is_kept(visitor: Account, browser: Client, issuer: Issuer) -> None:
    come(browser, issuer, "visitor-1", AT_THE_TRUST, name="Vera Visitor", **STRONG)
    assert SocialAccount.objects.get(user=visitor.user).extra_data == {}
    assert not SocialToken.objects.exists()


def test_the_page_offers_it_and_may_lead_there(cis2: Provider, database: Any, browser: Client, issuer: Issuer) -> None:
    answer = browser.get(reverse("account_login"))
    assert "Sign in with NHS Care Identity" in said(answer)
    assert f"form-action 'self' {issuer.address};" in answer.headers["Content-Security-Policy"]
