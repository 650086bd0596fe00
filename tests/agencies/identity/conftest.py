"""A real provider, who can be told to cheat, and those who come from it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from kith.agencies.identity.providers import Place, Provider
from tests.agencies.accounts import Account
from tests.agencies.conftest import MakeAccount
from tests.agencies.identity.coming import AT_THE_TRUST, CHILDREN, CLERK, NURSE, STRONG, TRUST, bind, come, configured
from tests.agencies.issuer import CLIENT, SECRET, Issuer, issuing
from tests.town import Town


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture(autouse=True)
def honest(issuer: Issuer) -> None:
    issuer.cheat = issuer.userinfo = None
    issuer.asked.clear()
    issuer.exchanged.clear()


@pytest.fixture
def cis2(issuer: Issuer) -> Iterator[Provider]:
    places = {
        "RXX01": Place(TRUST, False, {"on_call": frozenset({NURSE})}),
        "E9999": Place(CHILDREN, False, {"finder": frozenset({CLERK})}),
    }
    provider = Provider("cis2", "NHS Care Identity", "cis2", issuer.address, CLIENT, SECRET, places)
    with configured(provider):
        yield provider


@pytest.fixture
def visitor(account: MakeAccount, cis2: Provider) -> Account:
    """Of the trust, with an identity and no second factor of Kith's own."""
    found = account("visitor", second_factor=False)
    bind(found, "visitor-1")
    return found


@pytest.fixture
def sara(account: MakeAccount, cis2: Provider) -> Account:
    found = account("sara")
    bind(found, "sara-1")
    return found


@pytest.fixture
def signed_in(visitor: Account, town: Town, browser: Client, issuer: Issuer) -> Client:
    """An hour ago, by an identity."""
    come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    browser.get(reverse("choose_post"))
    with town.database.superuser() as database:
        database.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 hour'")
    return browser
