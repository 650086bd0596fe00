"""Work that no one asks for: found by procrastinate, done by the worker (`script/worker`)."""

from procrastinate.contrib.django import app

from kith.audit import sequencer


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sequence")
def sequence(timestamp: int) -> int:
    """Number what is settled and sign a checkpoint: how many events. Raises NotSigned, which the worker's log tells.

    `timestamp`: when procrastinate meant it to run.
    """
    return sequencer.run().numbered
