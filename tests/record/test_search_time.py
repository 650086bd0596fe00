"""How long a search takes tells nothing of words that stand in entries which the searcher does not open."""

import re
from collections.abc import Callable

import psycopg
import pytest

from kith.core.session import rows
from kith.record.actions.record_entry import record_entry
from kith.record.queries import search
from tests.sweep.test_timing import apart

OFTEN, NEVER = "quixotical", "nowherical"
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = 'record_entry'::regclass
    AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> ALL ('{id,series}')"""
MANY = """
    INSERT INTO record_entry (id, series, {columns}) SELECT n.id, n.id, {columns} FROM record_entry
    CROSS JOIN LATERAL (SELECT gen_random_uuid() AS id FROM generate_series(1, 20000)) n WHERE record_entry.id = %s"""
LOOKED_AT = "EXPLAIN (ANALYZE, BUFFERS, TIMING off) SELECT * FROM {}(50, %s)"


@pytest.fixture(scope="module")
def hidden(town) -> None:
    """Twenty thousand entries that hold one word, none of which the teacher opens."""
    from kith.record.recording import Recording
    from tests.record.conftest import YESTERDAY

    said = Recording(kind="case_note", happened_at=YESTERDAY, text=OFTEN, domain="social_care", grade=4)
    with town.acting("sara"):
        one = record_entry(person_id=town.child(), recording=said)
    with town.database.superuser() as admin, admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        (columns,) = admin.execute(COLUMNS).fetchone()
        admin.execute(MANY.format(columns=columns), [one.id])
    with town.database.superuser() as admin:
        admin.execute("VACUUM ANALYZE record_entry")


def pages(plan: list[tuple[str]]) -> int:
    """How many pages of the database were looked at."""
    return sum(int(n) for (line,) in plan for n in re.findall(r"shared hit=(\d+)", line)[:1])


def test_a_word_of_others_takes_as_long_as_a_word_of_nobody(town, hidden) -> None:
    def looking_for(word: str) -> Callable[[], None]:
        def look() -> None:
            with town.acting("teacher"):
                assert not search(word)

        return look

    assert apart(looking_for(OFTEN), looking_for(NEVER)) <= 1


def test_and_looks_at_as_much(town, hidden) -> None:
    with town.acting("teacher"):
        for _ in range(2):  # planned and filled the first time
            looked_at = {each: pages(rows(LOOKED_AT.format("record.newest"), each)) for each in (OFTEN, NEVER)}
    assert looked_at[OFTEN] == looked_at[NEVER] > 0


def test_who_opens_them_looks_at_more(town, hidden) -> None:
    """Negative control: what the administrator, whom no policy holds, looks at tells one word from the other."""

    def looked_at(admin: psycopg.Connection, word: str) -> int:
        return pages(admin.execute(LOOKED_AT.format("record.newest_narrowly"), [word]).fetchall())

    with town.database.superuser() as admin:
        assert looked_at(admin, OFTEN) > 1.5 * looked_at(admin, NEVER)
