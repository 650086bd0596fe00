"""Two shapes of reading over everybody (record/sql/0004_shapes.sql): the same rows in both, whatever was counted.

On generated worlds, for every caller, against the reference model: which rows, in which order, with words and without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.access import world as w
from kith.access.model import opens
from tests.access import generated as g
from tests.access.asking import Planted, table_of
from tests.access.conftest import Plant
from tests.access.test_differential import over_worlds

SHAPES = {
    "narrow": "SELECT id FROM record.newest_narrowly(%(most)s, websearch_to_tsquery('english', %(words)s))",
    "wide": "SELECT id FROM record.newest_widely(%(most)s, websearch_to_tsquery('english', %(words)s), '-infinity')",
    "chosen": "SELECT id FROM record.newest(%(most)s, %(words)s)",
}
WRITTEN = """UPDATE record_entry SET recorded_at = recorded_at + %s * interval '1 minute', title = %s, current = %s
    WHERE id = %s"""


@pytest.fixture
def written(superuser: psycopg.Connection[Any]) -> Any:
    """Gives the entries of a world times and titles from a list of (minute, title, current): some of them the same.

    Those of earlier worlds are no longer current: finders would find them.
    """

    def write(planted: Planted, world: w.World, drawn: list[tuple[int, str, bool]]) -> dict[str, tuple[int, str, bool]]:
        entries = [name for name, row in sorted(world.rows.items()) if table_of(row) == "record_entry"]
        told = {name: drawn[n % len(drawn)] for n, name in enumerate(entries)}
        with superuser.transaction():
            superuser.execute("SET LOCAL ROLE kith_engine")
            superuser.execute("UPDATE record_entry SET current = false WHERE current")
            for name, values in told.items():
                superuser.execute(WRITTEN, [*values, planted.row[name]])
        return told

    return write


def asked(planted: Planted, caller: w.Caller, **how: Any) -> dict[str, list[UUID]]:
    """What each shape answers."""
    with planted.app.transaction(force_rollback=True):
        planted.enter(caller)
        return {shape: [id_ for (id_,) in planted.app.execute(sql, how)] for shape, sql in SHAPES.items()}


@contextmanager
def counted(superuser: psycopg.Connection[Any], **said: object) -> Iterator[None]:
    """While inside, the counts say something else, true or not."""
    before = superuser.execute("SELECT entries, shares, since, ages FROM record.opening_counted").fetchone() or ()
    told = "UPDATE record.opening_counted SET entries = %s, shares = %s::float[], since = %s::timestamptz[], ages = %s"
    superuser.execute(told, [said["entries"], said["shares"], said["since"], said["ages"]])
    try:
        yield
    finally:
        superuser.execute(told, before)


# Recorded since a step began, and yet older than it: would be missed where the step is looked at first.
WRONGLY_AGED = """SELECT e.id FROM record_entry e, record.opening_counted c
    WHERE e.current AND (e.age >= 1 AND e.recorded_at >= c.aged[1] OR e.age = 2 AND e.recorded_at >= c.aged[2])"""
titles = st.sampled_from(["Strategy meeting", "A meeting", "A visit to school"])
drawings = st.lists(
    st.tuples(st.sampled_from([0, 0, 1, 2]), titles, st.sampled_from([True, True, True, False])), min_size=3, max_size=7
)
# Which step of age is looked at first: none, as if too little were opened; the latest; the late.
AGES = ([-1.0, -1.0], [1_000.0, 1_000.0], [-1.0, 1_000.0])
COUNTS = [  # nothing known; to the beginning; as if the counts were of another year. None in all: walked; three: hardly
    *({"entries": 0, "shares": [], "since": [], "ages": ages} for ages in AGES),
    *(
        {"entries": n, "shares": [1_000], "since": [when], "ages": AGES[0]}
        for n in (0, 3)
        for when in ("-infinity", "infinity")
    ),
]
COUNTED = "SELECT id FROM record_entry WHERE id = ANY (%s) AND gate && '{0,1}' AND denied = '{}'"
ANEW = "UPDATE record.opening_counted SET ages = %s, aged = '{-infinity,-infinity}'"


@pytest.fixture
def aged(superuser: psycopg.Connection[Any]) -> Iterator[None]:
    """A third is the latest, two thirds are the late: of a handful of entries some are of each age."""
    (ages,) = superuser.execute("SELECT ages FROM record.opening_counted").fetchone() or ([],)
    superuser.execute(ANEW, [[0.3, 0.7]])
    yield
    superuser.execute(ANEW, [ages])


WORKERS = [caller for caller in g.CALLERS if caller.post]  # a person's own session opens at another login


def opens_some(world: w.World) -> bool:
    """Whether anybody would have an entry to find: else there is nothing to compare."""
    entries = [row for row in world.rows.values() if table_of(row) == "record_entry"]
    return sum(opens(world, caller, row) for caller in WORKERS for row in entries) >= 8


@over_worlds(ordinarily=12)
@given(
    world=g.worlds().filter(opens_some), drawn=drawings, most=st.sampled_from([2, 50]), counts=st.sampled_from(COUNTS)
)
def test_the_same_rows_in_both_shapes(
    planter: Plant, superuser: psycopg.Connection[Any], written: Any, aged: None,
    world: w.World, drawn: Any, most: int, counts: Any,
) -> None:  # fmt: skip
    planted = planter(world)
    planted.tune(world)
    superuser.execute(ANEW, [[0.3, 0.7]])
    told = written(planted, world, drawn)
    superuser.execute("SELECT record.count_openings(few => 1)")
    assert not superuser.execute(WRONGLY_AGED).fetchall()
    with counted(superuser, **counts):
        for caller in WORKERS:
            for words in (None, "meet", "strategy -visit"):
                mine = [
                    name for name, (_, title, current) in told.items()
                    if current and opens(world, caller, world.rows[name]) and holds(title, words)
                ]  # fmt: skip
                expected = sorted(((told[n][0], planted.row[n]) for n in mine), reverse=True)[:most]
                found = asked(planted, caller, most=most, words=words)
                rows = [planted.row[name] for name in mine]
                if superuser.execute(COUNTED, [rows]).fetchall():
                    assert walks(planted, caller) == bool(counts["since"])
                assert found == {shape: [id_ for _, id_ in expected] for shape in SHAPES}, (caller, words)


def walks(planted: Planted, caller: w.Caller) -> bool:
    """Whether the time index is walked for the caller."""
    with planted.app.transaction(force_rollback=True):
        planted.enter(caller)
        return planted.app.execute("SELECT walked FROM record.stretch(0)").fetchone() == (True,)


def holds(title: str, words: str | None) -> bool:
    return {None: True, "meet": "meeting" in title, "strategy -visit": "Strategy" in title}[words]


@over_worlds(ordinarily=3)
@given(world=g.worlds())
def test_what_is_counted(planter: Plant, superuser: psycopg.Connection[Any], world: w.World) -> None:
    """Every key with the entries that it opens; few of them are not worth a row. What is sealed or barred is not
    counted: whoever asks how their own would be looked for would learn how much is shut to them."""
    planter(world)
    truth = (
        "SELECT k, count(*) FROM record_entry, unnest(audience) k"
        " WHERE current AND gate && '{0,1}' AND denied = '{}' GROUP BY k HAVING count(*) >= %s"
    )
    for few in (1, 3):
        superuser.execute("SELECT record.count_openings(few => %s)", [few])
        kept = superuser.execute("SELECT key, entries FROM record.opening").fetchall()
        assert sorted(kept) == sorted(superuser.execute(truth, [few]).fetchall())


def test_the_application_reads_no_count(database: Any) -> None:
    with database.connect("kith_app") as app:
        for table in ("record.opening", "record.opening_counted"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(f"SELECT * FROM {table}")


@over_worlds(ordinarily=3)
@given(world=g.worlds(), at_most=st.sampled_from([0, 1, 1_000]))
def test_what_is_aged(
    planter: Plant, superuser: psycopg.Connection[Any], aged: None, world: w.World, at_most: int
) -> None:
    """The oldest first, at most so many a night; a step that was reached is never given back."""
    planter(world)
    superuser.execute("SELECT record.count_openings(ageing => 0)")
    before = superuser.execute("SELECT aged FROM record.opening_counted").fetchone()
    superuser.execute("UPDATE record.opening_counted SET aged = '{infinity,infinity}'")
    young = "SELECT count(*) FROM record_entry WHERE age <= 1"
    (many,) = superuser.execute(young).fetchone() or (0,)
    superuser.execute("SELECT record.count_openings(ageing => %s)", [at_most])
    assert superuser.execute(young).fetchone() == (max(0, many - at_most),)
    assert superuser.execute("SELECT aged = '{infinity,infinity}' FROM record.opening_counted").fetchone() == (True,)
    superuser.execute("UPDATE record.opening_counted SET aged = %s", before)
