"""Work that is not done in a request: found by procrastinate, done by the worker (`script/worker`).

No job carries an id or acts for anybody: what there is to do stands in the database, asked for by those who may.
"""

from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

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


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="go on", lock="go on")
def go_on(timestamp: int = 0) -> int:
    """Prepare and measure what is proposed, apply what went live, a few people a transaction: how many steps.

    It can stop anywhere: the next run, at most five minutes later, goes on from there. `timestamp`: as in `tidy`.
    """
    return sum(1 for _ in iter(_one_step, False))


def _one_step() -> bool:
    with transaction.atomic():
        return bool(call("access.work_next"))


@app.task(queueing_lock="verify", lock="verify")
def verify() -> None:
    """Compare every lock with the facts, where somebody asked for it. What came of it stands in the database."""
    with transaction.atomic():
        begun = call("access.begin_verification")
    if begun:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a million locks take minutes
            call("access.verify_asked")


def go_on_soon() -> None:
    _soon(go_on)


def verify_soon() -> None:
    _soon(verify)


def _soon(task: Task[..., Any, ...]) -> None:
    """In this transaction, so that the job and what it follows commit together; nothing, where it is queued already."""
    try:
        with transaction.atomic():
            task.defer()
    except AlreadyEnqueued:
        pass
