"""A visit that is recorded is the visit that was due: the clock stops when it happened, and starts anew."""

from datetime import timedelta

import pytest

from kith.casework.actions.finish_step import finish_step
from kith.casework.clocks import clock_for, due
from kith.casework.clocks import clocks as every_clock
from kith.casework.entries import stopped_by
from kith.casework.models import Running
from kith.casework.queries import work_of
from kith.core.clock import now
from kith.record import kinds
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording

VISIT = "child protection visit"


@pytest.fixture
def protected(town, child, begin):
    """A child on a child protection plan since now; returns a way to record a visit."""
    conference = begin("strategy_discussion")
    for outcome in ("enquiry", "conference", "protection"):
        with town.acting("manager"):
            going = [d.row for d in work_of(child) if d.row.state != "finished"]
            finish_step(person_id=child, step_id=going[0].id, outcome=outcome, reason="Agreed.")
    assert conference.person_id == child


def visited(town, child, who="sara", kind="visit", **ago):
    with town.acting(who):
        happened = now() - timedelta(**ago)
        domain = "social_care" if who == "sara" else "health"
        record_entry(person_id=child, recording=Recording(kind, happened, "Seen", "Words", domain, 3))
        return happened


def told(town, child):
    with town.acting("sara"):
        work_of(child)
        return list(Running.objects.filter(person_id=child, clock=VISIT).order_by("started_at", "id"))


@pytest.fixture
def earlier(database, child):
    """The clock started so many days ago: as if the conference had been then."""

    def moved(days: int) -> None:
        with database.superuser() as superuser, superuser.transaction():
            superuser.execute("SET LOCAL ROLE kith_engine")
            superuser.execute(
                "UPDATE casework_running SET started_at = started_at - make_interval(days => %s) WHERE person_id = %s",
                [days, child],
            )

    return moved


def test_a_visit_stops_the_clock_when_it_happened_and_starts_it_anew(town, child, protected, earlier) -> None:
    earlier(6)
    happened = visited(town, child, days=2)
    first, second = told(town, child)
    assert first.stopped_at == happened and second.started_at == happened
    assert second.stopped_at is None and second.step_id == first.step_id
    assert second.due_at == due(clock_for(VISIT, happened), happened)


def test_what_is_no_visit_or_was_before_stops_nothing(town, child, protected, earlier) -> None:
    earlier(3)
    visited(town, child, kind="case_note", days=1)
    visited(town, child, days=5)
    (only,) = told(town, child)
    assert only.stopped_at is None


def test_another_organisations_visit_is_not_ours(town, child, protected, earlier, core_group) -> None:
    earlier(3)
    core_group(child, town.team["health visitors"], "core group: health visitor or school nurse")
    visited(town, child, who="visitor", days=1)
    (only,) = told(town, child)
    assert only.stopped_at is None


def test_the_data_names_kinds_and_clocks_that_there_are() -> None:
    names = {clock.name for clock in every_clock()}
    for kind, stops in stopped_by().items():
        assert kinds.known(kind) and {*stops, *stops.values()} <= names
