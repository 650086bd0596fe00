"""`python -m bench.rekeying`: changes of what opens the record of somebody with 1,000 entries.

Every change is the real function under a real keyring, committed on its own, and undone by the next, so that each run
rekeys all of them. Target: under 100 ms.
"""

import argparse
from collections.abc import Callable
from uuid import UUID

from bench.acting import Acting, practitioner
from bench.large import ready
from bench.place import Place, results
from bench.timing import Times, console, keep, processor_of, shown

RUNS = 25
TARGET = 100  # ms
TEAM = "SELECT holder_id FROM access_involvement WHERE person_id = %s AND profile = 'allocated team (cover)' LIMIT 1"
INVOLVE = "involve(%s, %s, 'allocated social worker', 'subject', 'care', 'public task')"
SHARE = "share(%s, %s, '{3,3,3,3,3,3,3,3,3,3,0}', core.now() + interval '1 day', 'public task', 'joint work')"


class Record:
    """A record of 1,000 entries; who leads it acts."""

    def __init__(self, here: Place):
        self.app, self.super = here.connect(), here.superuser()
        (self.person, self.entries) = self.super.execute(
            "SELECT person_id, count(*) FROM record_entry GROUP BY 1 ORDER BY abs(count(*) - 1000), person_id LIMIT 1"
        ).fetchone() or (UUID(int=0), 0)
        (team,) = self.super.execute(TEAM, [self.person]).fetchone() or (0,)
        posts = [
            p
            for (p,) in self.super.execute(
                "SELECT post_id FROM agencies_membership WHERE team_id = %s ORDER BY manager DESC, post_id", [team]
            )
        ]
        self.lead: Acting = practitioner(self.super, posts[0])
        self.colleague = posts[-1]
        self.human, self.outsider = self._human(posts[0]), self._human(posts[-1])
        self.last: UUID | None = None

    def _human(self, post: int) -> int:
        found = self.super.execute("SELECT practitioner_id FROM agencies_post WHERE id = %s", [post]).fetchone()
        return int(found[0]) if found else 0

    def change(self, sql: str, *params: object) -> None:
        """One transaction of the lead: keyring, change, rekeying, event."""
        with self.app.transaction():
            self.app.execute("SELECT access.enter(%s)", [self.lead.token])
            row = self.app.execute(f"SELECT access.{sql}", params).fetchone()
        self.last = row[0] if row and row[0] else self.last

    def changes(self) -> dict[str, Callable[[], None]]:
        p = self.person
        return {
            "involve": lambda: self.change(INVOLVE, p, self.colleague),
            "end the involvement": lambda: self.change("end_involvement(%s, %s, 'closed')", p, self.last),
            "share": lambda: self.change(SHARE, p, self.colleague),
            "end the share": lambda: self.change("end_share(%s, %s, 'no longer')", p, self.last),
            "exclude": lambda: self.change("exclude(%s, %s, 'known to them')", p, self.outsider),
            "end the exclusion": lambda: self.change("end_exclusion(%s, %s, 'left')", p, self.last),
            "seal": lambda: self.change("seal(%s, ARRAY[%s::bigint], 'court order')", p, self.human),
            "unseal": lambda: self.change("unseal(%s, %s, 'lifted')", p, self.last),
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rekeying", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    with ready() as here:
        record = Record(here)
        times, meter = {name: Times() for name in record.changes()}, processor_of(record.app)
        for _ in range(runs):
            for name, change in record.changes().items():
                times[name].measure(change, meter)
        (drifted,) = record.super.execute("SELECT sum(drifted) FROM access.verify(%s)", [record.person]).fetchone() or (
            0,
        )
    shown(f"Rekeying {record.entries:,} entries, ms, {runs} runs", ("", "median", "p95", "least", "processor"),
          [(name, t.median, t.p95, t.least, t.processor) for name, t in times.items()])  # fmt: skip
    keep(
        results(),
        "rekeying",
        {"entries": record.entries, "drifted": int(drifted)} | {name: t.told() for name, t in times.items()},
    )
    if drifted:
        raise SystemExit(f"{drifted} locks differ from what the facts say.")
    slow = [name for name, t in times.items() if t.median >= TARGET]
    console.print(f"Over {TARGET} ms: {', '.join(slow)}" if slow else f"All under {TARGET} ms; no lock drifted.")


if __name__ == "__main__":
    main()
