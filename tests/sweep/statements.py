"""What a request sends to the database, and what stands there before and after."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
from django.db import connections

CONTROL = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.IGNORECASE)
SIGN_IN = re.compile(r'\bFROM "(django_session|auth_user|mfa_authenticator|account_emailaddress)"')
GRADED = "SELECT name FROM access.graded_table WHERE name <> 'public.record_draft'"


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent while inside, on whichever login, beside transaction control and session and user rows."""
    told: list[str] = []

    def noted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not CONTROL.match(str(sql)) and not SIGN_IN.search(str(sql)):
            told.append(str(sql))
        return execute(sql, params, many, context)

    with ExitStack() as inside:
        for alias in connections:
            inside.enter_context(connections[alias].execute_wrapper(noted))
        yield told


def standing(superuser: psycopg.Connection[Any]) -> dict[str, int]:
    """How many rows each graded table has, drafts left out: they are kept as typed, whatever becomes of the form."""
    tables = [name for (name,) in superuser.execute(GRADED).fetchall()]
    counted = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    return dict(zip(tables, superuser.execute(f"SELECT {counted}").fetchone() or (), strict=True))


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - count for table, count in before.items() if after[table] != count}
