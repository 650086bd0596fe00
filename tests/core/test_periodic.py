"""Work by the clock: asked for again once a clock that was wrong is right, and once for a clock set forward."""

from typing import Any

import pytest
from procrastinate import periodic
from procrastinate.contrib.django import app

from kith.core.periodic import Deferrer

NOON = 1_795_694_400.0  # 26 November 2026
HOUR = 3600


def _times(deferrer: periodic.PeriodicDeferrer, at: float) -> list[int]:
    """For when the sequencer is asked for at a moment."""
    return [when for task, when in deferrer.get_previous_tasks(at) if task.task.name == "kith.audit.tasks.sequence"]


@pytest.fixture
def deferrer() -> periodic.PeriodicDeferrer:
    return periodic.PeriodicDeferrer(registry=app.periodic_registry)


def test_it_is_ours(deferrer: periodic.PeriodicDeferrer) -> None:
    assert type(deferrer) is Deferrer


def test_each_minute_once(deferrer: periodic.PeriodicDeferrer) -> None:
    assert _times(deferrer, NOON + 1) == [NOON]
    assert _times(deferrer, NOON + 30) == []
    assert _times(deferrer, NOON + 125) == [NOON + 60, NOON + 120]


def test_set_back_it_is_asked_for_at_once(deferrer: periodic.PeriodicDeferrer) -> None:
    _times(deferrer, NOON + HOUR)
    assert _times(deferrer, NOON + 1) == [NOON]
    assert _times(deferrer, NOON + 61) == [NOON + 60]


def test_set_forward_it_is_asked_for_once(deferrer: periodic.PeriodicDeferrer) -> None:
    _times(deferrer, NOON)
    assert len(_times(deferrer, NOON + 365 * 24 * HOUR)) == 1


@pytest.mark.parametrize("ahead", [HOUR, 365 * 24 * HOUR])
def test_what_stands_in_the_table_for_later_does_not_keep_it_from_now(database: Any, ahead: int) -> None:
    with database.superuser() as admin:
        admin.execute("DELETE FROM procrastinate_periodic_defers")
        put = "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp) VALUES ('sequence', %s)"
        for when in (NOON - 60, NOON, NOON + ahead):
            admin.execute(put, [when])
        _forget(NOON + 1)
        left = admin.execute("SELECT defer_timestamp FROM procrastinate_periodic_defers ORDER BY 1").fetchall()
    assert [when for (when,) in left] == [NOON - 60, NOON]


def _forget(at: float) -> None:
    """What a worker does every minute, with no work that is due."""
    import asyncio

    from asgiref.sync import sync_to_async
    from django.db import connections

    async def pass_over() -> None:
        deferrer = Deferrer(registry=periodic.PeriodicRegistry())
        await deferrer.defer_jobs(deferrer.get_previous_tasks(at))
        await sync_to_async(connections.close_all)()

    asyncio.run(pass_over())
