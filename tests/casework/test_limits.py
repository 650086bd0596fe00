"""Limits that nothing began before: visits to a home that is to last, a move, what is owed about information."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kith.access import facts
from kith.casework.actions.begin_step import begin_step
from kith.casework.actions.finish_step import finish_step, sign_off
from kith.casework.models import Running
from kith.casework.queries import work_of
from kith.core.clock import now
from kith.core.errors import Invalid
from kith.core.ids import person_id
from kith.core.session import acting
from kith.record.actions.record_entry import record_entry
from kith.record.queries import chronology
from kith.record.recording import Recording

LASTING, USUAL = "later placement visit to one placed until eighteen", "later placement visit"


@pytest.fixture
def in_care(town, child, begin) -> None:
    """Placed, the first visit and the first review behind them."""
    care = begin("child_in_care", began_at=now() - timedelta(days=3))
    with town.acting("sara"):
        finish_step(person_id=child, step_id=care.id, outcome="placed", reason="Agreed.")
    for words in ("", "Met on Monday: agreed."):
        with town.acting("manager"):
            sign_off(person_id=child, step_id=care.id, text=words)
    visited(town, child)
    reviewed(town, child, "first")


@pytest.fixture
def pupil(town) -> UUID:
    """Known to the school alone."""
    pupil = person_id()
    with town.acting("teacher"):
        facts.admit(pupil, town.post["teacher"], "core group: school")
    return pupil


def visited(town: Any, child: Any) -> None:
    with town.acting("sara"):
        record_entry(person_id=child, recording=Recording("visit", now(), "Seen", "Words", "social_care", 3))


def reviewed(town: Any, child: Any, outcome: str) -> None:
    with town.acting("manager"):
        (review,) = [d.row for d in work_of(child) if d.row.step == "care_review" and d.row.state == "open"]
        finish_step(person_id=child, step_id=review.id, outcome=outcome, reason="As the review decided.")


def test_a_home_that_is_meant_to_last_is_visited_every_three_months(town, child, in_care, clocks) -> None:
    assert USUAL in clocks()
    reviewed(town, child, "until_eighteen")
    assert LASTING in clocks() and USUAL not in clocks()
    before = clocks()[LASTING]
    visited(town, child)
    after = clocks()[LASTING]
    assert after.id != before.id and after.started_at > before.started_at
    reviewed(town, child, "not_until_eighteen")
    assert USUAL in clocks() and LASTING not in clocks()


def test_a_move_begins_the_visits_anew(town, child, in_care, clocks) -> None:
    reviewed(town, child, "until_eighteen")
    with town.acting("sara"):
        (review,) = [d.row for d in work_of(child) if d.row.step == "care_review" and d.row.state == "open"]
        moved = begin_step(
            person_id=child, chain="children", step="new_placement", holder=acting().post or 0, after=review.id
        )
    assert {"first placement visit", "placement plan"} <= set(clocks()) and not {USUAL, LASTING} & set(clocks())
    visited(town, child)
    with town.acting("sara"):
        finish_step(person_id=child, step_id=moved.id, outcome="placed", reason="Settled.")
    assert USUAL in clocks() and not {"first placement visit", "placement plan"} & set(clocks())
    reviewed(town, child, "leaves")
    assert not {USUAL, "second looked-after review", "later looked-after review"} & set(clocks())


@pytest.mark.parametrize(
    ("step", "clock", "lasts", "outcome"),
    [
        ("complaint", "data protection complaint", timedelta(days=30), "acknowledged"),
        ("breach", "personal data breach to the regulator", timedelta(hours=72), "reported"),
    ],
)
def test_what_is_owed_about_information_runs_in_the_team_s_own_domain(town, pupil, step, clock, lasts, outcome) -> None:
    with town.acting("teacher"):
        begun = begin_step(person_id=pupil, chain="data-protection", step=step, holder=acting().post or 0)
        assert (begun.domain, begun.grade) == ("education", 2)
        (runs,) = work_of(pupil)[0].running
        assert runs.clock == clock and lasts <= runs.due_at - runs.started_at < lasts + timedelta(days=1)
        finish_step(person_id=pupil, step_id=begun.id, outcome=outcome, reason="On the phone.")
        assert not Running.objects.filter(person_id=pupil, stopped_at=None).exists()
        assert chronology(pupil).entries[0].text == "On the phone."


def test_a_school_says_what_it_decided_of_a_referral_and_does_not_work_by_the_council_s_steps(town, pupil) -> None:
    with town.acting("teacher"):
        with pytest.raises(Invalid, match="does not work by these steps"):
            begin_step(person_id=pupil, chain="children", step="referral", holder=acting().post or 0)
        begun = begin_step(person_id=pupil, chain="referrals", step="referral", holder=acting().post or 0)
        finish_step(person_id=pupil, step_id=begun.id, outcome="nothing", reason="She is well.")
        assert chronology(pupil).entries[0].title == "Referral to this service: No further action"
