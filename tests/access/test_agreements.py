"""Before an agreement or a role changes: what the preview says is what then happens, and nothing before."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kith.access import agreements, facts
from kith.access.grades import DOMAINS
from kith.access.tasks import go_on
from kith.core import errors
from kith.core.session import call, rows
from kith.people.models import Alert

BOTH = ("care", "safeguarding")
COVER = "allocated team (cover)"
VISITORS = "core group: health visitor or school nurse"
TABLES = ("people_alert", "access_involvement", "access_share")


@pytest.fixture(scope="module")
def child(town: Any) -> UUID:
    """Known to the health visitors and, discreetly, to a therapist; three alerts of the council's."""
    person: UUID = town.child()
    with town.acting("sara"):
        facts.involve(person, town.team["health visitors"], VISITORS)
        for domain, grade in (("identity", 2), ("plan", 3), ("health", 3)):
            Alert.objects.create(person_id=person, domain=domain, grade=grade, kind="dog", words="A dog")
    with town.acting("manager"):
        facts.involve(person, town.post["therapist"], "core group: mental health service")
    return person


def opened(town: Any, who: str) -> set[UUID]:
    """What somebody opens of the council's rows."""
    with town.acting(who):
        return {
            id_
            for table in TABLES
            for (id_,) in rows(f"SELECT id FROM {table} WHERE owner_id = %s", town.agency["children"])
        }


def proposed(town: Any, grades: dict[str, int], purposes: tuple[str, ...] = BOTH) -> agreements.Proposal:
    with town.acting("governor"):
        now = timezone.now()
        number = agreements.propose_agreement(
            town.agency["trust"], "regional agreement", grades, list(purposes), now, None, None
        )
        return agreements.proposal(number)


def test_what_is_said_is_what_then_happens(town: Any, child: UUID) -> None:
    waiting = proposed(town, {"identity": 2, "health": 3, "social_care": 2})
    before = {who: opened(town, who) for who in ("visitor", "therapist")}
    with town.acting("governor"), pytest.raises(errors.Invalid, match="still being prepared"):
        agreements.put_in_force(waiting)
    assert go_on() > 0
    assert {who: opened(town, who) for who in before} == before
    with town.acting("governor"):
        assert agreements.proposal(waiting.id).ready_at
        said = agreements.in_all(waiting.id)
        by_post = agreements.gains(waiting.id)
        assert agreements.gains_by_grade(waiting.id) == [("plan", 3, 0, 1)]
        agreements.put_in_force(waiting)
    after = {who: opened(town, who) for who in before}
    assert (said.gained, said.lost, said.persons_lost, said.people_lost) == (0, 1, 1, 2)
    assert {who: len(before[who] - after[who]) for who in before} == {"visitor": 1, "therapist": 1}
    assert [after[who] - before[who] for who in before] == [set(), set()]
    assert {gain.post for gain in by_post} == {
        town.post["visitor"],
        None,
    }  # who works in a discreet service is not named


def test_what_more_it_opens(town: Any, child: UUID) -> None:
    waiting = proposed(town, dict.fromkeys(DOMAINS, 3))
    before = opened(town, "visitor")
    go_on()
    with town.acting("governor"):
        said = {gain.post: gain.gained for gain in agreements.gains(waiting.id)}
        agreements.put_in_force(waiting)
    assert len(opened(town, "visitor") - before) == said[town.post["visitor"]] == 1


def test_a_purpose_that_is_left_out_closes_as_well(town: Any, child: UUID) -> None:
    """Whoever works for safeguarding would open nothing by it."""
    opens = len(opened(town, "visitor"))
    waiting = proposed(town, dict.fromkeys(DOMAINS, 3), ("care",))
    go_on()
    with town.acting("governor"):
        lost = {gain.post: gain.lost for gain in agreements.gains(waiting.id)}
        assert lost[town.post["visitor"]] == opens
        agreements.throw_away(waiting)


def test_thrown_away_it_never_opens_anything(town: Any, child: UUID) -> None:
    waiting = proposed(town, dict.fromkeys(DOMAINS, 4))
    before = opened(town, "visitor")
    go_on()
    with town.acting("governor"):
        agreements.throw_away(waiting)
    with town.acting("governor"), pytest.raises(errors.Invalid, match="decided already"):
        agreements.put_in_force(waiting)
    assert opened(town, "visitor") == before
    with town.database.superuser() as admin:
        assert admin.execute("SELECT sum(drifted) FROM access.verify()").fetchone() == (0,)


