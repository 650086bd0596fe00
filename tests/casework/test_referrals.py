"""A referral that is sent in waits for the front door, with the limit since it came, until work begins with it."""

from typing import Any
from uuid import UUID

import pytest

from kith.access import facts
from kith.audit.log import log
from kith.casework.actions.begin_step import begin_step
from kith.casework.chains import Wrong, receiving
from kith.casework.waiting import REFERRAL, Task, tasks
from kith.core.clock import now
from kith.core.errors import Invalid, Unknown
from kith.core.session import acting
from kith.record.actions.refer import refer
from kith.record.models import Entry
from kith.record.queries import entry
from kith.record.recording import Recording
from tests.casework.test_chains import SMALL, read


@pytest.fixture
def sent(town, child, core_group) -> UUID:
    """A school's worry about the child, sent to the council's front door."""
    core_group(child, town.post["teacher"], "core group: school")
    with town.acting("teacher"):
        said = Recording("referral", now(), "Bruise on his arm", "He says that he fell.", "social_care", 3)
        receipt = refer(person_id=child, team_id=town.team["front door"], recording=said, token="r1")
    return receipt.reference


def waiting(town: Any, child: UUID, who: str) -> list[Task]:
    with town.acting(who):
        me = acting()
        every = tasks(me.holders, me.manages)
        found = [task for task in every if task.state == REFERRAL and task.person == child]
        log("list")
    return found


def take(town: Any, child: UUID, sent: UUID, who: str = "duty") -> Any:
    with town.acting(who):
        return begin_step(
            person_id=child, chain="children", step="referral", holder=acting().post or 0, referral=entry(child, sent)
        )


def test_it_waits_for_the_front_door_with_the_limit_since_it_came(town, child, sent) -> None:
    (task,) = waiting(town, child, "duty")
    assert (task.person, task.id, task.title, task.clock) == (child, sent, "Bruise on his arm", "referral decision")
    assert task.due and task.due > now() and task.page == "entry"


@pytest.mark.parametrize("who", ["sara", "manager", "teacher", "adults", "visitor"])
def test_it_waits_for_nobody_else(town, child, sent, who) -> None:
    assert not waiting(town, child, who)


def test_work_begins_with_it_once_and_counts_from_when_it_came(town, child, sent, clocks, behind) -> None:
    step = take(town, child, sent)
    (came,) = behind("SELECT recorded_at FROM record_entry WHERE id = %s", sent)[0]
    assert step.began_at == came == clocks("duty")["referral decision"].started_at
    assert not waiting(town, child, "duty")
    with pytest.raises(Invalid, match="already"):
        take(town, child, sent)


def test_what_is_no_referral_of_ours_begins_nothing(town, child, sent, core_group) -> None:
    """By SQL of the application's login too: a made-up one, another's, one of another person."""
    with town.acting("sara"):
        begun = begin_step(person_id=child, chain="children", step="contact", holder=acting().post or 0)
        note = Entry(person_id=child, id=begun.id, series=begun.id, recorded_at=now(), owner_id=begun.owner_id)
    with pytest.raises(Unknown), town.acting("sara"):
        begin_step(person_id=child, chain="children", step="contact", holder=acting().post or 0, referral=note)
    other = town.child()
    with pytest.raises(Unknown), town.acting("sara"):
        found = Entry.objects.get(person_id=child, id=sent)
        log("open", child)
        begin_step(person_id=other, chain="children", step="contact", holder=acting().post or 0, referral=found)


def test_it_waits_no_longer_when_the_screening_has_ended(town, child, sent, behind) -> None:
    (fact,) = behind(
        "SELECT id FROM access_involvement WHERE person_id = %s AND profile = 'front door screening' AND NOT closed",
        child,
    )[0]
    with town.acting("manager"):
        facts.end_involvement(child, fact, "No further action")
    assert not waiting(town, child, "duty")


def test_a_seal_on_the_referral_is_on_the_work_that_begins_with_it(town, child, sent, behind) -> None:
    take(town, child, sent)
    with town.acting("manager"):
        facts.seal(child, [town.human["manager"]], "A worker's own child", row=sent)
    gates = behind("SELECT gate FROM casework_step WHERE person_id = %s AND entry = %s", child, sent)
    assert gates == behind("SELECT gate FROM record_entry WHERE id = %s", sent) != [([0],)]


def test_a_chain_receives_only_as_a_step_with_which_it_begins() -> None:
    with pytest.raises(Wrong, match="receives referrals as"):
        read("small", SMALL | {"receives": "nothing"})
    found = receiving("council children's services")
    assert found and found[1].code == "referral"
