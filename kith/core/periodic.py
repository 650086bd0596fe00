"""What is done by the clock goes on when the clock is set back, and is not made up for when it is set forward.

procrastinate remembers until when it has asked for its periodic work, in memory and in a table. After a clock that was
wrong for an hour was set right, it would ask for nothing until that hour has come again: no event would be
numbered and signed meanwhile. And for a clock set forward by a year it would ask for every minute of the year.
"""

from collections.abc import Iterable

import procrastinate.periodic
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer, TaskAtTime

APART = 60  # seconds by which the clocks of two workers may differ
LATE = 600  # seconds for which missed work is made up


class Deferrer(PeriodicDeferrer):
    """Forgets what it remembers of times that are not now."""

    def get_previous_tasks(self, at: float) -> Iterable[TaskAtTime]:
        self.last_defers = {key: last for key, last in self.last_defers.items() if at - LATE < last <= at}
        self.at = at
        return super().get_previous_tasks(at)

    async def defer_jobs(self, jobs_to_defer: Iterable[TaskAtTime]) -> None:
        asked = "DELETE FROM procrastinate_periodic_defers WHERE defer_timestamp > %(until)s"
        jobs = list(jobs_to_defer)
        await app.job_manager.connector.execute_query_async(asked, until=int(self.at) + APART)
        await super().defer_jobs(jobs)


def take_part() -> None:
    """From here on a worker's periodic work is asked for by ours: procrastinate has no setting for it."""
    setattr(procrastinate.periodic, "PeriodicDeferrer", Deferrer)  # noqa: B010 (a class is put in place of another)
