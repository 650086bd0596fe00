"""What there is to know about made-up persons, in staging tables: drawn in the database, the same from the same seed.

Nothing is drawn at random there: `bench.u(n, salt)` spreads a number over 0 to 1 by a hash, so that any part can be
made again, in any order, by any connection. Names and texts come from `words.py` by COPY.
"""

from collections.abc import Iterable
from random import Random

import psycopg

from bench.region import Team
from bench.words import Author, family_names, given_names
from kith.people.names import clues

LONG = 1_000  # entries of the persons whom rekeying.py changes
LONG_RECORDS = 3
TEXTS = 40_000
GRADES = {3: 60, 4: 22, 2: 14, 1: 3, 5: 1}  # in hundredths
MIX = {  # what an organisation writes about, in hundredths
    "social_care": {
        "social_care": 52, "plan": 13, "family": 10, "voice": 6, "health": 5, "housing_finance": 5, "education": 4,
        "justice": 3, "identity": 2,
    },
    "health": {"health": 70, "mental_health": 15, "plan": 6, "social_care": 6, "voice": 3},
    "education": {"education": 80, "voice": 8, "social_care": 7, "plan": 5},
    "justice": {"justice": 86, "social_care": 9, "plan": 5},
}  # fmt: skip
TABLES = """
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE FUNCTION bench.u(n bigint, salt integer) RETURNS float LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (hashint8extended(n, salt) & 4294967295)::float / 4294967296;
CREATE FUNCTION bench.pick(of anyarray, share float) RETURNS anyelement LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT of[1 + floor(share * cardinality(of))::integer]';
CREATE UNLOGGED TABLE bench.team (no integer PRIMARY KEY, id bigint, agency bigint, managers bigint, domain text,
    profile text, adult boolean, posts bigint[], partners bigint[], reviewer bigint, duty bigint, weight float);
CREATE UNLOGGED TABLE bench.given (no integer PRIMARY KEY, words text, clues text[]);
CREATE UNLOGGED TABLE bench.family (no integer PRIMARY KEY, words text, clues text[]);
CREATE UNLOGGED TABLE bench.words (no integer PRIMARY KEY, title text, words text, vector tsvector);
CREATE UNLOGGED TABLE bench.mix (domain text PRIMARY KEY, about text[]);
CREATE UNLOGGED TABLE bench.involvement (no integer, holder bigint, profile text, ends timestamptz,
    key bigint DEFAULT nextval('agencies.principal'), domain text, owner bigint, author bigint);
CREATE TABLE bench.done (part text PRIMARY KEY);
"""
PERSONS = """
CREATE UNLOGGED TABLE bench.person AS
WITH team AS (
    SELECT t.*, sum(weight) OVER (ORDER BY no) / sum(weight) OVER () AS upto FROM bench.team t WHERE weight > 0
), drawn AS (
    SELECT row_number() OVER (ORDER BY id)::integer AS no, id FROM (
        SELECT (substr(h, 1, 12) || '4' || substr(h, 14, 3) || 'a' || substr(h, 18))::uuid AS id
        FROM generate_series(1, %(persons)s) n, md5('person ' || n) h) ids
), upto AS (SELECT array_agg(upto ORDER BY no) AS upto, array_agg(no ORDER BY no) AS no FROM team)
SELECT d.no, d.id, t.agency AS lead, t.id AS team, bench.pick(t.posts[2:], bench.u(d.no, 2)) AS worker,
       CASE WHEN bench.u(d.no, 3) < 1 / 3.0 THEN bench.pick(t.partners, bench.u(d.no, 4)) END AS other,
       CASE WHEN bench.u(d.no, 5) < 0.01 THEN t.reviewer END AS reviewer,
       CASE WHEN bench.u(d.no, 6) < 0.02 THEN bench.pick(t.posts[2:], bench.u(d.no, 7)) END AS cover,
       CASE WHEN bench.u(d.no, 8) < 0.01 THEN bench.pick(t.posts, bench.u(d.no, 9)) END AS barred,
       bench.u(d.no, 10) < 0.003 AS sealed, bench.u(d.no, 11) < 0.03 AS shared, t.adult,
       exp(sqrt(-2 * ln(1 - bench.u(d.no, 12))) * cos(2 * pi() * bench.u(d.no, 13))) AS weight,
       now() - interval '30 days' - bench.u(d.no, 14) * interval '2160 days' AS since, 0 AS entries, 0 AS pattern
FROM drawn d CROSS JOIN upto u JOIN team t ON t.no = u.no[width_bucket(bench.u(d.no, 1), u.upto) + 1]
"""
# Most records are short and a few are long, as records are; the sum is exact. Who has the same facts has the same
# locks: `pattern` is the first person with the same. Whoever has facts of their own stands for themself.
COUNTS = """
ALTER TABLE bench.person ADD PRIMARY KEY (no);
WITH long AS (
    SELECT p.no FROM bench.person p JOIN bench.team t ON t.id = p.team
    WHERE t.weight = 1 AND other IS NOT NULL AND cover IS NULL AND barred IS NULL AND NOT sealed AND NOT shared
    ORDER BY p.no LIMIT %(long_records)s
), summed AS (
    SELECT no, round(%(rest)s * sum(weight) OVER (ORDER BY no) / sum(weight) OVER ()) AS upto
    FROM bench.person WHERE no NOT IN (SELECT no FROM long)
), counted AS (
    SELECT no, upto - lag(upto, 1, 0) OVER (ORDER BY no) AS entries FROM summed
    UNION ALL SELECT no, %(long)s FROM long
), alike AS (
    SELECT no, CASE WHEN cover IS NULL AND barred IS NULL AND NOT sealed AND NOT (shared AND other IS NOT NULL)
        THEN min(no) OVER (PARTITION BY team, worker, other, reviewer,
                           cover IS NULL AND barred IS NULL AND NOT sealed AND NOT (shared AND other IS NOT NULL))
        ELSE no END AS pattern
    FROM bench.person
)
UPDATE bench.person p SET entries = c.entries, pattern = a.pattern FROM counted c, alike a
WHERE c.no = p.no AND a.no = p.no;
"""
INVOLVEMENTS = """
INSERT INTO bench.involvement (no, holder, profile, ends, domain, owner, author)
SELECT p.no, i.holder, i.profile, i.ends, i.domain, i.owner, i.author
FROM bench.person p JOIN bench.team t ON t.id = p.team LEFT JOIN bench.team o ON o.id = p.other
CROSS JOIN LATERAL (VALUES
    (t.id, 'allocated team (cover)', NULL::timestamptz, t.domain, t.agency, t.posts[1]),
    (t.managers, 'managers of the allocated team', NULL, t.domain, t.agency, t.posts[1]),
    (p.worker, CASE WHEN p.adult THEN 'adult social worker' ELSE 'allocated social worker' END, NULL, t.domain,
     t.agency, t.posts[1]),
    (o.id, o.profile, NULL, o.domain, o.agency, o.posts[1]),
    (p.reviewer, 'independent reviewing officer or conference chair', NULL, t.domain, t.agency, t.posts[1]),
    (t.duty, 'emergency duty', NULL, t.domain, t.agency, t.posts[1]),
    (p.cover, 'allocated social worker', now() + interval '30 days', t.domain, t.agency, t.posts[1])
) i(holder, profile, ends, domain, owner, author) WHERE i.holder IS NOT NULL;
CREATE INDEX ON bench.involvement (no);
"""


