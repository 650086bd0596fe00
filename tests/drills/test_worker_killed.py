"""The worker killed in the middle of a job: the job runs again, and its effect is there once."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from kith.core import processes
from tests.drills.standing import Standing

PATIENCE = 90


def test_killed_in_the_middle_of_a_job(standing: Standing) -> None:
    share = _share_that_has_ended(standing)
    with standing.superuser() as admin:
        job = _killed_in_the_middle(standing, admin)
        assert _status(admin, job) == "doing", "nobody has noticed yet"
        assert not _closed(admin, share), "half a job was kept"
        admin.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        _ask_for(admin, "kith.core.tasks.take_up_again")
        with _worker(standing):
            _until(lambda: _status(admin, job) == "succeeded")
        assert _closed(admin, share)
        (attempts,) = _one(admin, "SELECT attempts FROM procrastinate_jobs WHERE id = %s", job)
        admin.execute("DELETE FROM core.clock")
    print(f"\nworker killed in a job: done at attempt {attempts}")
    assert standing.drift() == 0


def _killed_in_the_middle(kith: Standing, admin: Any) -> int:
    """The job's number. The worker was in its transaction, waiting for a table that we held."""
    with kith.superuser() as holding, holding.transaction(), _worker(kith) as worker:
        holding.execute("LOCK TABLE access_share IN ACCESS EXCLUSIVE MODE")
        job = _ask_for(admin, "kith.access.tasks.tidy")
        _until(lambda: _status(admin, job) == "doing" and _waiting(admin))
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    return job


def _share_that_has_ended(kith: Standing) -> Any:
    """A share of an hour, three days later: something to tidy."""
    from kith.access import facts
    from kith.access.door import as_post
    from kith.audit.log import log

    with kith.superuser() as admin:
        (sara,) = _one(admin, "SELECT id FROM agencies_post WHERE title = 'sara'")
        (teacher,) = _one(admin, "SELECT id FROM agencies_post WHERE title = 'teacher'")
    with kith.in_this_process(), as_post(sara):
        log("test")
        ends = datetime.now(UTC) + timedelta(hours=1)
        share = facts.share(kith.siblings[0], teacher, {"plan": 3}, ends, "consent", "a meeting")
    with kith.superuser() as admin:
        admin.execute("INSERT INTO core.clock (at) VALUES (now() + interval '3 days')")
    return share


@contextmanager
def _worker(kith: Standing) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"KITH_INSTANCE": str(kith.folder), "KITH_DATABASE": kith.instance.name}
    with processes.running({"worker": processes.worker()}, environment, kith.folder) as (one,):
        yield one.running


def _one(admin: Any, sql: str, *args: Any) -> tuple[Any, ...]:
    row = admin.execute(sql, args).fetchone()
    assert row is not None, sql
    return row


def _ask_for(admin: Any, task: str) -> int:
    row = _one(
        admin,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, '{\"timestamp\": 0}')"
        " RETURNING id",
        task,
    )
    return int(row[0])


def _status(admin: Any, job: int) -> str:
    return str(_one(admin, "SELECT status FROM procrastinate_jobs WHERE id = %s", job)[0])


def _waiting(admin: Any) -> bool:
    waiting = "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'access_share'::regclass"
    return bool(_one(admin, waiting)[0])


def _closed(admin: Any, share: Any) -> bool:
    return bool(_one(admin, "SELECT closed FROM access_share WHERE id = %s", share)[0])


def _until(true: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)
