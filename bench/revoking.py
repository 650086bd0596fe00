"""`python -m bench.revoking [--millions 10]`: from ending an involvement until whoever was involved opens nothing.

On records of ten and of a thousand entries. Kith ends an involvement under the lead's keyring, rekeys every row, leaves
its event and commits; the peers change the fact alone. Then whoever was involved asks, and must get nothing.
"""

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from bench.acting import practitioner
from bench.engines import Casbin, Cedar
from bench.large import ready
from bench.peers import Exists, Permissions, Who, prepare
from bench.place import Place, results
from bench.timing import Times, keep, processor_of, shown

RUNS = 15
PROFILE = "core group: police"
INVOLVE = "SELECT access.involve(%s, %s, %s, 'subject', 'care', 'public task')"
OUTSIDER = """SELECT m.post_id FROM bench.team t JOIN agencies_membership m ON m.team_id = t.id
    WHERE t.domain = 'justice' AND NOT m.manager AND NOT t.id IN (SELECT holder_id FROM access_involvement
        WHERE person_id = %(person)s)
      AND EXISTS (SELECT FROM access.edge x WHERE x.owner = %(lead)s AND x.recipient = t.agency)
    ORDER BY m.post_id DESC LIMIT 1"""
RECORD = """SELECT p.id, p.lead, t.posts[1], p.entries FROM bench.person p JOIN bench.team t ON t.id = p.team
    WHERE p.other IS NOT NULL AND p.cover IS NULL AND p.barred IS NULL AND NOT p.sealed AND NOT p.shared
    ORDER BY abs(p.entries - %s), p.no LIMIT 1"""
FACT = """INSERT INTO access_involvement (person_id, id, domain, grade, owner_id, author_id, recorded_at, holder_id,
        profile, profile_version, capacity, purpose, basis, starts, dated, closed, accepted, key, audience, gate,
        denied)
    SELECT %(person)s, gen_random_uuid(), 'justice', 1, %(agency)s, %(post)s, now(), %(post)s, %(profile)s, 1,
        'subject', 'care', 'public task', now(), false, false, true, nextval('agencies.principal'), '{}', '{}', '{}'"""


class Record:
    """A record, who leads it, and somebody of the police who has nothing to do with it yet."""

    def __init__(self, here: Place, entries: int):
        self.here, self.app, self.outside, self.admin = here, here.connect(), here.connect(), here.superuser()
        self.person, lead, manager, self.entries = self.admin.execute(RECORD, [entries]).fetchone() or (
            UUID(int=0),
            0,
            0,
            0,
        )
        told = {"person": self.person, "lead": lead}
        (post,) = self.admin.execute(OUTSIDER, told).fetchone() or (0,)
        human, agency = self.admin.execute(
            "SELECT practitioner_id, agency_id FROM agencies_post WHERE id = %s", [post]
        ).fetchone() or (0, 0)
        self.lead, self.outsider = practitioner(self.admin, manager), practitioner(self.admin, post)
        self.who = Who("outsider", post, human, agency, [post])
        prepare(here, [self.who])
        self.involvement: UUID | None = None
        self.leave_nothing()
        self.admin.execute("SELECT access.rekey_person(%s)", [self.person])

    def leave_nothing(self) -> None:
        """The outsider's involvements go, also those of a run that broke off."""
        self.admin.execute("SET session_replication_role = replica")
        self.admin.execute("DELETE FROM access_involvement WHERE holder_id = %s", [self.who.post])
        self.admin.execute("SET session_replication_role = origin")

    def involved(self) -> None:
        with self.app.transaction():
            self.app.execute("SELECT access.enter(%s)", [self.lead.token])
            (self.involvement,) = self.app.execute(INVOLVE, [self.person, self.who.post, PROFILE]).fetchone() or (None,)
        assert self.seen() > 0

    def revoked(self) -> None:
        with self.app.transaction():
            self.app.execute("SELECT access.enter(%s)", [self.lead.token])
            self.app.execute("SELECT access.end_involvement(%s, %s, 'closed')", [self.person, self.involvement])
        assert self.seen() == 0

    def seen(self) -> int:
        with self.outside.transaction():
            self.outside.execute("SELECT access.enter(%s)", [self.outsider.token])
            sql = "SELECT count(*) FROM record_entry WHERE person_id = %s AND current"
            return int((self.outside.execute(sql, [self.person]).fetchone() or (0,))[0])

    def peer(self, kind: type) -> tuple[Callable[[], None], Callable[[], None], Any]:
        """Involve and revoke as a peer."""
        made = kind(self.here, self.who)

        def involved() -> None:
            told = self.who.told | {"person": self.person, "profile": PROFILE}
            self.admin.execute("SET session_replication_role = replica")
            self.admin.execute(FACT, told)
            if kind is Permissions:
                self.admin.execute(*Permissions.of_holders(self.who, {self.who.post}))
            self.admin.execute("SET session_replication_role = origin")
            assert made.of(self.person), kind.name

        def revoked() -> None:
            made.revoke(self.person)
            assert not made.of(self.person)

        return involved, revoked, made.server


def measured(here: Place, entries: int, runs: int) -> dict[str, dict[str, float]]:
    record = Record(here, entries)
    record.involved()  # engines keep the rules of the profiles that somebody holds as they are made
    contestants: dict[str, tuple[Callable[[], None], Callable[[], None], Any]] = {
        "Kith": (record.involved, record.revoked, record.app)
    }
    contestants |= {kind.name: record.peer(kind) for kind in (Exists, Permissions, Casbin, Cedar)}
    record.revoked()
    times = {name: Times() for name in contestants}
    for turn in range(-2, runs):
        for name, (involved, revoked, server) in contestants.items():
            involved()
            (times[name] if turn >= 0 else Times()).measure(partial(revoked), processor_of(server))
    record.leave_nothing()  # of what the peers wrote no lock was computed
    (drifted,) = record.admin.execute("SELECT sum(drifted) FROM access.verify(%s)", [record.person]).fetchone() or (0,)
    if drifted:
        raise SystemExit(f"{drifted} locks differ from what the facts say.")
    return {name: t.told() for name, t in times.items()} | {"entries": {"entries": record.entries}}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.revoking", description=__doc__)
    parser.add_argument("--millions", type=int, default=10, help="of entries")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    with ready(options.millions) as here:
        figures = {f"{entries:,} entries": measured(here, entries, options.runs) for entries in (10, 1_000)}
    for record, told in figures.items():
        kith = told["Kith"]["median"]
        shown(f"Revoke until gone, {record}; ms, {options.runs} runs", ("", "median", "p95", "processor", "Kith is"),
              [(name, t["median"], t["p95"], t["processor"], f"{kith / t['median']:.1f} times")
               for name, t in told.items() if "median" in t])  # fmt: skip
    keep(results(), f"revoking-{options.millions}", figures)


if __name__ == "__main__":
    main()
