"""Coming with an identity of one's organisation, as the tests do it."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.test import Client, override_settings
from django.urls import reverse

from kith.agencies.identity.providers import Provider
from tests.agencies.accounts import Account
from tests.agencies.issuer import Issuer
from tests.town import Town

CHILDREN, TRUST = "Larkshire Children's Services", "Larkshire Community NHS Trust"
NURSE, CLERK = "S8000:G8000:R8001", "S8000:G8000:R8010"
AT_THE_TRUST = {"org_code": "RXX01", "role_code": NURSE}
AT_THE_COUNCIL = {"org_code": "E9999", "role_code": CLERK}
STRONG = {"authentication_assurance_level": "3"}
BACK = "/sign-in/with/cis2/back/"


def configured(*providers: Provider) -> Any:
    return override_settings(
        IDENTITY_PROVIDERS={one.id: one for one in providers},
        FORM_TARGETS=[one.origin for one in providers],
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [one.app for one in providers]}},
    )


def bind(account: Account, subject: str, provider: str = "cis2") -> None:
    SocialAccount.objects.filter(user=account.user).delete()
    SocialAccount.objects.create(user=account.user, provider=provider, uid=subject)


def begin(browser: Client, name: str = "openid_connect_login", **more: Any) -> str:
    """Where Kith sends the browser."""
    answer = browser.post(reverse(name, kwargs={"provider_id": "cis2", **more}))
    assert answer.status_code == 302, answer.content
    return str(answer.url)


def come(browser: Client, issuer: Issuer, subject: str, *roles: Any, **claims: Any) -> Any:
    """There and back; the answer of the page to which one comes back."""
    return browser.get(issuer.vouch(begin(browser), subject, nhsid_nrbac_roles=list(roles), **claims))


def is_in(browser: Client) -> bool:
    return browser.get("/account/me/").status_code == 200


def said(answer: Any) -> str:
    return str(answer.content.decode())


def newest_event(town: Town) -> dict[str, Any]:
    with town.database.superuser() as database:
        found = database.execute("SELECT detail FROM audit_event WHERE action = 'administer' ORDER BY id DESC LIMIT 1")
        return dict(found.fetchone()[0])
