"""Two requests that wait for each other: one is ended by PostgreSQL and run again, and both are answered."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client, override_settings

from kith.core import clashes
from kith.core.session import TOKEN_COOKIE
from tests.core import odd_urls


@pytest.fixture
def browser(town: Any) -> Iterator[Client]:
    browser = Client(raise_request_exception=False)
    browser.cookies[TOKEN_COOKIE] = town.token("sara")
    odd_urls.tries.clear()
    with override_settings(ROOT_URLCONF="tests.core.odd_urls"):
        yield browser


def events(town: Any) -> list[str]:
    with town.database.superuser() as admin:
        return [action for (action,) in admin.execute("SELECT action FROM audit_event ORDER BY id")]


def test_a_deadlock_between_two_requests_is_run_again(town: Any, browser: Client) -> None:
    """A real one: PostgreSQL ends one of the two. The form is still there, what was said is said once."""
    token = browser.cookies[TOKEN_COOKIE].value
    before = len(events(town))

    def ask(first: int, second: int) -> Any:
        visitor = Client(raise_request_exception=False)
        visitor.cookies[TOKEN_COOKIE] = token
        try:
            return visitor.post(f"/odd/clash/{first}/{second}/", {"words": f"typed {first}"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, [71, 72], [72, 71]))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.text for answer in answers] == [f"done: typed {n} ['{n} was here']" for n in (71, 72)]
    assert sum(odd_urls.tries.values()) == 3  # one of them twice
    assert events(town)[before:] == ["open", "open"]


def test_three_times_and_then_the_error_page(town: Any, browser: Client) -> None:
    before = len(events(town))
    answer = browser.post("/odd/never/")
    assert answer.status_code == 500 and "Something went wrong in Kith" in answer.text
    assert odd_urls.tries[0] == clashes.TIMES == 3
    assert events(town)[before:] == ["failed"]


def test_what_went_through_the_door_is_not_done_twice(browser: Client) -> None:
    assert browser.post("/odd/never/?door=1").status_code == 500
    assert odd_urls.tries[0] == 1
