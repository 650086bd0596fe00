"""Inserts a row of which only some columns matter: the others get the plainest value of their type."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)  # when the planted facts were put on record
PLAINEST = {
    "text": "",
    "boolean": False,
    "integer": 1,
    "smallint": 0,
    "date": RECORDED.date(),
    "bigint": 1,
    "jsonb": Jsonb({}),
    "timestamp with time zone": RECORDED,
    "smallint[]": [0] * 11,
    "bigint[]": [],
    "integer[]": [],
    "text[]": [],
    "tsvector": "",
    "uuid": UUID(int=0),
    "bytea": b"",
}
NEEDED = """
    SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull AND NOT atthasdef AND attidentity = ''
      AND attgenerated = '' AND NOT attisdropped AND attname <> ALL ('{id,audience,gate,denied,search}')
"""
needed_of: dict[str, dict[str, str]] = {}  # table → column that must be given → type; kept for the whole run


def put(connection: psycopg.Connection[Any], table: str, row: dict[str, Any], then: str = "") -> psycopg.Cursor[Any]:
    """Insert one row; columns that must have something and are not given get the plainest value."""
    if table not in needed_of:
        needed_of[table] = dict(connection.execute(NEEDED, [table]).fetchall())
    whole = {column: PLAINEST[kind] for column, kind in needed_of[table].items() if column not in row} | row
    marks = ", ".join(f"%({column})s" for column in whole)
    return connection.execute(f"INSERT INTO {table} ({', '.join(whole)}) VALUES ({marks}) {then}", whole)
