"""Work that no one asks for: found by procrastinate, done by the worker (`script/worker`)."""

from django.db import transaction
from procrastinate.contrib.django import app

from kith.core.session import call


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="tidy")
def tidy(timestamp: int) -> int:
    """Close facts that ended by themselves, a person a transaction: how many persons. Nobody's access changes.

    Sessions that ended by themselves get their event.

    `timestamp`: when procrastinate meant it to run.
    """
    call("access.close_ended")
    return sum(1 for _ in iter(_tidy_one, False))


def _tidy_one() -> bool:
    with transaction.atomic():
        return bool(call("access.tidy"))
