"""Allocation: with sight of load and of who is barred; all of it stands or nothing does."""

from datetime import timedelta
from uuid import UUID

import pytest

from kith.access import facts
from kith.access.explain import explain
from kith.casework.actions.allocate import allocate, pass_on
from kith.casework.queries import work_of
from kith.casework.waiting import tasks
from kith.core.clock import now
from kith.core.errors import Invalid, Refused
from kith.core.session import acting
from kith.desk.casework.allocating import loads_of


def give(
    town, child, who="manager", to="mo", steps=(), note="Visit this week: the baby is small.", until=None, ends=()
):
    with town.acting(who):
        return allocate(
            person_id=child, post=town.post[to], name=to.title(), profile="allocated social worker", note=note,
            steps=steps, until=until, ends=ends,
        )  # fmt: skip


def test_who_is_given_it_sees_it_and_has_its_steps(town, child, begin) -> None:
    referral = begin("referral")
    give(town, child, steps=[referral.id])
    with town.acting("mo"):
        assert referral.id in {task.id for task in tasks(acting().holders)}
        assert "Visit this week: the baby is small." in {m.text for d in work_of(child) for m in d.moves}


def test_nobody_is_allocated_to_a_person_from_whom_they_are_barred(town, child, behind) -> None:
    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
    counted = "SELECT count(*) FROM access_involvement WHERE person_id = %s AND holder_id = %s"
    with pytest.raises(Refused, match="cannot be given"):
        give(town, child)
    assert behind(counted, child, town.post["mo"]) == [(0,)]


def test_a_worker_does_not_allocate_and_a_note_is_needed(town, child) -> None:
    with pytest.raises(Refused, match="manager allocates"):
        give(town, child, who="sara")
    with pytest.raises(Invalid):
        give(town, child, note=" ")


def test_cover_ends_by_itself(town, child, database) -> None:
    with town.acting("manager"):
        until = now() + timedelta(days=7)
    give(town, child, until=until)
    with town.acting("mo"):
        assert any(f.ends == until for f in explain(child).facts)


def test_what_is_sent_twice_is_done_and_said_once(town, child, begin, behind) -> None:
    referral = begin("referral")
    made = {give(town, child, steps=[referral.id]) for _ in range(2)}
    assert len(made) == 1
    counted = "SELECT count(*) FROM access_involvement WHERE person_id = %s AND holder_id = %s"
    assert behind(counted, child, town.post["mo"]) == [(1,)]
    said = "SELECT count(*) FROM record_entry WHERE person_id = %s AND title = 'Allocated to Mo'"
    assert behind(said, child) == [(1,)]
    give(town, child, note="Another word: the visit is on Friday.")
    assert behind(said, child) == [(2,)]


def test_whose_training_has_lapsed_comes_after_the_others_and_is_said(town, database) -> None:
    lapse = "UPDATE agencies_practitioner SET trained_until = current_date - 1 WHERE id = %s"
    with town.acting("manager") as me:
        plain = {load.words for load in loads_of(me.manages)}
    with database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_agency SET training_required = true")
        before = owner.execute("SELECT trained_until FROM agencies_practitioner WHERE id = %s", [town.human["mo"]])
        (was,) = before.fetchone()
        owner.execute(lapse, [town.human["mo"]])
    try:
        with town.acting("manager") as me:
            loads = loads_of(me.manages)
    finally:
        with database.connect("kith_owner") as owner:
            owner.execute("UPDATE agencies_agency SET training_required = false")
            owner.execute("UPDATE agencies_practitioner SET trained_until = %s WHERE id = %s", [was, town.human["mo"]])
    lapsed = [load.words for load in loads if load.lapsed]
    assert lapsed == [load.words for load in loads][-len(lapsed) :] and any("Mo" in words for words in lapsed)
    assert all("opens nothing until" in words for words in lapsed) and not any("lapsed" in words for words in plain)


def involvement(town, child, who) -> UUID:
    with town.acting("manager"):
        return next(c.involvement for c in explain(child).contacts if c.holder == town.post[who])


def test_reallocated_whoever_had_it_sees_it_no_more(town, child, begin) -> None:
    referral = begin("referral")
    give(town, child, steps=[referral.id], ends=[involvement(town, child, "sara")])
    with town.acting("mo"):
        assert {task.holder for task in tasks(acting().holders) if task.person == child} == {town.post["mo"]}
        held = [fact for fact in explain(child).contacts if fact.kind == "post"]
    assert [each.holder for each in held] == [town.post["mo"]]


def test_refused_nobody_loses_what_they_had(town, child) -> None:
    had = involvement(town, child, "sara")
    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
    with pytest.raises(Refused):
        give(town, child, ends=[had])
    assert involvement(town, child, "sara") == had


def test_passed_on_a_team_covers_it_and_its_managers_allocate_it(town, child, begin, behind) -> None:
    """Once, however often; the steps go with it, under the note."""
    referral = begin("referral")
    for _ in range(2):
        with town.acting("manager"):
            pass_on(person_id=child, team=town.team["front door"], note="They have moved.", steps=[referral.id])
    held = "SELECT profile, count(*) FROM access_involvement WHERE person_id = %s AND holder_id = ANY (%s) GROUP BY 1"
    door = [town.team["front door"], town.managers["front door"]]
    assert set(behind(held, child, door)) == {("allocated team (cover)", 1), ("managers of the allocated team", 1)}
    with town.acting("duty"):
        assert referral.id in {task.id for task in tasks(acting().holders)}
        assert "They have moved." in {m.text for d in work_of(child) for m in d.moves}


def test_it_is_passed_on_within_the_organisation_by_a_manager(town, child) -> None:
    with town.acting("manager"), pytest.raises(Invalid, match="own organisation"):
        pass_on(person_id=child, team=town.team["adults duty"], note="Theirs now.", steps=[])
    with town.acting("sara"), pytest.raises(Refused):
        pass_on(person_id=child, team=town.team["front door"], note="Theirs now.", steps=[])
