"""From the staging tables to the record, set-wise, as an import of this size does it: rows without their triggers,
each lock computed once a combination of person, domain, grade and owner.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg

from bench.place import Place

SMALL = {  # graded table: its rows from staging; the locks follow (relock)
    "access_involvement": """(person_id, id, domain, grade, owner_id, author_id, recorded_at, holder_id, profile,
        profile_version,
            capacity, purpose, basis, starts, ends, dated, closed, accepted, key, audience, gate, denied)
        SELECT person, gen_random_uuid(), domain, 1, owner, author, starts, holder, profile, 1,
            'subject', 'care and support', 'public task', starts, ends, ends IS NOT NULL, false, true,
                nextval('agencies.principal'), '{}', '{}', '{}'
        FROM bench.involvement""",
    "access_share": """(person_id, id, domain, grade, owner_id, author_id, recorded_at, shared_by_id, holder_id,
        grades, basis, reason,
            emergency, starts, ends, closed, key, audience, gate, denied)
        SELECT person, gen_random_uuid(), 'identity', 2, owner, author, now(), owner, holder,
            '{3,3,3,3,3,3,3,3,3,3,0}', 'public task', 'joint work',
            false, now(), ends, false, nextval('agencies.principal'), '{}', '{}', '{}'
        FROM bench.share""",
    "access.seal": """(person_id, domain, grade, owner_id, author_id, recorded_at, humans, reason, audience, gate,
        denied)
        SELECT person, 'identity', 5, owner, author, now(), ARRAY(SELECT practitioner_id FROM agencies_post
            WHERE id = ANY (posts)), 'sealed', '{}', '{}', '{}'
        FROM bench.seal""",
    "access.exclusion": """(person_id, domain, grade, owner_id, author_id, recorded_at, human, reason, audience,
        gate, denied)
        SELECT person, 'identity', 5, owner, author, now(), (SELECT practitioner_id FROM agencies_post
            WHERE id = post), 'known to them', '{}', '{}', '{}'
        FROM bench.exclusion""",
    "people_personname": """(person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, given, family,
        pronunciation, clues, audience, gate, denied)
        SELECT person, gen_random_uuid(), 'identity', 1, owner, author, now(), kind, given, family, '', clues,
            '{}', '{}', '{}' FROM bench.name""",
    "people_birth": """(person_id, id, domain, grade, owner_id, author_id, recorded_at, "on", "precision",
        audience, gate, denied)
        SELECT person, gen_random_uuid(), 'identity', 1, owner, author, now(), born, 'exact', '{}', '{}', '{}'
            FROM bench.birth""",
}  # fmt: skip
RELOCK = """UPDATE {table} r SET audience = x.audience, gate = x.gate, denied = x.denied
    FROM ({expected}) x WHERE r.person_id = x.person_id AND r.id = x.id"""
HALF = "get_byte(uuid_send({person}), 0) {side} 128"  # by the first byte, so that each half is in the order of the key
COMBINED = """CREATE UNLOGGED TABLE bench.lock_{n} AS
    SELECT c.*, access.audience(person, domain, grade, owner) AS audience
    FROM (SELECT DISTINCT person, domain, grade, owner FROM bench.entry WHERE {half}) c"""
ENTRIES = """WITH shut AS MATERIALIZED (
        SELECT id AS person, access.gate(id, NULL, NULL) AS gate, access.denied(id, NULL) AS denied
            FROM bench.person WHERE {person_half})
    INSERT INTO record_entry (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, title, text,
        details, happened_at,
        day_only, significant, present, occasion, series, version, amendment_reason, current, search, audience,
            gate, denied)
    SELECT person, id, domain, grade, owner, author, recorded, kind, title, words, '{{}}', happened,
        false, false, '', gen_random_uuid(), id, 1, '', true, record.vector(title, words, '', '{{}}'), audience,
            gate, denied
    FROM (SELECT *, uuidv7(recorded - now()) AS id FROM bench.entry WHERE {half}) e
    JOIN bench.lock_{n} USING (person, domain, grade, owner) JOIN shut USING (person) ORDER BY person, id"""


def facts(place: Place) -> None:
    """Subjects, and the rows of every small table, still without locks."""
    with _loading(place) as admin:
        admin.execute("INSERT INTO access_subject (id, lead_id) SELECT id, lead FROM bench.person")
        for table, rows in SMALL.items():
            admin.execute(f"INSERT INTO {table} {rows}")
            admin.execute(f"ANALYZE {table}")
        admin.execute("ANALYZE access_subject")


def locks(place: Place) -> None:
    """Locks of the small tables, and the entries with theirs: two connections, one a core."""
    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(_entries, place, 1, "<"), pool.submit(_entries, place, 2, ">=")]:
            job.result()
        list(pool.map(lambda table: _relock(place, table), SMALL))


def _entries(place: Place, n: int, side: str) -> None:
    half, person_half = (HALF.format(person=column, side=side) for column in ("person", "id"))
    with _loading(place) as admin:
        admin.execute(COMBINED.format(n=n, half=half))
        admin.execute(f"ANALYZE bench.lock_{n}")
        admin.execute(ENTRIES.format(n=n, half=half, person_half=person_half))


def _relock(place: Place, table: str) -> None:
    with _loading(place) as admin:
        (expected,) = admin.execute(
            "SELECT access.expected_locks(t) FROM access.graded_table t WHERE name = %s", [_full(table)]
        ).fetchone() or ("",)
        admin.execute(RELOCK.format(table=table, expected=expected.replace("$1", "NULL::uuid")))


def _full(table: str) -> str:
    return table if "." in table else f"public.{table}"


@contextmanager
def without_indexes(place: Place) -> Iterator[None]:
    """While inside, the tables have only the indexes of their constraints; at the end the others are made anew."""
    with place.superuser() as admin:
        found = admin.execute(
            """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
               WHERE i.indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c
                   WHERE c.conindid = i.indexrelid)
               ORDER BY pg_get_indexdef(i.indexrelid) LIKE '%%record_entry%%' DESC""",
            [[*SMALL, "record_entry"]],
        ).fetchall()
        for index, _ in found:
            admin.execute(f"DROP INDEX {index}")
    yield
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda made: _run(place, made[1]), found))


def _run(place: Place, statement: str) -> None:
    with _loading(place) as admin:
        admin.execute(statement)


@contextmanager
def _loading(place: Place) -> Iterator[psycopg.Connection]:
    """The administrator's connection with triggers left out: what they would do is done set-wise here."""
    with place.superuser() as admin:
        admin.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        admin.execute(
            "SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'; SET max_parallel_workers_per_gather = 0"
        )
        yield admin
