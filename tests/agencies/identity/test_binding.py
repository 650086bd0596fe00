"""Whose identity it is: bound by an invitation or by its owner, and by nobody else."""

import re
from dataclasses import replace

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse

from kith.agencies.identity.providers import Provider
from kith.agencies.models import Practitioner
from tests.agencies.accounts import PASSWORD, Account
from tests.agencies.conftest import MakeAccount
from tests.agencies.identity.coming import (
    AT_THE_COUNCIL,
    AT_THE_TRUST,
    STRONG,
    begin,
    come,
    configured,
    is_in,
    newest_event,
    said,
)
from tests.agencies.issuer import Issuer
from tests.town import Town


def test_an_identity_tied_to_nobody_is_told_whom_to_ask(
    account: MakeAccount, cis2: Provider, browser: Client, issuer: Issuer
) -> None:
    account("mo")
    unknown = come(browser, issuer, "nobody-1", AT_THE_COUNCIL, **STRONG)
    assert unknown.url == reverse("identity_unknown")
    page = said(browser.get(unknown.url))
    assert "Kith administrator for one" in page and not is_in(browser)


def test_the_address_of_somebody_else_opens_nothing(
    account: MakeAccount, cis2: Provider, browser: Client, issuer: Issuer
) -> None:
    """Whoever runs a provider, or changes their address there, is nobody else by it, and learns nothing of accounts."""
    account("mo")
    there = come(browser, issuer, "thief-1", AT_THE_COUNCIL, email="mo@example.org", email_verified=True, **STRONG)
    other = Client(headers={"host": "localhost"})
    not_there = come(other, issuer, "thief-2", AT_THE_COUNCIL, email="no@example.org", email_verified=True, **STRONG)
    assert there.url == not_there.url == reverse("identity_unknown")
    assert not is_in(browser) and not SocialAccount.objects.filter(uid="thief-1").exists()
    assert not User.objects.filter(email="no@example.org").exists()


def test_the_same_subject_at_another_provider_is_somebody_else(
    visitor: Account, cis2: Provider, browser: Client, issuer: Issuer
) -> None:
    with configured(cis2, replace(cis2, id="other")):
        location = browser.post(reverse("openid_connect_login", args=["other"])).url
        answer = browser.get(issuer.vouch(location, "visitor-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG))
    assert answer.url == reverse("identity_unknown")


def invitation(browser: Client, key: str, town: Town) -> str:
    """The page that the link in the invitation opens."""
    from kith.agencies.actions.invite import invite

    mail.outbox.clear()
    invite(practitioner=Practitioner.objects.get(pk=town.human[key]), site="http://localhost")
    link = re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)
    assert link
    return str(browser.get(link[1], follow=True).redirect_chain[-1][0])


def test_an_invitation_is_accepted_with_an_identity(
    town: Town, cis2: Provider, browser: Client, issuer: Issuer, account: MakeAccount
) -> None:
    page = invitation(browser, "therapist", town)
    assert "Continue with NHS Care Identity" in said(browser.get(page))
    uidb36 = page.split("/")[3].split("-")[0]
    location = begin(browser, "identity_accept", uidb36=uidb36)
    back = issuer.vouch(location, "therapist-1", nhsid_nrbac_roles=[AT_THE_TRUST], **STRONG)
    assert browser.get(back).url == reverse("choose_post")
    assert browser.get(reverse("choose_post")).url == "/" and is_in(browser)
    assert "was tied to your account" in mail.outbox[-1].body
    event = newest_event(town)
    assert (event["act"], event["practitioner"]) == ("bind_identity", town.human["therapist"])
    again = Client(headers={"host": "localhost"})  # the link is used up
    assert "This link does not work" in said(again.get(_link(), follow=True))


def _link() -> str:
    found = next(found for post in mail.outbox if (found := re.search(r"(/password/set/\S+)", post.body)))
    return str(found[1])


def test_an_invitation_cannot_be_accepted_without_its_link(
    town: Town, cis2: Provider, account: MakeAccount, browser: Client
) -> None:
    from allauth.account.utils import user_pk_to_url_str

    uidb36 = user_pk_to_url_str(account("officer").user)
    address = reverse("identity_accept", kwargs={"uidb36": uidb36, "provider_id": "cis2"})
    assert browser.post(address).status_code == 404


def test_a_password_link_binds_no_identity_to_an_account_in_use(
    account: MakeAccount, cis2: Provider, browser: Client
) -> None:
    """Whoever reads the mail of somebody who works here would be them otherwise."""
    mo = account("mo")
    mo.sign_in(Client(headers={"host": "localhost"}))
    browser.post(reverse("account_reset_password"), {"email": mo.email})
    link = re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)
    assert link
    page = str(browser.get(link[1], follow=True).redirect_chain[-1][0])
    assert "NHS Care Identity" not in said(browser.get(page))
    uidb36 = page.split("/")[3].split("-")[0]
    address = reverse("identity_accept", kwargs={"uidb36": uidb36, "provider_id": "cis2"})
    assert browser.post(address).status_code == 404


def test_somebody_with_an_account_ties_and_unties_it(
    account: MakeAccount, cis2: Provider, browser: Client, issuer: Issuer
) -> None:
    mo = account("mo")
    mo.sign_in(browser)
    again = browser.post(reverse("identity_connect", args=["cis2"]))
    assert again.url.startswith(reverse("account_reauthenticate"))
    browser.post(again.url, {"password": PASSWORD})
    back = issuer.vouch(begin(browser, "identity_connect"), "mo-1")
    page = said(browser.get(back, follow=True))
    assert "NHS Care Identity signs you in" in page
    bound = SocialAccount.objects.get(user=mo.user)
    assert bound.uid == "mo-1"
    gone = browser.post(reverse("identity_disconnect", args=[bound.pk]), follow=True)
    assert "has been removed" in said(gone) and not SocialAccount.objects.filter(user=mo.user).exists()


def test_an_identity_of_somebody_else_is_not_taken_from_them(
    visitor: Account, account: MakeAccount, browser: Client, issuer: Issuer
) -> None:
    account("mo").sign_in(browser)
    again = browser.post(reverse("identity_connect", args=["cis2"]))
    browser.post(again.url, {"password": PASSWORD})
    page = said(browser.get(issuer.vouch(begin(browser, "identity_connect"), "visitor-1"), follow=True))
    assert "tied to another account" in page
    assert SocialAccount.objects.get(uid="visitor-1").user_id == visitor.user.pk
