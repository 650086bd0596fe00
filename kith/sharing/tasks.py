"""Work that is not done in a request: telling managers of requests that are late."""

from procrastinate.contrib.django import app

from kith.core.session import call


@app.periodic(cron="7,22,37,52 * * * *")
@app.task(queueing_lock="remind of requests")
def remind(timestamp: int) -> None:
    """Each request once, when its time is over. `timestamp`: when procrastinate meant it to run."""
    call("sharing.remind")
