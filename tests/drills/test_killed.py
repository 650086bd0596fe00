"""PostgreSQL killed while people write: what was answered is there, the rest is wholly there or wholly not."""

import time

from tests.drills.standing import Standing
from tests.drills.writing import Writing

NOTES = 6  # answered before the fall, and as many after it
BOUND = 60  # seconds in which they are, on a machine that does much else


def test_killed_while_writing(served: Standing) -> None:
    with Writing(served, "Fall") as writing:
        writing.until(NOTES)
        assert served.kill_database() > 5
        time.sleep(0.5)
        before = len(writing.answered())
        began = time.monotonic()
        served.start_database_again()
        writing.until(before + NOTES, BOUND)
        recovered = time.monotonic() - began
    print(f"\nkilled while writing: {dict(writing.check())}, {NOTES} notes more after {recovered:.1f} s")
