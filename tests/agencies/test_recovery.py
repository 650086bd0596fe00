"""A lost phone: the practitioner comes back, and nobody alone comes in their place."""

import re
from typing import Any

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from kith.access.door import open_session
from kith.core.session import TOKEN_COOKIE
from tests.agencies.accounts import PASSWORD, Account, forget_attempts
from tests.agencies.conftest import MakeAccount
from tests.town import Town

NEW = "four even more random words"
WHY = "We have worked in one team for two years"


def anew() -> Client:
    return Client(headers={"host": "localhost"})


def said(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture(autouse=True)
def nobody_waits(town: Town) -> None:
    with town.database.superuser() as database:
        database.execute("UPDATE access.recovery SET ended_at = now()")


@pytest.fixture
def sara(account: MakeAccount) -> Account:
    return account("sara")


def ask(who: Account, browser: Client, password: str = PASSWORD) -> str:
    """The password, and then: I have lost everything. The number on the screen."""
    forget_attempts()
    assert who.give_password(browser, password).url == reverse("mfa_authenticate")
    shown = re.search(r"kith-secret\">(\d{4}) (\d{4})<", said(browser.post(reverse("recover"))))
    assert shown
    return shown[1] + shown[2]


def as_colleague(town: Town, key: str) -> Client:
    browser = anew()
    browser.cookies[TOKEN_COOKIE] = open_session(town.human[key], town.post[key])
    return browser


def request_of(town: Town) -> int:
    with town.database.superuser() as database:
        return int(database.execute("SELECT max(id) FROM access.recovery").fetchone()[0])


def vouch(town: Town, key: str, code: str, reason: str = WHY, with_them: str = "on") -> Any:
    typed = {"code": code, "reason": reason, "with_them": with_them}
    return as_colleague(town, key).post(reverse("vouch", args=[request_of(town)]), typed)


def a_day_passes(town: Town) -> None:
    with town.database.superuser() as database:
        database.execute(
            "UPDATE access.recovery SET due_at = due_at - interval '1 day 1 second' WHERE ended_at IS NULL"
        )


def finish(who: Account, browser: Client, password: str = PASSWORD) -> bool:
    """Come back with a password and begin anew: whether it was let through."""
    forget_attempts()
    if who.give_password(browser, password).status_code != 302:
        return False
    browser.post(reverse("recover"), {"finish": "yes"})
    return not Authenticator.objects.filter(user_id=who.user.pk).exists()


def acts(town: Town) -> list[str]:
    with town.database.superuser() as database:
        found = database.execute(
            "SELECT detail ->> 'act' FROM audit_event WHERE action = 'administer' AND detail ? 'recovery' ORDER BY id"
        )
        return [act for (act,) in found]


def test_two_vouch_a_day_passes_and_everything_old_is_gone(sara: Account, town: Town) -> None:
    elsewhere, browser = as_colleague(town, "sara"), anew()
    code = ask(sara, browser)
    assert "asked to sign in to your Kith account without" in mail.outbox[-1].body and code not in mail.outbox[-1].body
    assert "Somebody has asked to sign in as you" in said(elsewhere.get("/account/me/"))
    assert vouch(town, "manager", f"{code[:4]} {code[4:]}").status_code == 302
    assert vouch(town, "admin", code).status_code == 302
    assert not finish(sara, browser)  # not yet
    a_day_passes(town)
    assert finish(sara, browser)
    assert elsewhere.get("/account/me/").status_code == 302  # signed out everywhere
    assert browser.get(reverse("choose_post")).url == reverse("enrol")
    assert browser.get("/account/me/").status_code == 302
    assert "were removed" in mail.outbox[-1].body
    assert acts(town)[-4:] == ["ask_recovery", "vouch", "vouch", "finish_recovery"]


def test_an_administrator_alone_cannot(sara: Account, town: Town) -> None:
    """Not without the number; not twice; and not by the database."""
    browser = anew()
    code = ask(sara, browser)
    assert vouch(town, "admin", "00000000" if code != "00000000" else "11111111").status_code == 422
    assert vouch(town, "admin", code).status_code == 302
    assert vouch(town, "admin", code).status_code == 403
    a_day_passes(town)
    assert not finish(sara, browser)
    with town.database.connect("kith_app") as app:
        for sql in (
            "SELECT * FROM access.recovery",
            f"SELECT access.finish_recovery({town.human['sara']}, '')",
            f"SELECT access.ask_recovery({town.human['sara']}, '1', '')",
            f"SELECT access.recovery_of({town.human['sara']})",
            "DELETE FROM mfa_authenticator",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(sql)


def test_whoever_reads_the_mail_alone_cannot(sara: Account, town: Town) -> None:
    thief = anew()
    new_password(sara, thief)
    ask(sara, thief, NEW)
    a_day_passes(town)
    assert not finish(sara, thief, NEW)
    assert sara.give_password(anew(), NEW).url == reverse("mfa_authenticate")


def new_password(who: Account, browser: Client) -> None:
    """By the link that was mailed."""
    forget_attempts()
    browser.post(reverse("account_reset_password"), {"email": who.email})
    link = re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)
    assert link
    path = browser.get(link[1], follow=True).redirect_chain[-1][0]
    assert browser.post(path, {"password1": NEW, "password2": NEW}).status_code == 302


def test_an_administrator_who_reads_the_mail_cannot_without_a_second_human(sara: Account, town: Town) -> None:
    thief = anew()
    new_password(sara, thief)
    assert vouch_after(ask(sara, thief, NEW), town, "admin")
    a_day_passes(town)
    assert not finish(sara, thief, NEW)


def vouch_after(code: str, town: Town, key: str) -> bool:
    return bool(vouch(town, key, code).status_code == 302)


def test_whoever_reads_the_mail_does_not_finish_what_the_practitioner_began(sara: Account, town: Town) -> None:
    """Nor does one of those who vouched, who know the number: the password is the one with which it was asked."""
    code = ask(sara, anew())
    assert vouch_after(code, town, "manager") and vouch_after(code, town, "admin")
    a_day_passes(town)
    thief = anew()
    new_password(sara, thief)
    assert not finish(sara, thief, NEW)


def test_nothing_works_twice(sara: Account, town: Town) -> None:
    code = ask(sara, anew())
    assert vouch_after(code, town, "manager") and vouch_after(code, town, "admin")
    a_day_passes(town)
    assert finish(sara, anew())
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(sara.user, generate_totp_secret())
    assert not finish(sara, anew())
    assert vouch(town, "manager", code).status_code == 404


def test_a_number_of_an_earlier_request_is_worth_nothing(sara: Account, town: Town) -> None:
    first = ask(sara, anew())
    second = ask(sara, anew())
    assert first != second
    assert vouch(town, "manager", first).status_code == 422
    assert vouch(town, "manager", second).status_code == 302


def test_five_wrong_numbers_end_it(sara: Account, town: Town) -> None:
    code = ask(sara, anew())
    wrong = "12345678" if code != "12345678" else "87654321"
    for _ in range(5):
        assert vouch(town, "manager", wrong).status_code == 422
    assert vouch(town, "manager", code).status_code == 404


@pytest.mark.parametrize("who", ["sara", "mo", "duty", "teacher", "officer", "governor"])
def test_who_cannot_vouch(sara: Account, town: Town, who: str) -> None:
    """Themself; colleagues who manage nobody; people of other organisations. They are not told that somebody waits."""
    code = ask(sara, anew())
    assert vouch(town, who, code).status_code == 404
    assert "Sara" not in said(as_colleague(town, who).get(reverse("recoveries"))).split("<main")[1]


def test_nobody_vouches_unseen(sara: Account, town: Town) -> None:
    code = ask(sara, anew())
    answer = vouch(town, "manager", code, with_them="")
    assert answer.status_code == 422 and "stands before you" in said(answer)
    assert vouch(town, "manager", code, reason=" ").status_code == 422


def test_who_vouches_has_just_confirmed_themself(sara: Account, town: Town) -> None:
    code = ask(sara, anew())
    manager = as_colleague(town, "manager")
    with town.database.superuser() as database:
        database.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 hour'")
    typed = {"code": code, "reason": WHY, "with_them": "on"}
    answer = manager.post(reverse("vouch", args=[request_of(town)]), typed)
    assert answer.status_code == 302 and answer.url.startswith(reverse("confirm"))


def test_the_notice_stops_it_by_a_button_and_not_by_being_looked_at(sara: Account, town: Town) -> None:
    browser = anew()
    code = ask(sara, browser)
    link = re.search(r"http://localhost(/sign-in/lost/stop/\S+)", mail.outbox[-1].body)
    assert link
    assert "Was it not you who asked?" in said(anew().get(link[1]))
    assert vouch_after(code, town, "manager")
    assert "It is stopped" in said(anew().post(link[1]))
    assert vouch(town, "admin", code).status_code == 404
    again = ask(sara, browser)
    anew().post(link[1])  # an old notice stops nothing new
    assert vouch_after(again, town, "admin")
    assert anew().get("/sign-in/lost/stop/forged/").status_code == 404


def test_another_device_stops_it(sara: Account, town: Town) -> None:
    elsewhere = as_colleague(town, "sara")
    code = ask(sara, anew())
    assert "It is stopped" in said(elsewhere.post(reverse("stop_my_recovery"), follow=True))
    assert vouch(town, "manager", code).status_code == 404


def test_nobody_asks_without_the_password(sara: Account, browser: Client) -> None:
    assert browser.get(reverse("recover")).url == reverse("account_login")
    sara.give_password(browser, "three random wards")
    assert browser.post(reverse("recover")).url == reverse("account_login")


def test_it_waits_no_longer_than_a_week(sara: Account, town: Town) -> None:
    code = ask(sara, anew())
    assert vouch_after(code, town, "manager") and vouch_after(code, town, "admin")
    a_day_passes(town)
    with town.database.superuser() as database:
        database.execute("UPDATE access.recovery SET expires_at = expires_at - interval '8 days'")
    assert not finish(sara, anew())
