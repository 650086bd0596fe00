"""Allocation: with sight of load and of who is barred; all of it stands or nothing does."""

from datetime import timedelta

import pytest

from kith.access import facts
from kith.access.explain import explain
from kith.casework.actions.allocate import allocate
from kith.casework.queries import work_of
from kith.casework.waiting import tasks
from kith.core.clock import now
from kith.core.errors import Invalid, Refused
from kith.core.session import acting


def give(town, child, who="manager", to="mo", steps=(), note="Visit this week: the baby is small.", until=None):
    with town.acting(who):
        return allocate(
            person_id=child, post=town.post[to], name=to.title(), profile="allocated social worker", note=note,
            steps=steps, until=until,
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
