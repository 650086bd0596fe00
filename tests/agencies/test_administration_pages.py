"""The administrator's pages over HTTP, as a browser without JavaScript sends them."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kith.agencies.models import Practitioner
from kith.agencies.queries import colleague
from kith.core.session import TOKEN_COOKIE
from tests.agencies.accounts import PASSWORD
from tests.agencies.conftest import MakeAccount
from tests.town import Town


@pytest.fixture
def admin(town: Town, browser: Client) -> Client:
    browser.cookies[TOKEN_COOKIE] = town.token("admin")
    return browser


def page(browser: Client, name: str, **kwargs: object) -> str:
    answer = browser.get(reverse(name, kwargs=kwargs))
    assert answer.status_code == 200
    return str(answer.content.decode())


def change(browser: Client, post: int, act: str, **typed: object):
    return browser.post(reverse("change_colleague", kwargs={"post_id": post, "act": act}), typed, follow=True)


def test_everyone_of_my_organisation_and_nobody_else(town: Town, admin: Client) -> None:
    text = page(admin, "people_and_teams")
    assert "Sara" in text and "safeguarding (manager)" in text and "allocator" in text
    assert "Therapist" not in text and "mind" not in text


def test_from_an_address_to_somebody_who_can_sign_in(town: Town, admin: Client, browser: Client) -> None:
    typed = {"name": "Ngozi Eze", "email": "ngozi@example.org", "telephone": "", "title": "Social worker"}
    answer = admin.post(reverse("add_practitioner"), typed, follow=True)
    assert "They have been added" in answer.content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["ngozi@example.org"]
    link = re.search(r"http://localhost(/\S+)", letter.body)
    assert link
    newcomer = Client(headers={"host": "localhost"})
    form = newcomer.get(link[1], follow=True)
    assert "Choose a password" in form.content.decode()
    path = form.redirect_chain[-1][0]
    assert newcomer.post(path, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    assert "This link does not work" in newcomer.get(link[1], follow=True).content.decode()
    newcomer.post(reverse("account_login"), {"login": "ngozi@example.org", "password": PASSWORD})
    assert newcomer.get(reverse("choose_post")).url == reverse("enrol")
    assert "not signed in yet" not in page(admin, "colleague", post_id=_post("ngozi@example.org"))


def _post(email: str) -> int:
    return Practitioner.objects.get(email=email).posts.get().pk


def test_a_weak_password_is_not_taken(town: Town, account: MakeAccount, browser: Client) -> None:
    from django.core.cache import cache

    account("mo")
    cache.clear()
    browser.post(reverse("account_reset_password"), {"email": "mo@example.org"})
    link = re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)
    assert link
    path = browser.get(link[1], follow=True).redirect_chain[-1][0]
    answer = browser.post(path, {"password1": "password1234", "password2": "password1234"})
    assert "too common" in answer.content.decode()


def test_an_unknown_address_is_sent_nothing_and_told_the_same(
    town: Town, account: MakeAccount, browser: Client
) -> None:
    account("mo")
    before = len(mail.outbox)
    answer = browser.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert answer.url == reverse("account_reset_password_done")
    assert len(mail.outbox) == before


def test_what_was_typed_stays_when_it_cannot_be_taken(town: Town, admin: Client) -> None:
    typed = {"name": "<b>Ann</b> 'Other'", "email": "sara@example.org", "telephone": "", "title": "Social worker"}
    answer = admin.post(reverse("add_practitioner"), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "is in Kith already" in text and "&lt;b&gt;Ann&lt;/b&gt;" in text and "<b>Ann" not in text


def test_teams_and_roles_change(town: Town, admin: Client) -> None:
    mo = town.post["mo"]
    assert "They have joined the team" in change(admin, mo, "join-team", team=town.team["front door"]).content.decode()
    found = colleague(town.agency["children"], mo)
    assert found
    front_door = next(m for m in found.memberships if m.team_id == town.team["front door"])
    change(admin, mo, "make-manager", membership=front_door.pk)
    assert "front door, manager" in page(admin, "colleague", post_id=mo)
    change(admin, mo, "leave-team", membership=front_door.pk)
    change(admin, mo, "give-role", role="finder")
    assert "Finds people at locate grade" in page(admin, "colleague", post_id=mo)
    change(admin, mo, "record-training", until="2031-05-04")
    assert "counts until 4 May 2031" in page(admin, "colleague", post_id=mo)


def test_every_form_is_sent_with_its_token(town: Town, admin: Client) -> None:
    for name, kwargs in (("colleague", {"post_id": town.post["manager"]}), ("add_practitioner", {}), ("appoint", {})):
        text = page(admin, name, **kwargs)
        assert text.count("csrfmiddlewaretoken") == text.count("<form") > 0


def test_suspending_signs_out_at_once(town: Town, admin: Client) -> None:
    duty = Client(headers={"host": "localhost"})
    duty.cookies[TOKEN_COOKIE] = town.token("duty")
    assert duty.get(reverse("my_account")).status_code == 200
    assert "signed out everywhere" in change(admin, town.post["duty"], "suspend").content.decode()
    assert duty.get(reverse("my_account")).status_code == 302
    change(admin, town.post["duty"], "let-in")


@pytest.mark.parametrize(
    ("act", "typed", "status"),
    [
        ("join-team", {"team": "x"}, 422),
        ("join-team", {"team": "9" * 30}, 422),
        ("join-team", {}, 422),
        ("join-team", {"team": "7"}, 403),
        ("give-role", {"role": "superuser'; --"}, 422),
        ("record-training", {"until": "2031-02-30"}, 422),
        ("record-training", {"until": "\x00"}, 422),
        ("leave-team", {"membership": "1"}, 403),
        ("burn-down", {}, 404),
    ],
)
def test_bad_input_changes_nothing(town: Town, admin: Client, act: str, typed: dict[str, str], status: int) -> None:
    assert change(admin, town.post["sara"], act, **typed).status_code == status


def test_nobody_else_gets_these_pages(town: Town, browser: Client) -> None:
    browser.cookies[TOKEN_COOKIE] = town.token("manager")
    for name in ("people_and_teams", "add_practitioner", "appoint"):
        assert browser.get(reverse(name)).status_code == 403
    assert browser.get(reverse("colleague", kwargs={"post_id": town.post["sara"]})).status_code == 403
    assert change(browser, town.post["sara"], "suspend").status_code == 403


def test_a_colleague_of_another_organisation_is_absent(town: Town, admin: Client) -> None:
    assert admin.get(reverse("colleague", kwargs={"post_id": town.post["therapist"]})).status_code == 404
    assert change(admin, town.post["therapist"], "suspend").status_code == 404


def test_appointing_somebody_who_is_in_kith(town: Town, admin: Client) -> None:
    typed = {"email": "Officer@example.org", "title": "Police officer at the front door"}
    assert "They have a post" in admin.post(reverse("appoint"), typed, follow=True).content.decode()
    unknown = admin.post(reverse("appoint"), {"email": "nobody@example.org", "title": "x"})
    assert "Nobody in Kith has this email address" in unknown.content.decode()
