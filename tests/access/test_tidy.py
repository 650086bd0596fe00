"""The nightly job: what ended by itself leaves the locks, and nobody's access changes."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kith.access import facts
from kith.access.tasks import tidy


def test_what_has_ended_leaves_the_locks(town: Any) -> None:
    child = town.child()
    with town.acting("sara"):
        until = timezone.now() + timedelta(hours=1)
        facts.involve(child, town.post["mo"], "allocated social worker", ends=until)
        facts.share(child, town.post["teacher"], {"plan": 3}, until, "consent", "the core group")
    assert tidy(timestamp=0) == 0
    town.database.set_clock(timezone.now() + timedelta(days=3))
    try:
        assert tidy(timestamp=0) == 1
        assert tidy(timestamp=0) == 0
    finally:
        town.database.set_clock(None)
    with town.database.superuser() as admin:
        assert admin.execute("SELECT count(*) FROM access_involvement WHERE closed").fetchone() == (1,)
        assert admin.execute("SELECT count(*) FROM access_share WHERE closed").fetchone() == (1,)
        assert admin.execute("SELECT sum(drifted) FROM access.verify()").fetchone() == (0,)


def test_the_worker_knows_the_job(town: Any) -> None:
    from procrastinate.contrib.django import app

    assert "kith.access.tasks.tidy" in app.tasks