def stage(admin: psycopg.Connection, random: Random, teams: list[Team], persons: int, entries: int) -> None:
    """Everything about them but the entries, which are drawn as they are written (locked.py)."""
    admin.execute(TABLES)
    _copy(admin, "team", (_team(number, team) for number, team in enumerate(teams)))
    _copy(admin, "given", ((no, name, clues(name, "")) for no, name in enumerate(given_names(random))))
    _copy(admin, "family", ((no, name, clues("", name)) for no, name in enumerate(family_names(random))))
    author = Author(random)
    _copy(admin, "words", ((no, author.title(), author.text(), None) for no in range(TEXTS)))
    _copy(admin, "mix", ((domain, _spread(about)) for domain, about in MIX.items()))
    admin.execute("UPDATE bench.words SET vector = record.vector(title, words, '', '{}')")
    told = {"persons": persons, "rest": entries - LONG * LONG_RECORDS, "long": LONG, "long_records": LONG_RECORDS}
    admin.execute("ANALYZE")
    for sql in (PERSONS, COUNTS, INVOLVEMENTS):
        for statement in sql.split(";\n"):
            if statement.strip():
                admin.execute(statement % told)
    admin.execute("VACUUM ANALYZE bench.person, bench.involvement, bench.words")


def _team(number: int, t: Team) -> tuple[object, ...]:
    adult = "adults" in t.kind.value
    return (number, t.id, t.agency, t.managers, t.domain, t.profile, adult, t.posts, t.partners, t.reviewer, t.duty,
            t.weight)  # fmt: skip


def _spread(hundredths: dict[str, int]) -> list[str]:
    """A list of a hundred, to pick from."""
    return [value for value, many in hundredths.items() for _ in range(many)]


def _copy(admin: psycopg.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    with admin.cursor().copy(f"COPY bench.{table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
