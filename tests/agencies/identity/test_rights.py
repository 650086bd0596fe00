"""What an identity speaks for: posts and roles of its organisation, and no others."""

from dataclasses import replace

from django.test import Client
from django.urls import reverse

from kith.agencies.identity.providers import Place, Provider
from kith.agencies.models import Role
from tests.agencies.accounts import Account
from tests.agencies.conftest import MakeAccount
from tests.agencies.identity.coming import (
    AT_THE_COUNCIL,
    AT_THE_TRUST,
    CHILDREN,
    NURSE,
    STRONG,
    begin,
    bind,
    come,
    configured,
    is_in,
    newest_event,
    said,
)
from tests.agencies.issuer import CLIENT, SECRET, Issuer
from tests.town import Town


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
