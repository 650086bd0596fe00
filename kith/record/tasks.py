"""Work that no one asks for (`script/worker`)."""

from django.db import transaction
from procrastinate.contrib.django import app

from kith.core.session import call


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="count openings")
def count_openings(timestamp: int) -> None:
    """Count about how many entries each key opens: who opens very many is read to another way (sql/0004_shapes.sql).

    `timestamp`: when procrastinate meant it to run.
    """
    with transaction.atomic():
        call("record.keep_counts")
