"""Sessions: each opening, proof and end leaves its event; one that nobody uses ends; one can end one's others."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kith.access.door import end_sessions_of
from kith.core import held
from kith.core.session import TOKEN_COOKIE, NotSignedIn, entered
from kith.desk.arrival.places import browser_in_words
from tests.agencies.accounts import Account, code_of
from tests.agencies.conftest import MakeAccount
from tests.agencies.test_sign_in import CLOSED, is_in
from tests.town import Town

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def sara(account: MakeAccount) -> Account:
    return account("sara")


def events(town: Town, *actions: str) -> list[tuple[str, Any]]:
    with town.database.superuser() as database:
        return database.execute(
            "SELECT action, detail, human FROM audit_event WHERE action = ANY (%s) ORDER BY id", [list(actions)]
        ).fetchall()


def unused(town: Town, minutes: float) -> None:
    with town.database.superuser() as database:
        database.execute("UPDATE access.seen SET at = core.now() - make_interval(secs => %s)", [minutes * 60])


def test_each_step_leaves_its_event(sara: Account, town: Town, browser: Client) -> None:
    me = town.human["sara"]
    before = len(events(town, "sign in", "sign in refused", "confirm", "sign out"))
    browser.post(reverse("account_login"), {"login": "nobody@example.org", "password": "CANARY"})
    sara.give_password(browser, "CANARY")
    sara.give_password(browser)
    sara.give_code(browser, "000000")
    sara.give_code(browser)
    browser.get(reverse("choose_post"), headers={"User-Agent": FIREFOX})
    cache.clear()
    browser.post(reverse("mfa_reauthenticate"), {"code": code_of(sara.secret), "next": "/"})
    browser.post(reverse("account_logout"))
    left = events(town, "sign in", "sign in refused", "confirm", "sign out")[before:]
    assert left == [
        ("sign in refused", {"step": "password"}, None),
        ("sign in refused", {"step": "password"}, me),
        ("sign in refused", {"step": "second factor"}, me),
        ("sign in", {"place": "Firefox on Windows", "proof": "password, code of an app"}, me),
        ("confirm", {"proof": "code of an app"}, me),
        ("sign out", {"how": "signed out"}, me),
    ]


def test_it_ends_to_the_second(town: Town) -> None:
    """Thirty minutes without use, and the one up to which use is noted."""
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    town.database.set_clock(at)
    token = town.token("mo")
    town.database.set_clock(at + timedelta(minutes=31) - timedelta(seconds=1))
    with entered(token) as actor:
        assert actor.idle == 30
    town.database.set_clock(at + timedelta(minutes=62))  # used at 9:30:59, so until 10:01:59
    with pytest.raises(NotSignedIn), entered(token):
        pass
    town.database.set_clock(None)


def test_use_is_noted_once_a_minute(town: Town) -> None:
    def noted() -> Any:
        hashed = "sha256(convert_to(%s, 'UTF8'))"
        asked = f"SELECT at FROM access.seen JOIN access.session s ON s.id = session WHERE token_hash = {hashed}"
        with town.database.superuser() as database:
            return database.execute(asked, [token]).fetchone()[0]

    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    town.database.set_clock(at)
    token = town.token("mo")
    for seconds, expected in ((59, at), (60, at + timedelta(minutes=1)), (119, at + timedelta(minutes=1))):
        town.database.set_clock(at + timedelta(seconds=seconds))
        with entered(token):
            pass
        assert noted() == expected, seconds
    town.database.set_clock(None)


def test_what_ended_by_itself_is_told_when_somebody_comes_back(town: Town) -> None:
    town.token("mo")
    unused(town, 40)
    before = len(events(town, "sign out"))
    town.token("mo")
    assert ("sign out", {"how": "not used"}, town.human["mo"]) in events(town, "sign out")[before:]


def test_a_form_sent_after_the_end_is_kept_for_whoever_sent_it(sara: Account, town: Town, browser: Client) -> None:
    sara.sign_in(browser)
    unused(town, 40)
    sent = browser.post("/find/", {"words": "CANARY"})
    assert sent.url == f"{reverse('choose_post')}?next=%2Faccount%2Fconfirmed%2F"
    page = browser.get(sent.url, follow=True)
    assert "Your session has ended" in page.text and "CANARY" not in page.text
    cache.clear()
    sara.give_password(browser, next=reverse("confirmed"))
    sara.give_code(browser)
    page = browser.get(reverse("choose_post"), follow=True)
    assert 'action="/find/"' in page.text and "CANARY" in page.text
    assert held.PLACE not in browser.session


def test_and_not_for_another(sara: Account, account: MakeAccount, town: Town, browser: Client) -> None:
    sara.sign_in(browser)
    unused(town, 40)
    browser.post("/find/", {"words": "CANARY"})
    mo = account("mo")
    browser.get(CLOSED, follow=True)
    mo.give_password(browser, next=reverse("confirmed"))
    mo.give_code(browser)
    page = browser.get(reverse("choose_post"), follow=True)
    assert page.resolver_match.url_name == "home" and "CANARY" not in page.text


def test_the_page_ends_it_and_keeps_what_stands_in_a_form(sara: Account, town: Town, browser: Client) -> None:
    """What frontend/unused.js sends when nobody has used the page."""
    sara.sign_in(browser)
    token = browser.cookies[TOKEN_COOKIE].value
    ended = browser.post(
        reverse("end_unused"), {"kith-next": "/people/", "kith-path": "/weighty/?a=1", "words": "CANARY"}
    )
    assert ended.url == f"{reverse('account_login')}?next=%2Faccount%2Fconfirmed%2F"
    with pytest.raises(NotSignedIn), entered(token):
        pass
    assert "nobody had used Kith" in browser.get(ended.url).text
    cache.clear()
    sara.arrive(browser)
    browser.get(reverse("choose_post"))
    page = browser.get(reverse("confirmed")).text
    assert 'action="/weighty/?a=1"' in page and "CANARY" in page
    assert page.count("kith-next") == 1  # of the page itself, for the next time


def test_it_leads_nowhere_else(sara: Account, browser: Client) -> None:
    sara.sign_in(browser)
    ended = browser.post(reverse("end_unused"), {"kith-next": "https://elsewhere.example/"})
    assert ended.url == f"{reverse('account_login')}?next=%2F"


def test_my_sessions_are_listed_and_can_be_ended(sara: Account, town: Town, browser: Client) -> None:
    end_sessions_of(town.human["sara"])
    elsewhere = Client(headers={"host": "localhost", "user-agent": FIREFOX})
    sara.sign_in(elsewhere)
    cache.clear()
    sara.sign_in(browser)
    page = browser.get(CLOSED).text
    assert "Firefox on Windows" in page and "which you are using now" in page
    assert page.count("Sign out there<") == 1
    which = page.split('name="session" value="')[1].split('"')[0]
    browser.post(reverse("end_elsewhere"), {"session": which})
    assert not is_in(elsewhere) and is_in(browser)
    assert "Firefox" not in browser.get(CLOSED).text
    assert events(town, "sign out")[-1] == ("sign out", {"how": "ended from another session"}, town.human["sara"])


def test_all_others_at_once_and_nobody_elses(sara: Account, town: Town, browser: Client) -> None:
    sara.sign_in(browser)
    mine, others = town.token("sara"), town.token("mo")
    browser.post(reverse("end_elsewhere"))
    with pytest.raises(NotSignedIn), entered(mine):
        pass
    with entered(others):
        assert is_in(browser)
    with town.database.superuser() as database:
        (of_mo,) = database.execute(
            "SELECT id FROM access.session WHERE human = %s LIMIT 1", [town.human["mo"]]
        ).fetchone()
    browser.post(reverse("end_elsewhere"), {"session": of_mo})
    with entered(others):
        pass


def test_an_administrator_signs_a_colleague_out(town: Town) -> None:
    from kith.access.administration import sign_out_colleague
    from kith.core.errors import Refused

    token = town.token("mo")
    with pytest.raises(Refused), town.acting("manager"):
        sign_out_colleague(town.human["mo"])
    with pytest.raises(Refused), town.acting("admin"):
        sign_out_colleague(town.human["officer"])
    with entered(token), town.acting("admin"):
        assert sign_out_colleague(town.human["mo"]) >= 1
    with pytest.raises(NotSignedIn), entered(token):
        pass


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17 Safari/604",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge on Linux",
        ),
        ("", "A browser"),
        ("<script>", "A browser"),
    ],
)
def test_a_browser_in_words(told: str, words: str) -> None:
    assert browser_in_words(told) == words
