"""Guessing passwords: it is stopped, it tells nothing of who has an account, and it shuts nobody out for good."""

import re
import time
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from kith.agencies import attempts, posting
from kith.agencies.posting import post
from kith.agencies.urls import STEP
from tests.agencies.accounts import PASSWORD, forget_attempts
from tests.agencies.conftest import MakeAccount

WRONG = "three random wards"
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def anew() -> Client:
    return Client(headers={"host": "localhost"})


def guess(browser: Client, email: str, password: str = WRONG, **more: Any) -> Any:
    return browser.post(reverse("account_login"), {"login": email, "password": password}, **more)


def words(answer: Any) -> str:
    return answer.content.decode()


def fail(email: str, times: int, browser: Client | None = None) -> Any:
    """The answer to the last of so many wrong passwords."""
    browser = browser or anew()
    for _ in range(times):
        answer = guess(browser, email)
    return answer


def test_ten_wrong_passwords_and_then_the_right_one_is_not_heard(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    assert "not right" in words(fail(sara.email, 10))
    answer = sara.give_password(browser)
    assert answer.status_code == 200
    again = re.search(r"Too many attempts\. Try again after (\d\d:\d\d)\. A passkey works at once", words(answer))
    latest = timezone.localtime(timezone.now() + timedelta(minutes=15))
    assert again and again[1] in {latest.strftime("%H:%M"), (latest - timedelta(minutes=1)).strftime("%H:%M")}
    forget_attempts()
    assert sara.give_password(browser).status_code == 302


def test_waiting_is_enough_and_more_failures_do_not_make_it_longer(account: MakeAccount, database: Any) -> None:
    sara = account("sara")
    fail(sara.email, 25)
    with database.superuser() as inside:
        inside.execute("UPDATE sign_in_attempt SET until = until - interval '15 minutes 1 second'")
    assert sara.give_password(anew()).status_code == 302


def test_a_success_resets(account: MakeAccount) -> None:
    sara = account("sara")
    for _ in range(3):
        fail(sara.email, 9)
        assert sara.give_password(anew()).status_code == 302


def test_an_account_that_does_not_exist_is_counted_and_answered_alike(account: MakeAccount) -> None:
    sara = account("sara")
    for number in range(12):
        known, unknown = guess(anew(), sara.email), guess(anew(), "nobody@example.org")
        assert known.status_code == unknown.status_code
        there, not_there = (CSRF.sub("", words(answer)) for answer in (known, unknown))
        assert there.replace(sara.email, "") == not_there.replace("nobody@example.org", ""), number
        assert set(known.headers) == set(unknown.headers) and set(known.cookies) == set(unknown.cookies)


def test_a_stranger_who_fails_on_purpose_shuts_nobody_out_of_a_browser_they_know(account: MakeAccount) -> None:
    sara, hers = account("sara"), anew()
    sara.arrive(hers)
    hers.post(reverse("account_logout"))
    fail(sara.email, 30)
    assert "Too many" in words(sara.give_password(anew()))
    assert sara.give_password(hers).url == reverse("mfa_authenticate")


def test_a_known_browser_that_was_stolen_has_a_limit_of_its_own(account: MakeAccount) -> None:
    sara, stolen = account("sara"), anew()
    sara.arrive(stolen)
    stolen.post(reverse("account_logout"))
    assert "Too many" in words(fail(sara.email, 11, stolen))
    assert sara.give_password(anew()).status_code == 302


def test_who_is_shut_out_everywhere_comes_in_by_a_new_password(account: MakeAccount, browser: Client) -> None:
    sara = account("sara")
    fail(sara.email, 30)
    browser.post(reverse("account_reset_password"), {"email": sara.email})
    link = re.search(r"http://localhost(/\S+)", mail.outbox[-1].body)
    assert link
    path = browser.get(link[1], follow=True).redirect_chain[-1][0]
    browser.post(path, {"password1": "four even more random words", "password2": "four even more random words"})
    fail(sara.email, 30)
    assert sara.give_password(browser, "four even more random words").url == reverse("mfa_authenticate")


@pytest.mark.parametrize("forged", ["", "x", "e30:1abcde:forged", '{"a":"b"}'])
def test_a_forged_browser_is_a_stranger(account: MakeAccount, forged: str) -> None:
    sara, forger = account("sara"), anew()
    forger.cookies["kith_browser"] = forged
    fail(sara.email, 10)
    assert "Too many" in words(guess(forger, sara.email, PASSWORD))


def test_many_accounts_from_one_address(account: MakeAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    sara = account("sara")
    monkeypatch.setattr(attempts, "ADDRESS", attempts.Limit("address", 5, 15))
    for number in range(5):
        guess(anew(), f"{number}@example.org", headers={"x-forwarded-for": f"192.0.2.{number}"})
    assert "Too many" in words(sara.give_password(anew()))  # what a client says of itself is not believed
    elsewhere = guess(anew(), sara.email, PASSWORD, REMOTE_ADDR="192.0.2.77")
    assert elsewhere.url == reverse("mfa_authenticate")


def test_addresses_of_one_network_are_one(account: MakeAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    sara = account("sara")
    monkeypatch.setattr(attempts, "ADDRESS", attempts.Limit("address", 5, 15))
    for number in range(5):
        guess(anew(), f"{number}@example.org", REMOTE_ADDR=f"2001:db8::{number}")
    assert "Too many" in words(guess(anew(), sara.email, PASSWORD, REMOTE_ADDR="2001:db8::ffff:1"))


def test_a_success_does_not_forgive_the_address(account: MakeAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else whoever has an account guesses at all others, with one success of their own in between."""
    sara = account("sara")
    monkeypatch.setattr(attempts, "ADDRESS", attempts.Limit("address", 5, 15))
    for number in range(4):
        guess(anew(), f"{number}@example.org")
    assert sara.give_password(anew()).status_code == 302
    assert "Too many" in words(guess(anew(), "5@example.org"))


def test_counts_of_the_past_are_thrown_away(account: MakeAccount, database: Any) -> None:
    account("sara")
    fail("nobody@example.org", 1)
    assert attempts.sweep() == 0
    with database.superuser() as inside:
        inside.execute("UPDATE sign_in_attempt SET until = until - interval '1 hour'")
    assert attempts.sweep() == 2


def test_the_application_cannot_read_whom_somebody_guesses_at(database: Any) -> None:
    import psycopg

    with database.connect("kith_app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT * FROM sign_in_attempt")


def work(ask: Any) -> float:
    """Seconds of work, not of waiting for a busy machine."""
    began = time.thread_time()
    ask()
    return time.thread_time() - began


def test_as_much_work_is_done_for_an_account_that_does_not_exist(account: MakeAccount) -> None:
    """With the hash that is used in service: a fifth of a second of work that would tell whether it was done."""
    sara = account("sara")
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        sara.user.set_password(PASSWORD)
        sara.user.save()
        there, not_there = [], []
        for _ in range(7):
            there.append(work(lambda: guess(anew(), sara.email)))
            not_there.append(work(lambda: guess(anew(), "nobody@example.org")))
            forget_attempts()
    assert 0.5 < min(there) / min(not_there) < 2, (there, not_there)  # without the hash it would be a twentieth


@pytest.mark.parametrize("address", ["account_login", "account_reset_password"])
def test_what_is_left_of_a_difference_is_hidden_by_whole_steps_of_time(database: Any, address: str) -> None:
    for email in ("sara@example.org", "nobody@example.org"):
        began = time.monotonic()
        anew().post(reverse(address), {"login": email, "email": email, "password": WRONG})
        assert time.monotonic() - began >= STEP


def test_nobody_waits_for_the_link_that_is_sent(account: MakeAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the wait would tell that there is somebody to send it to."""
    sara, carried, sent = account("sara"), Event(), []

    def slow(post: Any, failed: Any) -> None:
        assert carried.wait(60)
        sent.append(post)

    monkeypatch.setattr(posting, "_send", slow)
    monkeypatch.setattr(posting, "post", post)
    answer = anew().post(reverse("account_reset_password"), {"email": sara.email})
    assert answer.url == reverse("account_reset_password_done") and sent == []
    carried.set()
    posting.carriers.submit(lambda: None).result(60)
