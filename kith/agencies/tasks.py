"""Work that no one asks for: found by procrastinate, done by the worker."""

from procrastinate.contrib.django import app

from kith.agencies.attempts import sweep


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="sweep_attempts")
def sweep_attempts(timestamp: int) -> int:
    """Throw away counts of failed sign-ins that are over: how many. `timestamp`: when it was meant to run."""
    return sweep()
