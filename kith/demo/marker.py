"""The demo marks the databases that it makes. Its one-click sign-in refuses to run on any other.

The mark is the database's comment: only the administrator and the owner can set it, everyone can read it, and a dump
does not carry it, so that a copy restored elsewhere is no demo.
"""

import hashlib
from functools import cache

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from psycopg import sql

from kith.core.sql_files import KITH

MAKING = "Kith demo: being made"
MADE = "Kith demo: fictional people only"
MADE_OF = ("*/sql/*.sql", "*/migrations/*.py", "access/data/*", "assessments/definitions/*", "demo/region/**/*")
READ = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = "


def refuse_unless_demo() -> None:
    """Raises ImproperlyConfigured unless the demo made the database that we are connected to."""
    with connections["default"].cursor() as cursor:
        cursor.execute(READ + "current_database()")
        (mark,) = cursor.fetchone()
    if not is_ours(mark):
        raise ImproperlyConfigured(
            "KITH_DEMO=1 lets anyone sign in as anyone. This database was not made by script/demo: Kith does not start."
        )


def is_ours(mark: str | None) -> bool:
    """Whether the demo made the database that carries this comment."""
    return mark is not None and mark.startswith((MAKING, MADE))


@cache
def made() -> str:
    """The mark of a database made of the schema and the region as they are now: another one is made anew."""
    told = hashlib.sha256()
    for file in sorted(f for pattern in MADE_OF for f in KITH.glob(pattern) if f.is_file() and f.suffix != ".pyc"):
        told.update(file.read_bytes())
    return f"{MADE} ({told.hexdigest()[:12]})"


def read(admin: psycopg.Connection, database: str) -> str | None:
    """The database's mark or other comment; None where there is none, or no such database."""
    row = admin.execute(READ + "%s", [database]).fetchone()
    return row[0] if row else None


def write(admin: psycopg.Connection, database: str, mark: str) -> None:
    admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(mark)))
