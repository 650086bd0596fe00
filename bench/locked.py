"""From the staging tables to the record, set-wise, as an import of this size does it: rows without their triggers,
each lock computed once by `access.audience` for all who have the same facts, and `verify` afterwards (large.py).
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, Queue

import psycopg

from bench.place import Place
from bench.staged import GRADES, TEXTS

Progress = Callable[[int], None]  # called with the number of parts that are still to do

A_PART = 5_000  # persons whose entries are written in one transaction
LOCKS = """
CREATE UNLOGGED TABLE bench.lock (pattern integer, domain text, grade smallint, owner bigint, audience bigint[],
    PRIMARY KEY (pattern, domain, grade, owner));
CREATE UNLOGGED TABLE bench.shut (no integer PRIMARY KEY, gate bigint[], denied bigint[]);
"""
LOCKED = """INSERT INTO bench.lock
    SELECT c.*, access.audience(p.id, domain, grade, owner)
    FROM (SELECT DISTINCT pattern, domain, grade::smallint, owner FROM ({needed}) n EXCEPT
          SELECT pattern, domain, grade, owner FROM bench.lock) c
    JOIN bench.person p ON p.no = c.pattern
    ON CONFLICT DO NOTHING"""
SHUT = """INSERT INTO bench.shut SELECT no, access.gate(id, NULL, NULL), access.denied(id, NULL)
    FROM bench.person WHERE sealed OR barred IS NOT NULL"""
FIELDS = "person_id, id, domain, grade, owner_id, author_id, recorded_at"
# Facts: (table, columns, rows of those who stand for others or for themselves; then rows of everyone). Without locks at
# first: the locks are computed from them.
FACTS = {
    "access_involvement": (
        f"""{FIELDS}, holder_id, profile, profile_version, capacity, purpose, basis, starts, ends, dated, closed,
            accepted, key""",
        """SELECT p.no, p.pattern, p.id AS person, gen_random_uuid(), i.domain, 1::smallint AS grade, i.owner, i.author,
               p.since, i.holder, i.profile, 1, 'subject', 'care and support', 'public task', p.since, i.ends,
               i.ends IS NOT NULL, false, true, i.key
           FROM bench.person p JOIN bench.involvement i USING (no)""",
    ),
    "access_share": (
        f"""{FIELDS}, shared_by_id, holder_id, grades, basis, reason, emergency, starts, ends, closed, key""",
        """SELECT p.no, p.pattern, p.id, gen_random_uuid(), 'identity' AS domain, 2::smallint AS grade, p.lead AS owner,
               t.posts[1], now(), p.lead, o.posts[2], '{3,3,3,3,3,3,3,3,3,3,0}'::smallint[], 'public task',
               'joint work', false, now(), now() + interval '60 days', false, 1000000000 + p.no
           FROM bench.person p JOIN bench.team t ON t.id = p.team JOIN bench.team o ON o.id = p.other
           WHERE p.shared""",
    ),
    "access.seal": (
        f"{FIELDS}, humans, reason",
        """SELECT p.no, p.pattern, p.id, gen_random_uuid(), 'identity' AS domain, 5::smallint AS grade, p.lead AS owner,
               t.posts[1], now(), ARRAY(SELECT practitioner_id FROM agencies_post
                   WHERE agencies_post.id IN (t.posts[1], p.worker)), 'sealed'
           FROM bench.person p JOIN bench.team t ON t.id = p.team WHERE p.sealed""",
    ),
    "access.exclusion": (
        f"{FIELDS}, human, reason",
        """SELECT p.no, p.pattern, p.id, gen_random_uuid(), 'identity' AS domain, 5::smallint AS grade, p.lead AS owner,
               t.posts[1], now(), x.practitioner_id, 'known to them'
           FROM bench.person p JOIN bench.team t ON t.id = p.team JOIN agencies_post x ON x.id = p.barred""",
    ),
}
INDEX = {
    "people_personname": (
        f"{FIELDS}, kind, given, family, pronunciation, clues",
        """SELECT p.no, p.pattern, p.id, gen_random_uuid(), 'identity' AS domain, 1::smallint AS grade, p.lead AS owner,
               p.worker, p.since, n.kind, g.words, f.words, '',
               ARRAY(SELECT DISTINCT c FROM unnest(g.clues || f.clues) c ORDER BY c)
           FROM bench.person p CROSS JOIN (VALUES ('legal', 1.0, 21), ('former', 0.15, 22)) n(kind, share, salt)
           JOIN bench.given g ON g.no = floor(bench.u(p.no, 20) * {given})::integer
           JOIN bench.family f ON f.no = floor(bench.u(p.no, n.salt) * {family})::integer
           WHERE bench.u(p.no, 23) < n.share""",
    ),
    "people_birth": (
        f'{FIELDS}, "on", "precision"',
        """SELECT p.no, p.pattern, p.id, gen_random_uuid(), 'identity' AS domain, 1::smallint AS grade, p.lead AS owner,
               p.worker, p.since,
               now()::date - (365 * CASE WHEN p.adult THEN 18 + 77 * bench.u(p.no, 24) ELSE 18 * bench.u(p.no, 24) END)
                   ::integer, 'exact'
           FROM bench.person p""",
    ),
}  # fmt: skip
# One entry a number below p.entries. The record has half of a year ago as much as of now, and nothing before six years.
DRAWN = f"""
    SELECT p.no, p.pattern, p.id AS person, bench.pick(m.about, bench.u(n, 31)) AS domain,
           bench.pick(ARRAY[{",".join(str(g) for g, many in GRADES.items() for _ in range(many))}]::smallint[],
               bench.u(n, 32)) AS grade, by.agency AS owner,
           CASE WHEN by.id = p.team THEN p.worker ELSE bench.pick(by.posts, bench.u(n, 33)) END AS author,
           bench.u(n, 34) AS kind, h.happened,
           least(h.happened + interval '900 minutes' * -ln(1 - bench.u(n, 37)), now()) AS recorded,
           floor(bench.u(n, 35) * {TEXTS})::integer AS text
    FROM bench.person p JOIN bench.team t ON t.id = p.team LEFT JOIN bench.team o ON o.id = p.other
    CROSS JOIN LATERAL (SELECT p.no::bigint << 20 | k AS n FROM generate_series(1, p.entries) k) drawn
    JOIN bench.team by ON by.id = CASE WHEN o.id IS NOT NULL AND bench.u(n, 30) < 0.25 THEN o.id ELSE t.id END
    JOIN bench.mix m ON m.domain = by.domain
    CROSS JOIN LATERAL (SELECT date_trunc('minute', now()) - interval '1 minute'
        - floor(2190 * 1440 * power(bench.u(n, 36), 1.5)) * interval '1 minute' AS happened) h
    WHERE {{whose}}"""
ENTRIES = f"""INSERT INTO record_entry ({FIELDS}, kind, title, text, details, happened_at, day_only, significant,
        present, occasion, series, version, amendment_reason, current, search, age, audience, gate, denied)
    SELECT e.person, e.id, e.domain, e.grade, e.owner, e.author, e.recorded,
        bench.pick(CASE e.domain WHEN 'plan' THEN '{{plan,review,core_group}}' WHEN 'voice' THEN '{{voice}}'
            ELSE '{{case_note,visit,call,email,meeting,observation}}'::text[] END, e.kind),
        w.title, w.words, '{{}}', e.happened, false, false, '', gen_random_uuid(), e.id, 1, '', true, w.vector,
        (e.recorded < c.aged[1])::integer + (e.recorded < c.aged[2])::integer,
        l.audience, access.guarded(coalesce(u.gate, '{{0}}'), e.grade::smallint), coalesce(u.denied, '{{}}')
    FROM record.opening_counted c, (SELECT *, uuidv7(recorded - now()) AS id FROM drawn) e
    JOIN bench.words w ON w.no = e.text
    JOIN bench.lock l USING (pattern, domain, grade, owner) LEFT JOIN bench.shut u ON u.no = e.no ORDER BY person, id"""

# When the steps of age begin (record/sql/0004_shapes.sql): what DRAWN draws since then is about their share of all.
AGED = """UPDATE record.opening_counted SET aged = ARRAY(
    SELECT now() - 2190 * power(share, 1.5) * interval '1 day' FROM unnest(ages) WITH ORDINALITY u(share, n) ORDER BY n)
    WHERE aged = '{-infinity,-infinity}'"""


def facts(place: Place) -> None:
    """Subjects; facts of those who stand for others; the locks of facts, names and births; then all of these rows."""
    with loading(place) as admin:
        admin.execute(LOCKS)
        admin.execute("INSERT INTO access_subject (id, lead_id) SELECT id, lead FROM bench.person ORDER BY id")
        for table, (columns, rows) in FACTS.items():
            some = f"SELECT * FROM ({rows}) r WHERE no = pattern"
            admin.execute(_insert(admin, table, columns, some, "'{}', '{}', '{}'"))
            admin.execute(f"ANALYZE {table}")
        admin.execute("ANALYZE access_subject")
        admin.execute(SHUT)
        admin.execute("ANALYZE bench.shut")


def index(place: Place) -> None:
    """The rows of the small tables, each with its lock; two connections, as everything that is long."""
    with place.superuser() as admin:
        counts = {t: len(admin.execute(f"SELECT no FROM bench.{t}").fetchall()) for t in ("given", "family")}
    tables = {table: (columns, rows.format(**counts) if table in INDEX else rows)
              for table, (columns, rows) in (FACTS | INDEX).items()}  # fmt: skip
    every = [rows for _, rows in tables.values()]
    _both(lambda half: _locks(place, [f"SELECT * FROM ({r}) r WHERE pattern % 2 = {half}" for r in every]))
    with place.superuser() as admin:
        admin.execute("ANALYZE bench.lock")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda table: _fill(place, table, *tables[table]), tables))


def _fill(place: Place, table: str, columns: str, rows: str) -> None:
    with loading(place) as admin:
        if table in FACTS:
            admin.execute(f"TRUNCATE {table}")
        every = f"""SELECT r.*, l.audience, access.guarded(coalesce(u.gate, '{{0}}'), r.grade::smallint),
                coalesce(u.denied, '{{}}') FROM ({rows}) r
            JOIN bench.lock l USING (pattern, domain, grade, owner) LEFT JOIN bench.shut u USING (no)"""
        admin.execute(_insert(admin, table, columns, every, ""))
        admin.execute(f"ANALYZE {table}")


def _insert(admin: psycopg.Connection, table: str, columns: str, rows: str, locks: str) -> str:
    """`rows` begin with number and pattern, which do not go into the table; `locks`: what stands for theirs, if any."""
    found = admin.execute(rows + " LIMIT 0").description or []
    names = [f"c{n}" for n in range(len(found))]
    chosen = ", ".join(names[2:]) + (f", {locks}" if locks else "")
    return f"""INSERT INTO {table} ({columns}, audience, gate, denied)
        SELECT {chosen} FROM ({rows}) t({", ".join(names)})"""


def locks(place: Place) -> None:
    """The locks of all entries, each once."""
    _both(lambda half: _locks(place, [DRAWN.format(whose=f"p.pattern % 2 = {half}")]))
    with place.superuser() as admin:
        admin.execute("ANALYZE bench.lock")


def _both(work: Callable[[int], None]) -> None:
    """Two connections, one a core, neither of which needs a lock of the other's."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (0, 1)))


