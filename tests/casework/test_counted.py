"""Work counted by team: what a manager sees of their organisation, and what no number tells."""

from datetime import timedelta

import pytest

from kith.access import facts
from kith.casework.actions.change_clock import explain_late
from kith.casework.counted import Standing, by_limit, by_team, work_counted
from kith.core.clock import now
from kith.core.errors import Refused


@pytest.fixture
def counted(town):
    """Of the safeguarding team, as its manager sees it."""

    def standing(who="manager", team="safeguarding"):
        with town.acting(who):
            lines = by_team(work_counted())
        return next((each for each in lines if each.team == town.team[team]), Standing(None, "", 0, 0, 0, 0, 0))

    return standing


def test_it_counts_what_is_held_by_the_team_and_by_who_is_in_it(town, begin, counted) -> None:
    before = counted()
    begin("referral", began_at=now() - timedelta(days=30))
    begin("referral", holder=town.team["safeguarding"])
    after = counted()
    assert (after.steps - before.steps, after.late - before.late) == (2, 1)
    assert after.unexplained - before.unexplained == 1 and after.due_soon - before.due_soon == 1


def test_whether_somebody_said_why_is_counted_and_not_what_they_said(town, child, begin, clocks, counted) -> None:
    begin("referral", began_at=now() - timedelta(days=30))
    before = counted()
    with town.acting("sara"):
        explain_late(person_id=child, clock_id=clocks()["referral decision"].id, reason="Nobody was at home")
    after = counted()
    assert after.unexplained == before.unexplained - 1 and after.late == before.late
    with town.acting("manager"):
        assert "Nobody was at home" not in repr(work_counted())
        assert {line.clock for line in by_limit(work_counted())} >= {"referral decision"}


def test_no_number_tells_that_something_sealed_is_there(town, child, begin, counted) -> None:
    step = begin("referral")
    before = counted()
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "about a colleague", step.id)
    assert counted().steps == before.steps - 1
    whole = begin("referral")
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "adoption")
    assert counted().steps == before.steps - 1 and whole


def test_only_managers_and_only_of_their_own_organisation(town, begin) -> None:
    begin("referral")
    for who in ("sara", "governor", "admin", "visitor"):
        with town.acting(who), pytest.raises(Refused):
            work_counted()
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "matron", "trust", "health visitors", True)
    with town.acting("matron"):
        assert work_counted() == []


def test_a_discreet_team_is_not_named(town) -> None:
    """Its step stands with those of no named team."""
    from kith.casework.actions.begin_step import begin_step
    from kith.core.ids import person_id

    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_team SET discreet = true WHERE id = %s", [town.team["front door"]])
    try:
        person = person_id()
        with town.acting("duty"):
            facts.admit(person, town.team["front door"], "front door screening")
            begin_step(person_id=person, chain="children", step="contact", holder=town.team["front door"])
        with town.acting("manager"):
            teams = {line.team for line in work_counted()}
        assert town.team["front door"] not in teams and None in teams
    finally:
        with town.database.connect("kith_owner") as owner:
            owner.execute("UPDATE agencies_team SET discreet = false WHERE id = %s", [town.team["front door"]])
