"""Jobs of a worker that ended without a word are begun again."""

from typing import Any

from procrastinate import JobContext
from procrastinate.contrib.django import app

SILENT = 60.0  # seconds without a worker's sign of life; it gives one every ten


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take up again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> int:
    """How many. A job is a transaction, so what was half done is undone already.

    `timestamp`: when procrastinate meant it to run. Without this a killed worker's job would stand as running for good.
    """
    manager: Any = context.app.job_manager
    left = list(await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT))
    for job in left:
        await manager.retry_job(job)
    return len(left)
