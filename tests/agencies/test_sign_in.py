"""Signing in over HTTP: password, second factor, post; and everything that must not get through."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kith.agencies import arrival
from kith.agencies.browser_sessions import stored_key
from kith.agencies.second_factor import enrolled
from kith.core.session import TOKEN_COOKIE
from tests.agencies.accounts import PASSWORD, Account, code_of
from tests.agencies.conftest import MakeAccount
from tests.town import Town

CLOSED = "/account/me/"  # any address that needs a session


def words(answer) -> str:
    return answer.content.decode()


def is_in(browser: Client) -> bool:
    return browser.get(CLOSED).status_code == 200


def test_password_and_code_open_a_session_in_the_only_post(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    assert sara.give_password(browser).url == reverse("mfa_authenticate")
    assert not is_in(browser)
    assert sara.give_code(browser).url == reverse("choose_post")
    assert not is_in(browser)
    answer = browser.get(reverse("choose_post"))
    assert answer.url == "/"
    cookie = answer.cookies[TOKEN_COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"] and cookie["max-age"] == ""
    page = words(browser.get(CLOSED))
    assert "Sara" in page and "Larkshire Children&#39;s Services" in page


def test_sign_in_leads_where_one_wanted_to_go(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    assert browser.get(CLOSED).url == f"{reverse('account_login')}?next=%2Faccount%2Fme%2F"
    sara.give_password(browser, next=CLOSED)
    sara.give_code(browser)
    assert browser.get(reverse("choose_post")).url == CLOSED


def test_sign_in_leads_nowhere_else(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    sara.give_password(browser, next="https://elsewhere.example/")
    sara.give_code(browser)
    assert browser.get(reverse("choose_post")).url == "/"


def test_the_password_is_masked_and_can_be_shown(town: Town, browser: Client) -> None:
    page = words(browser.get(reverse("account_login")))
    (field,) = re.findall(r'<input[^>]*name="password"[^>]*>', page)
    assert 'type="password"' in field and "govuk-password-input__input" in field
    assert "govuk-password-input__toggle" in page and "paste" not in page


def test_every_page_of_whoever_is_signed_in_has_a_way_out_of_it(account: MakeAccount, browser: Client) -> None:
    account("sara").sign_in(browser)
    for address in ("/", CLOSED, reverse("find"), "/nothing-is-here/"):
        page = words(browser.get(address))
        header = re.search(r"<header.*?</header>", page, re.DOTALL)
        assert header, address
        assert f'action="{reverse("account_logout")}"' in header[0] and "Sign out" in header[0], address


def test_wrong_password(account: MakeAccount, browser: Client) -> None:
    answer = account("sara").give_password(browser, "three random wards")
    assert answer.status_code == 200
    assert "The email address or the password is not right." in words(answer)
    assert browser.get(reverse("mfa_authenticate")).url == reverse("account_login")


def test_an_unknown_address_is_answered_as_a_wrong_password(account: MakeAccount, browser: Client) -> None:
    def said(answer) -> str:
        return words(answer).split("error-summary__list")[1].split("</ul>")[0]

    known = account("sara").give_password(browser, "three random wards")
    unknown = browser.post(reverse("account_login"), {"login": "nobody@example.org", "password": PASSWORD})
    assert said(known) == said(unknown)


def test_a_wrong_code(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    sara.give_password(browser)
    answer = sara.give_code(browser, "000000")
    assert "That code is not right" in words(answer)
    assert browser.get(reverse("choose_post")).url == reverse("account_login")
    assert not is_in(browser)


def test_a_code_of_another_time(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    sara.give_password(browser)
    assert "That code is not right" in words(sara.give_code(browser, code_of(sara.secret, periods=3)))


def test_a_code_works_once(account: MakeAccount, browser: Client) -> None:
    sara, overhearer = account("sara"), Client(headers={"host": "localhost"})
    code = code_of(sara.secret)
    sara.give_password(browser)
    sara.give_password(overhearer)
    assert sara.give_code(browser, code).status_code == 302
    assert "used already" in words(sara.give_code(overhearer, code))


def test_a_recovery_code_works_once(account: MakeAccount, browser: Client) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    sara = account("sara")
    code = RecoveryCodes.activate(sara.user).generate_codes()[0]
    sara.give_password(browser)
    assert sara.give_code(browser, code).url == reverse("choose_post")
    again = Client(headers={"host": "localhost"})
    sara.give_password(again)
    assert "not right" in words(sara.give_code(again, code))


def test_without_a_second_factor_nothing_opens_but_enrolment(account: MakeAccount, browser: Client) -> None:
    mo = account("mo", second_factor=False)
    assert mo.give_password(browser).url == reverse("choose_post")
    assert browser.get(reverse("choose_post")).url == reverse("enrol")
    assert browser.get(reverse("mfa_index")).status_code == 302
    assert browser.get(reverse("account_change_password")).status_code == 302
    assert not is_in(browser)
    assert "a password alone opens nothing" in words(browser.get(reverse("enrol")))


def test_enrolling_an_app_leads_in(account: MakeAccount, browser: Client) -> None:
    mo = account("mo", second_factor=False)
    mo.give_password(browser)
    page = browser.get(reverse("mfa_activate_totp"))
    assert '<path fill="#000000"' in words(page)
    secret = page.context["form"].secret if page.context else browser.session["mfa.totp.secret"]
    assert secret[:4] + " " + secret[4:8] in words(page)
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert words(browser.get(answer.url)).count("<li>") == 10
    assert browser.get(reverse("choose_post")).url == "/"
    assert is_in(browser)


def test_secrets_do_not_stand_in_the_database_as_they_are(account: MakeAccount, town: Town) -> None:
    sara = account("sara")
    with town.database.superuser() as database:
        (data,) = database.execute("SELECT data::text FROM mfa_authenticator").fetchone()
    assert sara.secret and sara.secret not in data


@pytest.fixture
def suspended(account: MakeAccount, town: Town):
    therapist = account("therapist")
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_practitioner SET state = 'suspended' WHERE id = %s", [town.human["therapist"]])
    yield therapist
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_practitioner SET state = 'active' WHERE id = %s", [town.human["therapist"]])


def test_a_suspended_account(suspended: Account, browser: Client) -> None:
    answer = suspended.give_password(browser)
    assert answer.url == reverse("account_inactive")
    assert "Your account is not open" in words(browser.get(answer.url))
    assert browser.get(reverse("mfa_authenticate")).url == reverse("account_login")
    assert not is_in(browser)


def test_an_ended_post_opens_nothing(account: MakeAccount, town: Town, browser: Client) -> None:
    officer = account("officer")
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_post SET ends = now() WHERE id = %s", [town.post["officer"]])
    officer.arrive(browser)
    answer = browser.get(reverse("choose_post"))
    assert "You have no post today" in words(answer)
    assert not is_in(browser)


def test_two_posts_are_a_choice_and_can_be_changed(account: MakeAccount, town: Town, browser: Client) -> None:
    visitor = account("visitor")
    with town.database.connect("kith_owner") as owner:
        (second,) = owner.execute(
            "INSERT INTO agencies_post (practitioner_id, agency_id, title, telephone, starts)"
            " VALUES (%s, %s, 'School nurse', '', '2020-01-01') RETURNING id",
            [town.human["visitor"], town.agency["school"]],
        ).fetchone()
    visitor.arrive(browser)
    choice = browser.get(reverse("choose_post"))
    assert "School nurse, Alder Road School" in words(choice)
    assert "Choose the post you are working in" in words(
        browser.post(reverse("choose_post"), {"post": town.post["sara"]})
    )
    browser.post(reverse("choose_post"), {"post": second})
    assert "Alder Road School" in words(browser.get(CLOSED))
    first_token = browser.cookies[TOKEN_COOKIE].value
    browser.post(reverse("switch_post"), {"post": town.post["visitor"]})
    assert "Larkshire Community NHS Trust" in words(browser.get(CLOSED))
    assert not is_in(with_cookies(**{TOKEN_COOKIE: first_token}))


def with_cookies(**cookies: str) -> Client:
    browser = Client(headers={"host": "localhost"})
    for name, value in cookies.items():
        browser.cookies[name] = value
    return browser


def test_a_stolen_browser_session_opens_nothing_without_the_token(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    sara.sign_in(browser)
    assert is_in(browser)
    thief = with_cookies(sessionid=browser.cookies["sessionid"].value)
    assert not is_in(thief)
    assert thief.get(reverse("mfa_index")).status_code == 302
    assert thief.get(reverse("choose_post")).url == reverse("account_login")
    forger = with_cookies(sessionid=browser.cookies["sessionid"].value, kith_token="0" * 64, kith_arrival="forged")
    assert not is_in(forger)


def test_the_table_of_browser_sessions_holds_no_key_that_can_be_sent(account: MakeAccount, browser: Client) -> None:
    account("sara").sign_in(browser)
    key = browser.cookies["sessionid"].value
    assert not Session.objects.filter(session_key=key).exists()
    assert Session.objects.filter(session_key=stored_key(key)).exists()
    assert not is_in(with_cookies(sessionid=stored_key(key), **{arrival.COOKIE: ""}))


def test_the_application_cannot_read_the_sign_in_tables(town: Town) -> None:
    import psycopg

    with town.database.connect("kith_app") as app:
        for table in ("auth_user", "account_emailaddress", "mfa_authenticator", "django_session", "sign_in_cache"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(f"SELECT * FROM {table}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SELECT agencies.bind_account(1, 1)")


def test_signing_out_kills_the_token(account: MakeAccount, browser: Client) -> None:
    account("sara").sign_in(browser)
    token, session = browser.cookies[TOKEN_COOKIE].value, browser.cookies["sessionid"].value
    answer = browser.post(reverse("account_logout"))
    assert answer.url == reverse("signed_out")
    assert "You have signed out" in words(browser.get(answer.url))
    assert not is_in(browser)
    assert not is_in(with_cookies(**{TOKEN_COOKIE: token, "sessionid": session}))


def test_leaving_half_way_forgets_the_password_that_was_given(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    sara.give_password(browser)
    browser.post(reverse("account_logout"))
    assert browser.get(reverse("mfa_authenticate")).url == reverse("account_login")


def test_an_arrival_runs_out(account: MakeAccount, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    account("sara").arrive(browser)
    monkeypatch.setattr(arrival, "MINUTES", 0)
    assert browser.get(reverse("choose_post")).url == reverse("account_login")


def test_a_changed_password_ends_every_session(account: MakeAccount, browser: Client) -> None:
    sara, elsewhere = account("sara"), Client(headers={"host": "localhost"})
    sara.sign_in(elsewhere)
    cache.clear()  # the code of these thirty seconds, once more
    sara.sign_in(browser)
    new = "four even more random words"
    answer = browser.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302, words(answer)
    assert not is_in(elsewhere)
    assert not is_in(browser)


def test_no_way_round_goes_in_a_circle(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    sara.arrive(browser)
    assert browser.get(CLOSED, follow=True).resolver_match.url_name == "home"
    assert browser.get(reverse("account_login"), follow=True).resolver_match.url_name == "home"
    assert is_in(browser)
    del browser.cookies[TOKEN_COOKIE]
    ended = browser.get(CLOSED, follow=True)
    assert ended.request["PATH_INFO"] == reverse("account_login")
    assert 'name="next" value="/account/me/"' in words(ended)


def test_a_session_that_has_ended_is_said(account: MakeAccount, town: Town, browser: Client) -> None:
    account("sara").sign_in(browser)
    with town.database.superuser() as database:
        database.execute("UPDATE access.session SET ended_at = now()")
    answer = browser.get(CLOSED, follow=True)
    assert "Your session has ended" in words(answer)
    assert answer.request["PATH_INFO"] == reverse("account_login")


def test_changes_of_the_account_ask_for_the_password_again(account: MakeAccount, browser: Client) -> None:
    account("sara").sign_in(browser)
    answer = browser.get(reverse("mfa_deactivate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert "That password is not right" in words(browser.post(answer.url, {"password": "three random wards"}))
    on = browser.post(answer.url, {"password": PASSWORD, "next": reverse("mfa_deactivate_totp")})
    assert on.url == reverse("mfa_deactivate_totp")
    page = words(browser.get(on.url))
    assert "This is your only second factor" in page and "Remove the app" not in page
    assert browser.post(on.url).status_code == 200
    assert enrolled(User.objects.get(email="sara@example.org"))
