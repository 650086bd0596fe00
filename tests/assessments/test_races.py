"""Pairs of savings of one form against each other, on real connections: no answer is lost, nothing changes once signed.

Each saving pauses between reading what stands and writing, so that without the lock (assessments.hold) the other would
come between: the last test takes the lock away and sees that this is noticed. `KITH_RACES=n` runs each pair n times.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from kith.assessments import queries
from kith.assessments.actions import save_sections as saving
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.keep_typing import keep_typing
from kith.assessments.models import Response, State
from kith.core.errors import Invalid

ROUNDS = int(os.environ.get("KITH_RACES", 5))
PAUSE = 0.03
FIRST = {"a-who-lives": ["both-parents"], "a-what-is-seen": ["A tidy flat"], "a-hurt": ["false"]}
OTHERWISE = {"a-what-is-seen": ["A dog"]}
WHOLE = FIRST | {"a-sleep": ["1"], "a-fear": ["2"]}
UNLOCKED = """
    CREATE OR REPLACE FUNCTION assessments.hold(p uuid, response uuid) RETURNS integer LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$"""
Act = Callable[[Response], Any]


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else has time to come between reading and writing."""

    def filled(*args: Any) -> Any:
        found = queries.filled(*args)
        time.sleep(PAUSE)
        return found

    monkeypatch.setattr(saving, "filled", filled)


@pytest.fixture
def begun(town: Any, child: UUID, mixed: str) -> Callable[[], Response]:
    def begin() -> Response:
        with town.acting("sara"):
            return begin_response(person_id=child, slug=mixed)

    return begin


@pytest.fixture
def at_once(town: Any) -> Iterator[Callable[..., list[Any]]]:
    """Two acts begun together, as Sara and as her manager: what each came to, a refusal in words included."""
    with ThreadPoolExecutor(2) as pool:

        def run(response: Response, *acts: Act) -> list[Any]:
            ready = Barrier(2)

            def one(who: str, act: Act) -> Any:
                ready.wait(timeout=30)
                try:
                    with town.acting(who):
                        return act(response)
                except Invalid as refused:
                    return refused
                finally:
                    connections.close_all()

            done = [pool.submit(one, who, act) for who, act in zip(("sara", "manager"), acts, strict=True)]
            return [each.result(timeout=30) for each in done]

        yield run


@pytest.fixture
def save(child: UUID, reach: Any) -> Callable[..., Act]:
    def act(typed: dict[str, list[str]], sections: tuple[str, ...] = ("first",), base: Any = None) -> Act:
        return lambda response: saving.save_sections(
            person_id=child, response_id=response.id, sections=sections, typed=typed, base=base or {}, reach_on=reach()
        )

    return act


def stands(town: Any, child: UUID, response: Response, reach: Any) -> queries.Filled:
    with town.acting("sara"):
        return queries.filled(child, response.id, reach())


def test_two_people_in_one_section_lose_no_answer(town, child, reach, begun, at_once, save) -> None:
    for _ in range(ROUNDS):
        response = begun()
        told = at_once(response, save({"a-who-lives": ["both-parents"]}), save(OTHERWISE))
        assert not any(isinstance(each, Exception) or each.clashes for each in told)
        found = stands(town, child, response, reach).content
        assert found["who-lives"] == ["both-parents"] and found["what-is-seen"] == ["A dog"]


def test_the_same_question_is_answered_by_one_and_the_other_is_told(town, child, reach, begun, at_once, save) -> None:
    for _ in range(ROUNDS):
        response = begun()
        told = at_once(response, save({"a-what-is-seen": ["A cat"]}), save(OTHERWISE))
        clashes = [each.clashes for each in told]
        said = stands(town, child, response, reach).content["what-is-seen"]
        assert sorted(map(bool, clashes)) == [False, True] and {"what-is-seen": said} in clashes


def test_sign_off_against_a_saving(town, child, reach, begun, at_once, save) -> None:
    """Either the saving came first, and is what was signed; or it is refused, and what was signed stands."""

    def sign(response: Response) -> Any:
        return sign_response(person_id=child, response_id=response.id, reach_on=reach())

    read = {("first", ("social_care", grade)): 1 for grade in (3, 4)}
    for _ in range(ROUNDS):
        response = begun()
        with town.acting("sara"):
            save(WHOLE, ("first", "health"))(response)
        saved, signed = at_once(response, save(FIRST | {"a-who-lives": ["one-parent"]}, base=read), sign)
        assert not isinstance(signed, Exception)
        refused = isinstance(saved, Invalid)
        assert refused or not (saved.clashes or saved.errors)
        found = stands(town, child, response, reach)
        assert found.row.state == State.SIGNED
        assert found.content["who-lives"] == ["both-parents" if refused else "one-parent"]


def test_typing_against_sign_off_keeps_every_word_and_changes_no_answer(
    town, child, reach, begun, at_once, save, behind
) -> None:
    def sign(response: Response) -> Any:
        return sign_response(person_id=child, response_id=response.id, reach_on=reach())

    def typing(response: Response) -> Any:
        about = {"person_id": child, "response_id": response.id, "section": "first", "base": "", "revision": 0}
        return keep_typing(**about, typed={"a-what-is-seen": ["Typed too late"]}, draft_id=None)

    for _ in range(ROUNDS):
        response = begun()
        with town.acting("manager"):
            save(WHOLE, ("first", "health"))(response)
        (draft, _), signed = at_once(response, typing, sign)
        assert not isinstance(signed, Exception)
        (kept,) = behind("SELECT content::text FROM record_draft WHERE id = %s", draft)
        assert "Typed too late" in kept[0]
        assert stands(town, child, response, reach).content["what-is-seen"] == ["A tidy flat"]


def test_without_the_lock_a_race_is_noticed(town, child, reach, begun, at_once, save) -> None:
    """Negative control: both read the same, and the second writes over or is thrown back by the database."""
    with town.database.superuser() as admin:
        (whole,) = admin.execute("SELECT pg_get_functiondef('assessments.hold'::regproc)").fetchone()
        admin.execute(UNLOCKED)
        try:
            with pytest.raises(Exception, match=r"answers_revision_once|since you opened"):
                for _ in range(10):
                    for told in at_once(begun(), save({"a-who-lives": ["both-parents"]}), save(OTHERWISE)):
                        if isinstance(told, Exception):
                            raise told
        finally:
            admin.execute(whole)