def test_until_a_later_start_the_version_before_holds(town: Any, child: UUID) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    with town.acting("governor"):
        number = agreements.propose_agreement(
            town.agency["trust"], "regional agreement", {"identity": 1}, ["care"], tomorrow, None, None
        )
    go_on()
    before = opened(town, "visitor")
    with town.acting("governor"):
        agreements.put_in_force(agreements.proposal(number))
    assert opened(town, "visitor") == before
    town.database.set_clock(tomorrow)
    try:
        assert len(opened(town, "visitor")) < len(before)
    finally:
        town.database.set_clock(None)


def test_it_stops_anywhere_and_goes_on(town: Any, child: UUID) -> None:
    """The worker died after the first few people: nobody is counted twice."""
    for _ in range(12):
        town.child()
    waiting = proposed(town, {"identity": 3})
    assert call("access.work_next")
    with town.acting("governor"):
        assert (begun := agreements.proposal(waiting.id)).persons == 10 and begun.ready_at is None
    go_on()
    with town.acting("governor"):
        first = agreements.in_all(waiting.id)
        agreements.measure_again(waiting)
        assert agreements.proposal(waiting.id).ready_at is None
    go_on()
    with town.acting("governor"):
        assert agreements.in_all(waiting.id) == first
        agreements.throw_away(waiting)


def test_others_neither_propose_nor_read_nor_decide(town: Any, child: UUID) -> None:
    waiting = proposed(town, {"identity": 3})
    go_on()
    for who in ("sara", "manager", "visitor"):
        for asked in (
            agreements.proposals,
            lambda: agreements.gains(waiting.id),
            lambda: agreements.put_in_force(waiting),
        ):
            with town.acting(who), pytest.raises(errors.Refused):
                asked()
    with town.acting("governor"):
        agreements.throw_away(waiting)


def test_a_role_changes_person_by_person_as_was_said(town: Any, child: UUID) -> None:
    before, lead = opened(town, "mo"), opened(town, "sara")
    with town.acting("governor"):
        number = agreements.propose_profile(COVER, {"identity": 2})
    go_on()
    assert opened(town, "mo") == before
    with town.acting("governor"):
        said = {gain.post: gain.lost for gain in agreements.gains(number)}
        agreements.put_in_force(agreements.proposal(number))
        assert next(p.grades for p in agreements.profiles() if p.name == COVER)["plan"] == 0
    assert opened(town, "mo") == before  # until the worker comes to this person
    go_on()
    lost = len(before - opened(town, "mo"))
    assert lost > 2 and said[town.post["mo"]] == lost and town.post["sara"] not in said
    assert opened(town, "sara") == lead
    with town.acting("governor"):
        done = agreements.proposal(number)
    assert done.applied >= 1 and done.applied_at
    with town.database.superuser() as admin:
        asked = "SELECT count(*) FROM audit_event WHERE action = 'apply profile' AND person_id = %s AND post = %s"
        assert admin.execute(asked, [child, town.post["governor"]]).fetchone() == (1,)
        assert admin.execute("SELECT sum(drifted) FROM access.verify()").fetchone() == (0,)


def test_a_role_is_changed_for_ones_own_people_alone(town: Any, child: UUID) -> None:
    """Decision 13: the council's version of the visitors' role binds no visitor."""
    visitor = opened(town, "visitor")
    with town.acting("governor"):
        number = agreements.propose_profile(VISITORS, {"identity": 1})
    go_on()
    with town.acting("governor"):
        assert agreements.in_all(number).lost == 0
        agreements.put_in_force(agreements.proposal(number))
    go_on()
    assert opened(town, "visitor") == visitor
    with town.acting("visitor"):
        assert next(p.grades for p in agreements.profiles() if p.name == VISITORS)["plan"] == 3
    with town.acting("sara"):
        facts.involve(child, town.team["health visitors"], VISITORS)
    assert opened(town, "visitor") >= visitor


def test_the_locks_are_verified_by_the_worker(town: Any, child: UUID) -> None:
    from kith.access.tasks import verify

    with town.acting("governor"):
        agreements.ask_verification()
        assert agreements.verifications()[0].ended_at is None
    verify()
    with town.acting("governor"):
        done = agreements.verifications()[0]
    assert done.drifted == 0 and done.checked and done.ended_at and done.took
    with town.database.superuser() as admin:
        admin.execute("SET ROLE kith_engine")
        admin.execute("UPDATE people_alert SET audience = '{}' WHERE person_id = %s AND domain = 'plan'", [child])
    with town.acting("governor"):
        agreements.ask_verification()
    verify()
    with town.acting("governor"):
        assert agreements.verifications()[0].drifted == 1
    with town.acting("sara"), pytest.raises(errors.Refused):
        agreements.verifications()
