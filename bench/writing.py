"""`python -m bench.writing`: what protection costs a writer: recording entries, making a keyring, leaving an event."""

import argparse
from functools import partial
from random import Random

import psycopg

from bench.acting import Acting, practitioner
from bench.large import ready
from bench.place import Place, results
from bench.timing import Times, interleaved, keep, processor_of, shown

RUNS = 200
WIDTHS = (3, 60, 300)  # keys wished for; the first is as few as a post can have
ROW = """INSERT INTO record_entry (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, title,
    text, details, happened_at,
             day_only, significant, present, occasion, series, version, amendment_reason, current {more})
         SELECT %s, id, 'social_care', 3, %s, %s, now(), 'case_note', 'Measured by bench', %s, '{{}}', now(),
             false, false, '', id, id, 1, '', true {values} FROM (SELECT gen_random_uuid() AS id) new"""
AS_APPLICATION = ROW.format(more="", values="")
WORDS = "Seen at home with mum. Home conditions were clean and warm; school attendance was discussed at length. " * 4
UNPROTECTED = ROW.format(
    more=", search, audience, gate, denied",
    values=f", record.vector('Measured', '{WORDS}', '', '{{}}'), '{{1,2,3,4,5,6,7,8}}'::bigint[], '{{0}}'::bigint[],"
    " '{}'::bigint[]",
)


ORDINARY = """SELECT p.id FROM agencies_post p JOIN agencies_membership m ON m.post_id = p.id
    WHERE NOT m.manager AND p.id NOT IN (SELECT post_id FROM agencies_role) ORDER BY (SELECT count(*)
        FROM access.edges(p.agency_id, 'care')), p.id"""


OPEN = """SELECT id FROM bench.person WHERE team = %s AND id NOT IN (SELECT person_id FROM access.seal)
    AND id NOT IN (SELECT person_id FROM access.exclusion)"""


class Writer:
    """A manager who writes about people of their team."""

    def __init__(self, here: Place):
        self.app, self.super, self.random = here.connect(), here.superuser(), Random(3)
        post, team, self.agency = self.super.execute(
            "SELECT m.post_id, m.team_id, p.agency_id"
            " FROM agencies_membership m JOIN agencies_post p ON p.id = m.post_id"
            " JOIN bench.person b ON b.team = m.team_id WHERE m.manager GROUP BY 1, 2, 3 ORDER BY count(*) DESC LIMIT 1"
        ).fetchone() or (0, 0, 0)
        self.who: Acting = practitioner(self.super, post)
        self.people = [p for (p,) in self.super.execute(OPEN, [team])]
        self.plain = here.superuser()
        self.plain.execute("SET session_replication_role = replica")

    def row(self, server: psycopg.Connection, sql: str) -> None:
        server.execute(sql, [self.random.choice(self.people), self.agency, self.who.post, WORDS])

    def recorded(self) -> None:
        """A whole request's worth: transaction, keyring, entry with its lock, event, commit."""
        with self.app.transaction():
            self.app.execute("SELECT access.enter(%s)", [self.who.token])
            self.row(self.app, AS_APPLICATION)
            self.app.execute("SELECT access.log('record')")

    def unprotected(self) -> None:
        self.row(self.plain, UNPROTECTED)

    def batch(self, rows: int = 200) -> dict[str, float]:
        """Rows a second by one writer in one transaction, with the triggers and without."""
        protected = Times()
        with self.app.transaction():
            self.app.execute("SELECT access.enter(%s)", [self.who.token])
            protected = interleaved({"": lambda: self.row(self.app, AS_APPLICATION)}, rows)[""]
        with self.plain.transaction():
            plain = interleaved({"": lambda: self.row(self.plain, UNPROTECTED)}, rows)[""]
        return {"protected": round(1000 / protected.median), "unprotected": round(1000 / plain.median)}


