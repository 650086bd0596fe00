"""Where words of a record may come to lie that are not its tables: logs, letters, sessions, caches, jobs, events.

A morning's work is done over HTTP with canaries in every record, and with them typed into forms; then every table that
is not graded, the log at its most talkative and all letters are searched.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from logging import Logger
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from kith.core.clock import now
from tests import conftest
from tests.repository.test_graded import NOT_GRADED
from tests.sweep.addresses import addresses
from tests.sweep.asking import Asking
from tests.sweep.scene import Scene

TYPED = "CANARY-typed-identity-1-999999"
WORKERS = ("allocated worker", "manager", "finder", "governance", "health visitor")


@pytest.fixture(scope="module")
def work_done(scene: Scene) -> Iterator[tuple[Scene, str]]:
    """Every page asked for and every form sent by one of those who work, half of them by another too; what the log
    said, down to DEBUG."""
    with listening() as told:
        for n, address in enumerate(addresses().values()):
            if address.group not in ("anyone", "account", "demo"):
                other = "governance" if address.group == "governance" else WORKERS[1 + n % (len(WORKERS) - 1)]
                for who in (WORKERS[0], other) if n % 2 or address.group == "governance" else (WORKERS[0],):
                    work(Asking(scene, address, who))
    yield scene, told()


def work(asking: Asking) -> None:
    """A page looked at and its form sent, on the first record that there is."""
    for target in list(asking.targets())[:1]:
        asking.ask("get", target)
        asking.ask("post", target, typed())


@contextmanager
def listening() -> Iterator[Callable[[], str]]:
    """Every line of the log, down to DEBUG and with its traceback, as Kith's own handler writes it."""
    ours = next(iter(logging.getLogger("kith").handlers), logging.StreamHandler())
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(ours.formatter)
    ends = [log for log in logging.root.manager.loggerDict.values() if isinstance(log, Logger) and not log.propagate]
    levels = {log: log.level for log in (logging.root, *ends)}
    for log in levels:
        log.addHandler(handler)
        log.setLevel(logging.DEBUG)
    yield text.getvalue
    for log, level in levels.items():
        log.removeHandler(handler)
        log.setLevel(level)


def typed() -> dict[str, Any]:
    """Words in every field that any form has; choices as they are, so that what is sent is kept."""
    words = dict.fromkeys(("title", "text", "present", "told", "reason", "basis", "who", "words", "given", "family",
                           "lines", "note", "value", "outcome", "name"), TYPED)  # fmt: skip
    day = now()
    when = {"day": day.day, "month": day.month, "year": day.year, "time": "", "hours": "2"}
    return words | when | {"kind": "case_note", "domain": "social_care", "grade": "3", "scheme": "local"}


def test_the_work_left_words_in_the_record(work_done: tuple[Scene, str]) -> None:
    """Or else what follows would say nothing."""
    scene, _ = work_done
    kept = "SELECT count(*) FROM record_entry WHERE text = %s"
    assert scene.superuser.execute(kept, [TYPED]).fetchone() != (0,)
    assert scene.superuser.execute("SELECT count(*) FROM audit_event").fetchone()[0] > 100


@pytest.mark.parametrize("table", sorted(NOT_GRADED))
def test_no_table_that_is_not_graded_holds_words_of_a_record(work_done: tuple[Scene, str], table: str) -> None:
    """Events, notices, jobs, sessions, caches and whatever comes: each row whole, as text.

    An event keeps the reason that somebody gave for what they did to a fact (docs/events.md), and no other words;
    supervision what was typed there, under row security of its own (docs/decisions/0046), and nothing of a record.
    """
    scene, _ = work_done
    told = (
        "t - 'detail' || jsonb_build_object('detail', (t -> 'detail') - 'reason'::text)"
        if table == "audit_event"
        else "t"
    )
    rows = f"(SELECT {told} AS t FROM (SELECT to_jsonb(x) AS t FROM {table} x) y)"
    own = "CANARY-(supervision|typed)-[-a-z0-9_]*" if table.startswith("supervision") else "$^"
    held = "regexp_replace(t::text, %s, '', 'g') ILIKE '%%canary%%'"
    found = scene.superuser.execute(f"SELECT t FROM {rows} z WHERE {held}", [own]).fetchall()
    assert not found


def test_no_session_or_cache_holds_them_encoded(work_done: tuple[Scene, str]) -> None:
    """Django packs both: text alone would not show it."""
    from django.contrib.sessions.models import Session

    scene, _ = work_done
    for session in Session.objects.using("door").all():
        assert "CANARY" not in str(session.get_decoded()).upper()
    keys = [key for (key,) in scene.superuser.execute("SELECT cache_key FROM sign_in_cache").fetchall()]
    for key in keys:
        assert "CANARY" not in f"{key} {cache.get(key.split(':', 2)[-1])}".upper()


def test_the_log_holds_no_words_of_a_record(work_done: tuple[Scene, str]) -> None:
    _, log = work_done
    assert log and "CANARY" not in log.upper()


def test_the_log_of_the_database_holds_none(work_done: tuple[Scene, str]) -> None:
    """A statement that fails is written down there with what it carried."""
    log = Path(conftest.server.data / "server.log").read_text()
    assert log and "CANARY" not in log.upper()


def test_letters_hold_none(work_done: tuple[Scene, str], letters: list[Any]) -> None:
    assert all("CANARY" not in str(letter.message()).upper() for letter in letters)


def test_an_error_shows_and_logs_none(work_done: tuple[Scene, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that fails while it holds a text: the answer is Kith's own page, and the database's words stay with it."""
    from django.db import DatabaseError

    from kith.desk.person import parts

    scene, _ = work_done
    client = scene.client("allocated worker")

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise DatabaseError(f"DETAIL: Failing row contains ({TYPED}).")

    monkeypatch.setattr(parts, "family_page", fail)
    with listening() as told:
        answer = client.get(reverse("family", args=[scene.person["open"]]))
    assert answer.status_code == 500 and "CANARY" not in answer.text
    assert "DatabaseError" in told() and "CANARY" not in told()
