"""Work that no one asks for: found by procrastinate, done by the worker (`script/worker`)."""

from django.db import transaction
from procrastinate.contrib.django import app

from kith.core.session import call


@app.periodic(cron="15 * * * *")
@app.task(queueing_lock="watch")
def watch(timestamp: int) -> int:
    """Look at the hours that are over for reading out of the ordinary, a day a transaction: how many transactions.

    `timestamp`: when procrastinate meant it to run.
    """
    return 1 + sum(1 for _ in iter(_watch_on, False))


def _watch_on() -> bool:
    with transaction.atomic():
        return bool(call("people.watch"))
