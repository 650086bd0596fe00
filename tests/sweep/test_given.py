"""Rows that were given by themselves: whoever works with the person in no other way meets those canaries and no others.

The reference knows which rows a share names. Its clause left out, the sweep must turn red: a share that names rows and
opens all is found on the pages; one that opens none is missed by the reference.
"""

from dataclasses import replace
from typing import Any

import pytest

from tests.sweep.addresses import addresses
from tests.sweep.asking import Asking, words_in
from tests.sweep.scene import Scene
from tests.sweep.test_sweep import asked_as


def deep(scene: Scene, user: str) -> set[str]:
    """What is beyond locate about the located person and opens to this user by the reference: no letter, no draft."""
    rows, person = scene.canaries.rows, str(scene.person["located"])
    about = (n for n, row in rows.items() if row.person == person and row.grade > 1 and not row.parties
             and not row.draft)  # fmt: skip
    return {n for n in about if scene.canaries.opened(n, scene.caller(user))}


@pytest.mark.parametrize("user", ["police", "finder"])
def test_exactly_what_was_given_is_expected(scene: Scene, user: str) -> None:
    found = deep(scene, user)
    assert len(found) == 6  # an entry; a document and its file; a form and two of its answers
    assert {scene.canaries.row(n) for n in found} == {*scene.given, *scene.parts}


def test_the_page_of_the_request_shows_them_to_who_cannot_find_the_person(scene: Scene) -> None:
    asking = Asking(scene, addresses()["request"], "police")
    target = next(t for t in asking.targets() if t.kind == "located, open row")
    assert not target.located
    met = {number for _, number in scene.canaries.found(words_in(asking.ask("get", target)))}
    rows = {scene.canaries.row(n) for n in met & deep(scene, "police")}
    assert rows == {*scene.given[:2], *scene.parts}  # a form has no words but its answers


def test_a_given_row_has_its_page_where_the_person_may_be_found(scene: Scene) -> None:
    for name, row in zip(("entry", "document", "response"), scene.given, strict=True):
        asking = Asking(scene, addresses()[name], "finder")
        target = next(t for t in asking.targets() if t.kind == "located, open row")
        answer = asking.ask("get", target._replace(row=row))
        assert answer.status_code == 200 and str(row) in answer.text
        assert not scene.canaries.beyond(words_in(answer), scene.caller("finder"))


def test_of_a_given_form_no_answer_is_shown_that_was_not_given(scene: Scene) -> None:
    asking = Asking(scene, addresses()["response"], "finder")
    target = next(t for t in asking.targets() if t.kind == "located, open row")._replace(row=scene.given[-1])
    answers = set(scene.canaries.numbers["assessments_answers", "located"])
    met = {number for _, number in scene.canaries.found(words_in(asking.ask("get", target)))} & answers
    beyond = {n for n in met if scene.canaries.rows[n].grade > 1}
    assert {scene.canaries.row(n) for n in beyond} == set(scene.parts)
    assert len(answers) > len(met)


CLAUSE = "AND s.rows IS NULL "  # of access.audience: without it a share of rows opens all


def test_without_the_clause_the_sweep_turns_red(scene: Scene) -> None:
    """Negative control: the lock of the database is broken, and put back."""
    whole = one(scene, "SELECT pg_get_functiondef('access.audience'::regproc)")
    assert CLAUSE in whole
    for written, red in ((whole.replace(CLAUSE, ""), True), (whole, False)):
        scene.superuser.execute(written)
        one(scene, "SELECT access.rekey_person(%s)", scene.person["located"])
        assert bool(wrong_at(scene, "chronology", "finder")) == red


def one(scene: Scene, sql: str, *args: Any) -> Any:
    return (scene.superuser.execute(sql, args).fetchone() or (None,))[0]


def wrong_at(scene: Scene, name: str, user: str) -> list[str]:
    wrong: list[str] = []
    asked_as(Asking(scene, addresses()[name], user), "get", wrong, True)
    return wrong


def test_without_its_clause_the_reference_no_longer_expects_exactly_that(scene: Scene) -> None:
    """Negative control of the other side: to a reference that knows no rows, what leaked would be in order."""
    shares = {name: replace(share, rows=None) for name, share in scene.canaries.world.shares.items()}
    before = scene.canaries.world
    scene.canaries.facts_are(replace(before, shares=shares))
    assert len(deep(scene, "finder")) > 6
    scene.canaries.facts_are(before)
