"""Clocks that run for a person: started and stopped by what is done to steps, never by hand."""

from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from typing import Any

from kith.casework.clocks import Clock, Pause, clock_for, due
from kith.casework.clocks import clocks as every
from kith.casework.models import Running, Step
from kith.core.clock import now
from kith.core.ids import row_id
from kith.record.storing import store


def start(step: Step, names: Iterable[str], at: datetime) -> list[Running]:
    """Each from a moment, in the edition of that day. One of the same name that runs in the line goes on instead."""
    going = {clock.clock for clock in running(step)}
    return [_start(step, clock_for(name, at), at) for name in names if name not in going]


def _start(step: Step, clock: Clock, at: datetime) -> Running:
    about = {"person_id": step.person_id, "domain": step.domain, "grade": step.grade}
    return _run(clock, at, step_id=step.id, line=step.line, **about)


def start_anew(row: Running, name: str, at: datetime) -> Running:
    """The clock that follows one which has stopped, of the same step."""
    about = {"person_id": row.person_id, "domain": row.domain, "grade": row.grade}
    return _run(clock_for(name, at), at, step_id=row.step_id, line=row.line, **about)


def _run(clock: Clock, at: datetime, **about: Any) -> Running:
    return store(
        Running(
            id=row_id(), clock=clock.name, edition=clock.edition, started_at=at, due_at=due(clock, at), **about
        )
    )  # fmt: skip


def stop(step: Step, names: Iterable[str]) -> None:
    """Those of these that run in the line of the step."""
    _running(step).filter(clock__in=list(names)).update(stopped_at=now())


def stop_all(step: Step) -> None:
    """The line has come to an end."""
    _running(step).update(stopped_at=now())


def running(step: Step) -> list[Running]:
    """The clocks that run in the line of the step, as far as the caller opens them."""
    return list(_running(step))


def _running(step: Step):  # type: ignore[no-untyped-def]  # a queryset of Running
    mine = Running.objects.filter(person_id=step.person_id, line=step.line, stopped_at=None)
    return mine.filter(owner_id=step.owner_id)


def edition_of(row: Running) -> Clock | None:
    """The clock in the edition in which it was started; None where the data no longer has it."""
    return next((c for c in every() if (c.name, c.edition) == (row.clock, row.edition)), None)


def pauses(row: Running) -> list[Pause]:
    """When it stood."""
    return [Pause(since, until) for since, until in zip_longest(row.stood[::2], row.stood[1::2])]


def counted_again(row: Running) -> datetime | None:
    """By when, after it stood or was extended."""
    clock = edition_of(row)
    return due(clock, row.started_at, pauses(row), row.extended) if clock else row.due_at