def _locks(place: Place, drawn: list[str]) -> None:
    with loading(place) as admin:
        for rows in drawn:
            admin.execute(LOCKED.format(needed=f"SELECT pattern, domain, grade, owner FROM ({rows}) d"))


def entries(place: Place, persons: int, told: Progress) -> None:
    """All entries that are not there yet, two connections, one a core; a part of them is one transaction."""
    with place.superuser() as admin:
        admin.execute(AGED)
        done = {part for (part,) in admin.execute("SELECT part FROM bench.done")}
    parts: Queue[int] = Queue()
    for after in range(0, persons, A_PART):
        if f"entries {after}" not in done:
            parts.put(after)
    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(_work, place, parts, told) for _ in range(2)]:
            job.result()


def _work(place: Place, parts: Queue[int], told: Progress) -> None:
    with loading(place) as admin:
        while True:
            try:
                after = parts.get_nowait()
            except Empty:
                return
            _part(admin, after)
            told(parts.qsize())


def _part(admin: psycopg.Connection, after: int) -> None:
    drawn = DRAWN.format(whose=f"p.no > {after} AND p.no <= {after + A_PART}")
    with admin.transaction():
        admin.execute(f"CREATE TEMP TABLE drawn ON COMMIT DROP AS {drawn}")
        admin.execute("ANALYZE drawn")
        admin.execute(ENTRIES)
        admin.execute("INSERT INTO bench.done VALUES (%s)", [f"entries {after}"])


