"""Practitioners of different breadth, and what the facts open to each: computed by a join, without a lock or a key."""

from uuid import UUID

from bench.peers import OPENS, PARAMETERS, Key, Who
from bench.place import Place

MEMBER = """SELECT m.post_id FROM agencies_membership m JOIN bench.team t ON t.id = m.team_id
    LEFT JOIN agencies_role r ON r.post_id = m.post_id WHERE r.post_id IS NULL AND {where} ORDER BY m.post_id LIMIT 1"""
CHOSEN = {
    "a handful of people": MEMBER.format(where="NOT m.manager AND t.weight BETWEEN 0.001 AND 0.1"),
    "reviews some": "SELECT min(reviewer) FROM bench.person",
    "school or health team": MEMBER.format(where="NOT m.manager AND t.weight = 0 AND t.domain = 'health'"),
    "worker in a team": MEMBER.format(where="NOT m.manager AND t.weight = 1"),
    "manager of a team": MEMBER.format(where="m.manager AND t.weight = 1"),
    "manager of twelve": "SELECT post_id FROM agencies_membership WHERE manager GROUP BY 1"
    " ORDER BY count(*) DESC LIMIT 1",
    "emergency duty": "SELECT min(post_id) FROM agencies_membership"
    " WHERE team_id = (SELECT max(duty) FROM bench.team) AND NOT manager",
}
TRUTH = f"""INSERT INTO bench.truth SELECT %(post)s, e.person_id, e.id, e.recorded_at FROM record_entry e
    WHERE e.current AND (e.person_id IN (SELECT person_id FROM access_involvement WHERE holder_id = ANY (%(holders)s))
        OR e.person_id IN (SELECT person_id FROM access_share WHERE holder_id = ANY (%(holders)s)))
      AND {OPENS.format(**PARAMETERS)}"""


def everyone(here: Place) -> list[Who]:
    """Those who are measured, the narrowest first."""
    with here.superuser() as admin:
        return [_who(here, name, admin.execute(sql).fetchone()) for name, sql in CHOSEN.items()]


def _who(here: Place, name: str, row: tuple[int] | None) -> Who:
    post = row[0] if row else 0
    with here.superuser() as admin:
        told = "SELECT practitioner_id, agency_id FROM agencies_post WHERE id = %s"
        human, agency = admin.execute(told, [post]).fetchone() or (0, 0)
        held = admin.execute("SELECT holder FROM access.holders(%s) WHERE kind <> 'finder'", [post]).fetchall()
    return Who(name, post, human, agency, sorted(holder for (holder,) in held))


class Truth:
    """What one practitioner opens. Kept in the database, computed once."""

    def __init__(self, here: Place, who: Who):
        self.server, self.who = here.superuser(), who
        self.server.execute(
            "CREATE UNLOGGED TABLE IF NOT EXISTS bench.truth"
            " (post bigint, person_id uuid, id uuid, recorded_at timestamptz)"
        )
        if not self.count():
            self.server.execute(TRUTH, who.told)
            self.server.execute("CREATE INDEX IF NOT EXISTS truth_of ON bench.truth (post, recorded_at DESC)")
            self.server.execute("ANALYZE bench.truth")

    def count(self) -> int:
        return int(self._asked("SELECT count(*) FROM bench.truth WHERE post = %(post)s")[0][0])

    def persons(self) -> int:
        return int(self._asked("SELECT count(DISTINCT person_id) FROM bench.truth WHERE post = %(post)s")[0][0])

    def newest(self) -> list[Key]:
        return self._asked(
            "SELECT person_id, id FROM bench.truth WHERE post = %(post)s ORDER BY recorded_at DESC, id DESC LIMIT 50"
        )

    def search(self, words: str) -> list[Key]:
        return self._asked(
            "SELECT t.person_id, t.id FROM bench.truth t JOIN record_entry e USING (person_id, id)"
            " WHERE post = %(post)s AND e.search @@ websearch_to_tsquery('english', %(words)s)"
            " ORDER BY t.recorded_at DESC, t.id DESC LIMIT 50",
            words=words,
        )

    def of(self, person: UUID) -> list[Key]:
        return self._asked(
            "SELECT person_id, id FROM bench.truth WHERE post = %(post)s AND person_id = %(person)s"
            " ORDER BY recorded_at DESC, id DESC LIMIT 50",
            person=person,
        )

    def somebody(self) -> UUID:
        """A person of theirs with about ten entries."""
        sql = (
            "SELECT person_id FROM bench.truth WHERE post = %(post)s GROUP BY 1 ORDER BY abs(count(*) - 10), 1 LIMIT 1"
        )
        return UUID(str(self._asked(sql)[0][0]))

    def _asked(self, sql: str, **told: object) -> list[tuple]:
        return self.server.execute(sql, self.who.told | told).fetchall()