def keyrings(here: Place, runs: int) -> dict[str, Times]:
    """The cost of `access.enter` by the number of keys: dated cover is what makes a keyring wide."""
    app, admin = here.connect(), here.superuser()
    posts = [p for (p,) in admin.execute(ORDINARY)]
    posts = [posts[0], *posts[-len(WIDTHS) + 1 :]]
    made = {}
    for post, width in zip(posts, WIDTHS, strict=True):
        _widen(admin, post, width)
        who = practitioner(admin, post)
        made[f"{who.keys} keys"] = who.token

    def enter(token: str) -> None:
        with app.transaction():
            app.execute("SELECT access.enter(%s)", [token])

    def read(token: str) -> None:
        with app.transaction():
            app.execute("SELECT access.enter(%s)", [token])
            app.execute("SELECT access.keys() FROM generate_series(1, 100)")

    times = interleaved({name: partial(enter, token) for name, token in made.items()}, runs, processor_of(app))
    hundred = interleaved(
        {f"{name}, then verified 100 times": partial(read, token) for name, token in made.items()},
        runs // 4,
        processor_of(app),
    )
    return times | hundred


def _widen(admin: psycopg.Connection, post: int, keys: int) -> None:
    """Give a post dated involvements until its keyring has about so many keys; or, for the narrowest, no team."""
    if keys < 10:
        admin.execute("UPDATE agencies_membership SET ends = now() WHERE post_id = %s", [post])
        return
    have = practitioner(admin, post).keys
    (edges,) = admin.execute(
        "SELECT count(*) FROM agencies_post p, access.edges(p.agency_id, 'care') WHERE p.id = %s", [post]
    ).fetchone() or (1,)
    admin.execute("SET session_replication_role = replica")
    admin.execute(
        """INSERT INTO access_involvement (person_id, id, domain, grade, owner_id, author_id, recorded_at,
            holder_id, profile, profile_version,
               capacity, purpose, basis, starts, ends, dated, closed, accepted, key, audience, gate, denied)
           SELECT id, gen_random_uuid(), 'social_care', 1, lead, %s, now(), %s, 'allocated social worker', 1,
               'subject', 'cover', 'public task',
               now(), now() + interval '1 day', true, false, true, nextval('agencies.principal'), '{}', '{}', '{}'
           FROM bench.person ORDER BY id LIMIT %s""",
        [post, post, max(0, round((keys - have) / edges))],
    )
    admin.execute("SET session_replication_role = origin")


def undo(here: Place) -> None:
    """Take away what was added to widen keyrings: those involvements have no locks."""
    with here.superuser() as admin:
        admin.execute("DELETE FROM access_involvement WHERE purpose = 'cover'")
        admin.execute("UPDATE agencies_membership SET ends = NULL WHERE ends IS NOT NULL")
        admin.execute("DELETE FROM record_entry WHERE title = 'Measured by bench'")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.writing", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    with ready() as here:
        writer = Writer(here)
        try:
            both = {
                "record an entry, with commit": writer.recorded,
                "the same row unprotected, with commit": writer.unprotected,
            }
            times = interleaved(both, runs, processor_of(writer.app, writer.plain))
            throughput = writer.batch()
            times |= keyrings(here, runs) | events(writer, runs)
        finally:
            undo(here)
    shown(
        f"ms, {runs} runs",
        ("", "median", "p95", "least", "processor"),
        [(name, t.median, t.p95, t.least, t.processor) for name, t in times.items()],
    )
    shown(
        "rows a second by one writer in one transaction",
        ("protected", "unprotected"),
        [(throughput["protected"], throughput["unprotected"])],
    )
    keep(results(), "writing", {"rows a second": throughput} | {name: t.told() for name, t in times.items()})


def events(writer: Writer, runs: int) -> dict[str, Times]:
    """An event in a transaction that has its keyring."""
    with writer.app.transaction():
        writer.app.execute("SELECT access.enter(%s)", [writer.who.token])
        log = (
            "SELECT access.log('open', %s, ARRAY[gen_random_uuid(), gen_random_uuid()], '{social_care,plan}', '{2,3}')"
        )
        return interleaved(
            {"an event": lambda: writer.app.execute(log, [writer.people[0]])}, runs, processor_of(writer.app)
        )


if __name__ == "__main__":
    main()
