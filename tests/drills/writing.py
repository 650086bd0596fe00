"""Sara writes in several windows while something breaks; afterwards it is counted what is kept."""

import threading
import time
from collections import Counter

from tests.drills.standing import Standing
from tests.drills.visitor import NOTHING, Visitor

WRITERS = 3
BOUND_AGAIN = 60  # seconds in which people write again, on a machine that does much else


class Writing:
    """Sara in several windows, each note about both siblings, until told to stop."""

    def __init__(self, kith: Standing, drill: str):
        self.kith, self.drill = kith, drill
        self.status: dict[str, int] = {}
        self.pages: list[str] = []
        self.enough = threading.Event()
        self.writers = [threading.Thread(target=self._write, args=[n]) for n in range(WRITERS)]

    def __enter__(self) -> "Writing":
        for writer in self.writers:
            writer.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.enough.set()
        for writer in self.writers:
            writer.join()

    def answered(self) -> set[str]:
        return {title for title, status in list(self.status.items()) if status == 302}

    def until(self, notes: int, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while len(self.answered()) < notes:
            assert time.monotonic() < end, Counter(self.status.values())
            time.sleep(0.01)

    def _write(self, number: int) -> None:
        visitor = Visitor(self.kith.web, self.kith.tokens["sara"])
        for turn in range(10_000):
            if self.enough.is_set():
                return
            title = f"{self.drill} {number}-{turn}"
            answer = visitor.note(self.kith.siblings, title)
            self.status[title] = answer.status
            if answer.status not in (200, 302):
                self.pages.append(answer.text)
                time.sleep(0.05)

    def check(self) -> Counter[int]:
        """Nothing lost, nothing half done, nothing without its event, and an honest page. How often each status."""
        stands, logged = self._kept()
        statuses = Counter(self.status.values())
        assert self.answered() <= set(stands), "an answered note is lost"
        assert dict.fromkeys(stands, 2) == stands, "a note stands on one record and not on the other"
        assert logged == stands, "a note without its event"
        assert set(statuses) <= {302, 503, NOTHING}, f"a page that says something else: {statuses}"
        assert all("Kith cannot be used at the moment" in page for page in self.pages if page.startswith("<"))
        assert self.kith.drift() == 0
        return statuses

    def _kept(self) -> tuple[dict[str, int], dict[str, int]]:
        """Title → on how many records it stands; title → how many of those have their event."""
        with self.kith.superuser() as admin:
            rows = admin.execute(
                "SELECT e.title, count(*), count(v.id) FROM record_entry e LEFT JOIN audit_event v"
                " ON v.action = 'record' AND v.person_id = e.person_id AND v.rows = ARRAY[e.id]"
                " WHERE e.title LIKE %s GROUP BY e.title",
                [f"{self.drill} %"],
            ).fetchall()
        return {title: n for title, n, _ in rows}, {title: n for title, _, n in rows}
