"""PostgreSQL takes no more connections: an honest page at once, and pages again as soon as it does."""

import time
from contextlib import ExitStack

import psycopg

from tests.drills.standing import Standing
from tests.drills.visitor import Answer, Visitor

BOUND = 10  # seconds to say that Kith cannot be used


def test_no_connection_left(served: Standing) -> None:
    visitor = Visitor(served.web, served.tokens["sara"])
    assert visitor.get("/").status == 200
    with ExitStack() as taken:
        crowd = _take_all(served, taken)
        refused = visitor.get("/")
    assert crowd > 20
    assert refused.status == 503 and refused.headers["retry-after"]
    assert "Kith cannot be used at the moment" in refused.text
    assert refused.seconds < BOUND
    again = _first_answered(visitor)
    print(f"\nno connection left: 503 in {refused.seconds:.2f} s; answered {again:.2f} s after they were given back")
    assert served.drift() == 0


def _take_all(kith: Standing, stack: ExitStack) -> int:
    """Every connection that a login may have, those of the pages too. How many were taken."""
    taken = _take_free(kith, stack)
    with kith.superuser() as admin:  # some are kept for superusers
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN ('kith_app', 'kith_door')"
        )
    return taken + _take_free(kith, stack)


def _take_free(kith: Standing, stack: ExitStack) -> int:
    for number in range(100):
        try:
            stack.enter_context(kith.connect("kith_backup"))
        except psycopg.OperationalError:
            return number
    raise AssertionError("connections without end")


def _first_answered(visitor: Visitor) -> float:
    """Seconds until a page is answered again."""
    began = time.monotonic()
    answer = Answer(0, "", 0)
    while answer.status != 200:
        assert time.monotonic() - began < BOUND, answer
        answer = visitor.get("/")
    return time.monotonic() - began
