"""Signing in with an identity of one's organisation, against a real provider, and against one that cheats."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from kith.agencies.identity.providers import Place, Provider
from kith.agencies.models import Practitioner, Role
from tests.agencies.accounts import PASSWORD, Account
from tests.agencies.conftest import MakeAccount
from tests.agencies.issuer import CLIENT, SECRET, Claims, Issuer, another_key, issuing
from tests.town import Town

CHILDREN, TRUST = "Larkshire Children's Services", "Larkshire Community NHS Trust"
NURSE, CLERK = "S8000:G8000:R8001", "S8000:G8000:R8010"
AT_THE_TRUST = {"org_code": "RXX01", "role_code": NURSE}
AT_THE_COUNCIL = {"org_code": "E9999", "role_code": CLERK}
STRONG = {"authentication_assurance_level": "3"}
BACK = "/sign-in/with/cis2/back/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture(autouse=True)
def honest(issuer: Issuer) -> None:
    issuer.cheat = issuer.userinfo = None
    issuer.asked.clear()
    issuer.exchanged.clear()


def configured(*providers: Provider) -> Any:
    return override_settings(
        IDENTITY_PROVIDERS={one.id: one for one in providers},
        FORM_TARGETS=[one.origin for one in providers],
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [one.app for one in providers]}},
    )


@pytest.fixture
def cis2(issuer: Issuer) -> Iterator[Provider]:
    places = {
        "RXX01": Place(TRUST, False, {"on_call": frozenset({NURSE})}),
        "E9999": Place(CHILDREN, False, {"finder": frozenset({CLERK})}),
    }
    provider = Provider("cis2", "NHS Care Identity", "cis2", issuer.address, CLIENT, SECRET, places)
    with configured(provider):
        yield provider


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


# the way in


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


# what must not get through

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


# whose it is


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


def newest_event(town: Town) -> dict[str, Any]:
    with town.database.superuser() as database:
        found = database.execute("SELECT detail FROM audit_event WHERE action = 'administer' ORDER BY id DESC LIMIT 1")
        return dict(found.fetchone()[0])


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


def test_a_suspended_practitioner(visitor: Account, town: Town, browser: Client, issuer: Issuer) -> None:
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_practitioner SET state = 'suspended' WHERE id = %s", [town.human["visitor"]])
    answer = come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_practitioner SET state = 'active' WHERE id = %s", [town.human["visitor"]])
    assert answer.url == reverse("account_inactive") and not is_in(browser)


# how far it goes


def test_posts_of_organisations_that_the_identity_does_not_speak_for_stay_closed(
    visitor: Account, town: Town, browser: Client, issuer: Issuer
) -> None:
    with town.database.connect("kith_owner") as owner:
        (other,) = owner.execute(
            "INSERT INTO agencies_post (practitioner_id, agency_id, title, telephone, starts)"
            " VALUES (%s, %s, 'Duty', '', '2020-01-01') RETURNING id",
            [town.human["visitor"], town.agency["children"]],
        ).fetchone()
    come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    assert browser.get(reverse("choose_post")).url == "/"  # one post is left, no choice
    assert "Choose the post" in said(browser.post(reverse("switch_post"), {"post": other}))
    both = Client(headers={"host": "localhost"})
    come(both, issuer, "visitor-1", AT_THE_TRUST, AT_THE_COUNCIL, **STRONG)
    assert both.post(reverse("choose_post"), {"post": other}).url == "/"
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_post SET ends = now() WHERE id = %s", [other])


def test_an_identity_that_speaks_for_none(visitor: Account, browser: Client, issuer: Issuer) -> None:
    come(browser, issuer, "visitor-1", {"org_code": "Z1", "role_code": NURSE}, "odd", **STRONG)
    assert "You have no post today" in said(browser.get(reverse("choose_post")))


def test_a_role_that_is_no_longer_granted_ends_and_comes_back_by_an_administrator_alone(
    account: MakeAccount, cis2: Provider, town: Town, browser: Client, issuer: Issuer
) -> None:
    duty = account("duty", second_factor=False)
    bind(duty, "duty-1")
    finder = Role.objects.filter(post_id=town.post["duty"], name="finder", ends=None)
    come(browser, issuer, "duty-1", AT_THE_COUNCIL, **STRONG)
    assert finder.exists()
    later = Client(headers={"host": "localhost"})
    come(later, issuer, "duty-1", {**AT_THE_COUNCIL, "role_code": NURSE}, **STRONG)
    assert not finder.exists()
    event = newest_event(town)
    assert (event["act"], event["ended"][0]["name"]) == ("narrow_roles", "finder")
    again = Client(headers={"host": "localhost"})
    come(again, issuer, "duty-1", AT_THE_COUNCIL, **STRONG)
    assert not finder.exists()  # claims give nothing


def test_roles_outside_the_mapping_stay(
    account: MakeAccount, cis2: Provider, town: Town, browser: Client, issuer: Issuer
) -> None:
    manager = account("manager", second_factor=False)
    bind(manager, "manager-1")
    come(browser, issuer, "manager-1", {**AT_THE_COUNCIL, "role_code": "none"}, **STRONG)
    assert Role.objects.filter(post_id=town.post["manager"], name="allocator", ends=None).exists()


def test_posts_that_open_by_the_organisations_sign_in_alone(
    account: MakeAccount, cis2: Provider, browser: Client, issuer: Issuer
) -> None:
    teacher = account("teacher")
    strict = replace(cis2, places={"S1": Place("Alder Road School", True, {})})
    with configured(strict):
        teacher.arrive(browser)
        assert "by their own sign-in alone" in said(browser.get(reverse("choose_post")))
        bind(teacher, "teacher-1")
        other = Client(headers={"host": "localhost"})
        come(other, issuer, "teacher-1", {"org_code": "S1", "role_code": "x"}, **STRONG)
        assert other.get(reverse("choose_post")).url == "/"


def test_nothing_is_left_of_an_earlier_sign_in(
    visitor: Account, sara: Account, browser: Client, issuer: Issuer
) -> None:
    """Two factors that were shown for one human do not count for the next at the same browser."""
    come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    answer = come(browser, issuer, "sara-1", AT_THE_COUNCIL)
    assert answer.url == reverse("mfa_authenticate")
    browser.post(reverse("account_logout"))
    assert sara.give_password(browser).url == reverse("mfa_authenticate")


def test_entra(account: MakeAccount, issuer: Issuer, browser: Client, town: Town) -> None:
    places = {"tenant-1": Place(CHILDREN, False, {"allocator": frozenset({"Kith.Allocator", "group-7"})})}
    entra = Provider("cis2", "Larkshire Council", "entra", issuer.address, CLIENT, SECRET, places)
    mo = account("mo", second_factor=False)
    with configured(entra):
        bind(mo, "oid-1")
        claims = {"oid": "oid-1", "tid": "tenant-1", "amr": ["pwd", "mfa"], "groups": ["group-7"]}
        browser.get(issuer.vouch(begin(browser), "pairwise-1", **claims))
        assert browser.get(reverse("choose_post")).url == "/"
        other = Client(headers={"host": "localhost"})
        other.get(issuer.vouch(begin(other), "pairwise-1", **claims | {"tid": "tenant-2"}))
        assert "You have no post today" in said(other.get(reverse("choose_post")))
        third = Client(headers={"host": "localhost"})
        assert third.get(issuer.vouch(begin(third), "oid-1", **claims | {"oid": 7})).status_code == 401


# confirming that it is still them


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


@pytest.fixture
def signed_in(visitor: Account, town: Town, browser: Client, issuer: Issuer) -> Client:
    """An hour ago, by an identity."""
    come(browser, issuer, "visitor-1", AT_THE_TRUST, **STRONG)
    browser.get(reverse("choose_post"))
    with town.database.superuser() as database:
        database.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 hour'")
    return browser


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
