"""The reference model against worlds and answers written by hand: may, list, reach, why."""

from dataclasses import replace

import pytest

from kith.access.grades import DOMAINS as DOMAINS_IN_SERVICE
from kith.access.model import DOMAINS, opens, reach, why
from tests.access.written import Question, Written, written

WORLDS = written()
ASKED = [pytest.param(w, q, id=f"{w.name}, {n}") for w in WORLDS for n, q in enumerate(w.questions, 1)]


@pytest.mark.parametrize(("written", "question"), ASKED)
def test_rows_that_open_are_those_written(written: Written, question: Question) -> None:
    world = written.when(question)
    assert {name for name, row in world.rows.items() if opens(world, question.caller, row)} == question.opens


@pytest.mark.parametrize(("written", "question"), ASKED)
def test_reach_is_that_written(written: Written, question: Question) -> None:
    world = written.when(question)
    for person, expected in question.reach.items():
        found = reach(world, question.caller, person)
        deep = {owner: {d: g for d, g in grades.items() if g} for owner, grades in found.items()}
        assert {owner: grades for owner, grades in deep.items() if grades} == expected, person


@pytest.mark.parametrize(("written", "question"), ASKED)
def test_reasons_are_those_written(written: Written, question: Question) -> None:
    world = written.when(question)
    for row, facts in question.because.items():
        assert sorted({way.fact for way in why(world, question.caller, world.rows[row]).opened_by}) == sorted(facts)


@pytest.mark.parametrize(("written", "question"), ASKED)
def test_what_opens_is_within_reach_unless_it_opens_by_itself(written: Written, question: Question) -> None:
    world = written.when(question)
    for row in world.rows.values():
        ways = {way.kind for way in why(world, question.caller, row).opened_by}
        if opens(world, question.caller, row) and not ways & {"release", "draft", "letter", "given"}:
            assert reach(world, question.caller, row.person)[row.owner][row.domain] >= row.grade


def test_every_written_world_refuses_something_and_opens_something() -> None:
    for world in WORLDS:
        assert any(q.opens for q in world.questions), world.name
        assert any(q.opens != world.world.rows.keys() for q in world.questions), world.name


def test_names_in_questions_exist() -> None:
    for world in WORLDS:
        for question in world.questions:
            assert question.opens <= world.world.rows.keys(), world.name
            assert question.reach.keys() <= world.world.persons, world.name
            assert question.caller.post is None or question.caller.post in world.world.posts, world.name
            assert question.caller.reader is None or question.caller.reader in world.world.readers, world.name


def test_domains_are_those_in_service() -> None:
    assert DOMAINS == DOMAINS_IN_SERVICE


def test_a_world_without_facts_opens_nothing() -> None:
    first = WORLDS[0]
    bare = replace(first.world, involvements={}, shares={}, roles={}, releases={})
    for question in first.questions:
        assert not any(opens(bare, question.caller, row) for row in bare.rows.values())
