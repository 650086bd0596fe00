"""Two requests that each wait for what the other holds: PostgreSQL ends one of them, and that one is run again.

Only a request of which nothing has left: its answer was thrown away and its transaction rolled back, its body is kept,
mails wait for the commit. What it did through the door's login (a session opened, a code used up) is committed already:
such a request is not run again. A form sent twice records once whatever happens here.
"""

import logging
import random
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.contrib.messages import get_messages
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponseBase

TIMES = 3
PAUSE = 0.05  # seconds at most before the first further try; then twice, so that the two do not meet again
log = logging.getLogger("kith.session")


def is_a_clash(error: BaseException) -> bool:
    """A deadlock (40P01) or a serialization failure (40001)."""
    cause = error.__cause__ if isinstance(error.__cause__, psycopg.Error) else error
    return getattr(cause, "sqlstate", None) in ("40P01", "40001")


def again_after_a_clash(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, tried up to `TIMES` times. Raises what the last try raised."""
    door = Door()
    said = len(_queued(request))
    with connections["door"].execute_wrapper(door):
        for tried in range(1, TIMES):
            try:
                return answer()
            except DatabaseError as error:
                if not is_a_clash(error) or door.changed:
                    raise
                log.warning("a clash at %s: run again", request.path)
                _as_it_came(request, said)
                time.sleep(random.uniform(0, PAUSE * tried))  # noqa: S311 (chance, not a secret)
        return answer()


class Door:
    """Notices whether a request has changed something through the door's login."""

    changed = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        plain = sql.startswith("SELECT ") and not sql.startswith("SELECT access.")
        self.changed = self.changed or not (plain or sql.startswith(("SAVEPOINT", "RELEASE")))
        return execute(sql, params, many, context)


def _as_it_came(request: HttpRequest, said: int) -> None:
    """Forget what the lost try said to the user; read uploaded files from their beginning."""
    del _queued(request)[said:]
    for _, files in request.FILES.lists():
        for file in files:
            file.seek(0)


def _queued(request: HttpRequest) -> list[Any]:
    """Messages to the user that wait to be shown."""
    queued: list[Any] = getattr(get_messages(request), "_queued_messages", [])
    return queued