def drop_indexes(place: Place) -> None:
    """All but those of constraints, while rows are loaded. They are kept in bench.index, and made again afterwards."""
    tables = [*FACTS, *INDEX, "record_entry"]
    with place.superuser() as admin, admin.transaction():
        admin.execute("CREATE TABLE bench.index (name text PRIMARY KEY, made text)")
        dropped = admin.execute(
            """INSERT INTO bench.index SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
               FROM pg_index i WHERE i.indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c
                   WHERE c.conindid = i.indexrelid) RETURNING name""",
            [tables],
        ).fetchall()
        for (name,) in dropped:
            admin.execute(f"DROP INDEX {name}")


def make_indexes(place: Place) -> None:
    """The largest first, two at once."""
    with place.superuser() as admin:
        dropped = admin.execute(
            "SELECT name, made FROM bench.index ORDER BY made NOT LIKE '%record_entry%', made"
        ).fetchall()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda index: _make(place, *index), dropped))


def _make(place: Place, name: str, made: str) -> None:
    with loading(place) as admin, admin.transaction():
        admin.execute(made)
        admin.execute("DELETE FROM bench.index WHERE name = %s", [name])


@contextmanager
def loading(place: Place) -> Iterator[psycopg.Connection]:
    """The administrator's connection with triggers left out: what they would do is done set-wise here."""
    with place.superuser() as admin:
        admin.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        admin.execute("SET work_mem = '512MB'; SET maintenance_work_mem = '1GB'")
        yield admin
