"""What the demo tells has happened: at whatever hour it is set up, nothing stands there that is still to come."""

from datetime import datetime, time

import psycopg
from psycopg import sql

from kith.demo.region.days import LONDON
from kith.record import kinds
from tests.conftest import ANCHOR, Database, server

MORNING = datetime.combine(ANCHOR, time(0), LONDON)
TIMES = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    WHERE data_type = 'timestamp with time zone' AND table_schema IN ('public', 'access', 'supervision')
    ORDER BY 1, 2, 3"""
AHEAD = {"ends", "expires_at", "due_at", "until", "answer_by"}
BY_THE_REAL_CLOCK = {
    ("django_migrations", "applied"), ("session", "ended_at"), ("assessments_form", "published_at"),
    ("sharing_guideedition", "kept_at"),
}  # fmt: skip
APPOINTMENTS = ("record_entry", "happened_at")


def test_nothing_told_is_still_to_come_but_appointments_and_ends(county: Database) -> None:
    looked, late = 0, []
    with psycopg.connect(server.dsn(), dbname=county.name) as owner:
        for schema, table, column in owner.execute(TIMES).fetchall():
            if column in AHEAD or (table, column) in BY_THE_REAL_CLOCK | {APPOINTMENTS}:
                continue
            counted = sql.SQL("SELECT count({c}), count(*) FILTER (WHERE {c} >= %s) FROM {t}").format(
                c=sql.Identifier(column), t=sql.Identifier(schema, table)
            )
            told, after = owner.execute(counted, [MORNING]).fetchone() or (0, 0)
            looked, late = looked + told, late + [(table, column, after)] * bool(after)
        ahead = owner.execute("SELECT DISTINCT kind FROM record_entry WHERE happened_at >= %s", [MORNING]).fetchall()
    assert looked > 10_000 and late == []
    assert ahead and all(kinds.kind(kind).planned for (kind,) in ahead)
