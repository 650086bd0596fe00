"""Whose part is over when a step ends: the front door's with its own work; at closure, whoever is named."""

from typing import Any
from uuid import UUID

import pytest

from kith.access import facts
from kith.access.explain import explain
from kith.casework.actions.begin_step import begin_step
from kith.casework.actions.end_screening import FrontDoor
from kith.casework.actions.finish_step import Came, finish_step, sign_off
from kith.casework.models import Step
from kith.core.clock import now
from kith.core.errors import Invalid, Refused
from kith.record.actions.refer import refer
from kith.record.queries import entry
from kith.record.recording import Recording

IN_FORCE = """
    SELECT count(*) FROM access_involvement
    WHERE person_id = %s AND profile = 'front door screening' AND NOT closed AND (ends IS NULL OR ends > core.now())"""


@pytest.fixture
def refers(town, child, core_group) -> Any:
    """A school writes to the front door, so often as it is asked to."""
    core_group(child, town.post["teacher"], "core group: school")

    def sent(token: str, grade: int = 3) -> UUID:
        with town.acting("teacher"):
            said = Recording("referral", now(), "Bruise", "He says that he fell.", "social_care", grade)
            return refer(person_id=child, team_id=town.team["front door"], recording=said, token=token).reference

    return sent


def taken(town: Any, child: UUID, sent: UUID) -> Step:
    with town.acting("duty"):
        return begin_step(
            person_id=child, chain="children", step="referral", holder=town.post["duty"], referral=entry(child, sent)
        )


def ended(town: Any, step: Step, outcome: str, **more: Any) -> Came:
    """Asked for at the front door, signed off by a manager."""
    with town.acting("duty"):
        finish_step(person_id=step.person_id, step_id=step.id, outcome=outcome, reason="Known, and safe.", **more)
    with town.acting("manager"):
        return sign_off(person_id=step.person_id, step_id=step.id)


def test_no_further_action_ends_the_screening_with_its_reason(town, child, refers, behind) -> None:
    step = taken(town, child, refers("once"))
    assert behind(IN_FORCE, child) == [(1,)]
    assert ended(town, step, "nothing").front_door == FrontDoor.ENDED
    assert behind(IN_FORCE, child) == [(0,)]
    said = "SELECT detail ->> 'reason' FROM audit_event WHERE person_id = %s AND action = 'end involvement'"
    assert behind(said, child) == [("Referral: No further action",)]
    with town.acting("duty"):
        found = explain(child)
        assert found is None or found.reach["social_care"] <= 1


def test_it_stays_while_the_front_door_has_what_follows(town, child, refers, behind) -> None:
    step = taken(town, child, refers("once"))
    came = ended(town, step, "assessment")
    assert came.front_door == FrontDoor.STAYS and [each.step for each in came.begun] == ["assessment"]
    assert behind(IN_FORCE, child) == [(1,)]


def test_given_to_whoever_works_with_them_it_ends(town, child, refers, behind) -> None:
    step = taken(town, child, refers("once"))
    assert ended(town, step, "assessment", next_holder=town.post["sara"]).front_door == FrontDoor.ENDED
    assert behind(IN_FORCE, child) == [(0,)]


def test_it_stays_while_another_referral_waits(town, child, refers, behind) -> None:
    """It must not drop out of the list because another was decided."""
    step = taken(town, child, refers("first"))
    refers("second", grade=4)
    assert ended(town, step, "nothing").front_door == FrontDoor.STAYS
    assert behind(IN_FORCE, child) == [(1,)]


def test_another_s_step_ends_no_screening(town, child, refers, begin, behind) -> None:
    refers("once")
    other = begin("contact")
    with town.acting("sara"):
        came = finish_step(person_id=child, step_id=other.id, outcome="nothing", reason="Advice given.")
    assert came.front_door == FrontDoor.NONE and behind(IN_FORCE, child) == [(1,)]


@pytest.fixture
def closing(town, child, begin, steps) -> Step:
    """A closure that Sara has, with nothing else going on."""
    care = begin("child_in_care")
    with town.acting("sara"):
        finish_step(person_id=child, step_id=care.id, outcome="home", reason="Went home.")
    with town.acting("manager"):
        sign_off(person_id=child, step_id=care.id)
        (closure,) = sign_off(person_id=child, step_id=care.id, text="Met on Monday: agreed.").begun
    return closure


def here(town: Any, child: UUID) -> dict[str, UUID]:
    """The council's involvements, by who holds them."""
    with town.acting("manager"):
        found = explain(child)
        assert found is not None
        return {
            c.name: c.involvement for c in found.contacts if c.agency_id == town.agency["children"] and c.involvement
        }


def test_closure_ends_whom_it_names_and_whoever_closes_last(town, child, closing) -> None:
    ending = here(town, child)
    assert len(ending) > 1
    with town.acting("manager"):
        finish_step(person_id=child, step_id=closing.id, outcome="closed", reason="Done.", ends=list(ending.values()))
    for who in ("sara", "mo", "manager"):
        with town.acting(who):
            assert explain(child) is None, who


def test_what_has_ended_already_closes_nothing(town, child, closing, core_group) -> None:
    """Nor another organisation's involvement: all of it stands, or nothing does."""
    theirs = core_group(child, town.post["teacher"], "core group: school")
    ending = [*here(town, child).values(), theirs]
    with town.acting("manager"), pytest.raises(Invalid, match="Open it again"):
        finish_step(person_id=child, step_id=closing.id, outcome="closed", reason="Done.", ends=ending)
    assert here(town, child)


def test_one_closure_and_not_while_what_comes_to_it_goes_on(town, child, begin, steps) -> None:
    """What began beside a plan and ends closes nothing of the plan."""

    def came(step: Step, *outcomes: str) -> Step:
        for outcome in outcomes:
            with town.acting("manager"):
                done = finish_step(person_id=child, step_id=step.id, outcome=outcome, reason="Agreed.")
            step = next(iter(done.begun), step)
        return step

    plan = came(begin("referral"), "assessment", "child_in_need")
    with town.acting("sara"):
        told = {"person_id": child, "chain": "children", "step": "strategy_discussion", "holder": town.post["sara"]}
        beside = begin_step(**told, after=plan.id)
    other = came(beside, "enquiry", "child_in_need")
    came(plan, "review", "closure")
    assert "closure" not in steps() and "child_in_need_plan" in steps()
    assert came(other, "review", "closure").step == "closure"


def test_of_others_colleagues_only_who_works_with_them_is_given_work(town, child, begin) -> None:
    """Whether or not they are barred: the answer tells nothing of it (docs/decisions/0084)."""
    contact = begin("contact")
    other = begin("referral", who="mo", holder=town.post["sara"])
    assert other.holder == town.post["sara"]
    with town.acting("sara"), pytest.raises(Refused, match="does not work with them yet"):
        finish_step(
            person_id=child, step_id=contact.id, outcome="referral", reason="Worse.", next_holder=town.post["mo"]
        )
    with town.acting("manager"):
        facts.exclude(child, town.human["sara"], "A relative")
    assert begin("referral", who="mo", holder=town.post["sara"]).holder == town.post["sara"]


def test_who_cannot_be_given_what_follows_is_said_before_it_is_signed_off(town, child, begin) -> None:
    referral = begin("referral")
    with town.acting("sara"), pytest.raises(Invalid, match="Nobody there could open this"):
        finish_step(
            person_id=child, step_id=referral.id, outcome="assessment", reason="See them.",
            next_holder=town.team["front door"],
        )  # fmt: skip
