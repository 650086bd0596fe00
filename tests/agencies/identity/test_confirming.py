"""The provider confirms that it is still them."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.agencies.identity.coming import AT_THE_TRUST, STRONG, said
from tests.agencies.issuer import Issuer
from tests.town import Town


def confirm(browser: Client, issuer: Issuer, subject: str, **claims: Any) -> None:
    location = browser.get(reverse("identity_confirm", args=["cis2"]), {"next": "/account/me/"}).url
    browser.get(issuer.vouch(location, subject, nhsid_nrbac_roles=[AT_THE_TRUST], **claims))


def confirmed(town: Town) -> bool:
    with town.database.superuser() as database:
        found = database.execute(
            "SELECT confirmed_at > core.now() - interval '1 minute' FROM access.session WHERE ended_at IS NULL"
            " AND human = %s ORDER BY opened_at DESC LIMIT 1",
            [town.human["visitor"]],
        ).fetchone()
    return bool(found and found[0])


def test_the_provider_confirms_that_it_is_still_them(signed_in: Client, town: Town, issuer: Issuer) -> None:
    assert "Use NHS Care Identity" in said(signed_in.get(reverse("confirm")))
    confirm(signed_in, issuer, "visitor-1", auth_time=int(time.time()), **STRONG)
    assert confirmed(town)
    with town.database.superuser() as database:
        left = "SELECT action, detail ->> 'proof' FROM audit_event WHERE action IN ('sign in', 'confirm') ORDER BY id"
        assert database.execute(left).fetchall()[-2:] == [
            ("sign in", "identity at cis2"),
            ("confirm", "identity at cis2"),
        ]
    assert issuer.asked[-1]["max_age"] == ["0"] and issuer.asked[-1]["prompt"] == ["login"]


@pytest.mark.parametrize(
    ("subject", "claims"),
    [
        ("visitor-1", {"auth_time": int(time.time()) - 3600, **STRONG}),  # of an hour ago: nobody was asked
        ("visitor-1", {"auth_time": "now", **STRONG}),
        ("visitor-1", {"auth_time": int(time.time()) + 3600, **STRONG}),
        ("visitor-1", {"auth_time": int(time.time())}),  # one factor
        ("somebody-else", {"auth_time": int(time.time()), **STRONG}),
    ],
)
def test_what_confirms_nothing(
    signed_in: Client, town: Town, issuer: Issuer, subject: str, claims: dict[str, Any]
) -> None:
    if claims.get("auth_time") not in (None, "now") and abs(claims["auth_time"] - time.time()) < 1800:
        claims = claims | {"auth_time": int(time.time())}
    confirm(signed_in, issuer, subject, **claims)
    assert not confirmed(town)
