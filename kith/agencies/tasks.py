"""Work that no one asks for: found by procrastinate, done by the worker."""

import logging

from procrastinate.contrib.django import app

from kith.agencies.actions.warn_of_training import warn_of_training
from kith.agencies.attempts import sweep
from kith.agencies.models import Practitioner
from kith.agencies.queries import training_to_write_about
from kith.core.clock import today

log = logging.getLogger("kith.mail")


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="sweep_attempts")
def sweep_attempts(timestamp: int) -> int:
    """Throw away counts of failed sign-ins that are over: how many. `timestamp`: when it was meant to run."""
    return sweep()


@app.periodic(cron="40 6 * * *")
@app.task(queueing_lock="write_of_training")
def write_of_training(timestamp: int) -> int:
    """Write to those whose data-protection training ends within a month, and to their managers, once: to how many.

    A letter that does not leave is tried again tomorrow, and holds up nobody else's. `timestamp`: as above.
    """
    return sum(_written_to(practitioner) for practitioner in training_to_write_about(today()))


def _written_to(practitioner: Practitioner) -> bool:
    try:
        return warn_of_training(practitioner)
    except OSError as error:
        log.error("no letter about training left: %s", type(error).__name__)
        return False
