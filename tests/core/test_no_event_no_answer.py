"""No event, no answer; and nothing half done (docs/decisions/0003-one-transaction.md)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client, override_settings

from kith.access.models import Involvement
from kith.core import errors, middleware
from kith.core.session import TOKEN_COOKIE, call
from kith.record.models import Entry
from kith.record.storing import store


@pytest.fixture
def ask(town: Any) -> Iterator[Callable[[str], Any]]:
    """A page asked for by the social worker, a fault becoming an answer as it does in service."""
    browser = Client(raise_request_exception=False)
    browser.cookies[TOKEN_COOKIE] = town.token("sara")
    with override_settings(ROOT_URLCONF="tests.core.odd_urls"):
        yield browser.get


def events(town: Any) -> list[str]:
    with town.database.superuser() as admin:
        return [action for (action,) in admin.execute("SELECT action FROM audit_event ORDER BY id")]


@pytest.mark.parametrize("odd", ["silent", "swallow", "stream", "fail"])
def test_what_cannot_be_vouched_for_is_thrown_away(town: Any, ask: Callable[[str], Any], odd: str) -> None:
    before = len(events(town))
    answer = ask(f"/odd/{odd}/")
    assert answer.status_code == 500
    assert "Something went wrong in Kith" in answer.text
    assert not any(words in answer.text for words in ("found", "all is well", "something", "about a person"))
    assert events(town)[before:] == ["failed"]


def test_a_refusal_undoes_what_was_written_and_leaves_its_event(town: Any, ask: Callable[[str], Any]) -> None:
    child = town.child()
    with town.acting("sara"):
        fact = Involvement.objects.get(person_id=child, holder_id=town.post["sara"]).id
    before = len(events(town))
    answer = ask(f"/odd/refuse/{child}/?involvement={fact}")
    assert answer.status_code == 403
    assert "Not you." in answer.text
    assert events(town)[before:] == ["refused"]
    with town.acting("sara"):
        assert not Involvement.objects.get(person_id=child, id=fact).closed


def test_without_its_event_there_is_only_unavailable(town: Any, ask: Callable[[str], Any], monkeypatch: Any) -> None:
    def lost(request: Any, action: str) -> None:
        from django.db import OperationalError

        raise OperationalError("the server has gone away")

    monkeypatch.setattr(middleware, "leave_event", lost)
    assert ask("/odd/fail/").status_code == 503


def test_a_full_disk_is_not_called_our_fault(town: Any, ask: Callable[[str], Any]) -> None:
    before = len(events(town))
    answer = ask("/odd/full/")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "Kith cannot be used at the moment" in answer.text
    assert events(town)[before:] == ["failed"]


def test_a_fault_in_a_write_comes_as_it_was(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cause says whether it is a clash, which is run again, or a full disk: it is never its own cause."""
    child = town.child()
    with town.acting("sara"), pytest.raises(DatabaseError) as raised:
        entry = Entry(person_id=child, domain="social_care", grade=3)
        monkeypatch.setattr(entry, "save", lambda **how: call("pg_sleep", "no number"))
        store(entry)
    assert raised.value.__cause__ is not raised.value and errors.kind_of(raised.value).startswith("DataError (Inv")


def test_an_ended_session_opens_nothing(town: Any) -> None:
    browser = Client()
    browser.cookies[TOKEN_COOKIE] = "0" * 64
    answer = browser.get("/")
    assert answer.status_code == 302
    assert "/sign-in/" in answer.headers["Location"]
    assert answer.cookies[TOKEN_COOKIE].value == ""
