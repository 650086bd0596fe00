"""Numbering: nobody is passed over, nobody is numbered twice, whoever commits late and whatever is ended half way."""

import random
import threading
import time
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from kith.audit import sequencer, tree
from kith.audit.stored import Stored, connect
from kith.audit.verify import Checkpoint, Growing, event_hash

TABLES = "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'audit'::regnamespace AND relkind = 'r'"
APPEND = "SELECT audit.append(NULL, 1, 2, 3, 'care', %s, NULL, NULL, NULL, NULL, NULL)"


def _numbers(server: psycopg.Connection) -> list[int]:
    return [event for (event,) in server.execute("SELECT event FROM audit.leaf ORDER BY no")]


@pytest.fixture
def numbering(database: Any, events: Any):
    """The sequencer's connection and the administrator's."""
    with connect("kith_sequencer") as mine, database.superuser() as admin:
        yield mine, admin


def test_everything_is_numbered_once_in_order(numbering, events) -> None:
    mine, admin = numbering
    events(5)
    assert sequencer.number(mine) == 5 and sequencer.number(mine) == 0
    events(3)
    assert sequencer.number(mine) == 3
    ids = [i for (i,) in admin.execute("SELECT id FROM audit_event ORDER BY id")]
    assert _numbers(admin) == ids
    assert [n for (n,) in admin.execute("SELECT no FROM audit.leaf ORDER BY no")] == list(range(8))


def test_a_late_committer_holds_up_what_came_after_and_is_not_passed_over(database, numbering, events) -> None:
    mine, admin = numbering
    with database.superuser(autocommit=False) as late:
        late.execute(APPEND, ["late"])
        events(3)
        assert [sequencer.number(mine) for _ in range(4)] == [0, 0, 0, 0]  # the marks move, the late one stays ahead
        late.commit()
    assert sequencer.number(mine) == 4
    assert _numbers(admin) == sorted(_numbers(admin))
    assert admin.execute("SELECT count(*) FROM audit_event e JOIN audit.leaf l ON l.event = e.id").fetchone() == (4,)


def test_whoever_began_before_and_writes_later_is_numbered_later(database, numbering, events) -> None:
    """It has a number already when others commit: they wait for it, it comes in the order of its event."""
    mine, admin = numbering
    with database.superuser(autocommit=False) as slow:
        slow.execute("SELECT pg_current_xact_id()")
        events(2)
        assert sequencer.number(mine) == 0
        slow.execute(APPEND, ["slow"])
        slow.commit()
    assert sequencer.number(mine) == 3
    in_order = "SELECT e.action FROM audit.leaf l JOIN audit_event e ON e.id = l.event ORDER BY no"
    assert admin.execute(in_order).fetchall() == [
        ("open",), ("open",), ("slow",),
    ]  # fmt: skip


def test_a_number_drawn_and_rolled_back_leaves_no_hole(database, numbering, events) -> None:
    mine, admin = numbering
    events(1)
    with database.superuser(autocommit=False) as gone:
        gone.execute(APPEND, ["gone"])
        gone.rollback()
    events(1)
    assert sequencer.number(mine) == 2
    assert [n for (n,) in admin.execute("SELECT no FROM audit.leaf ORDER BY no")] == [0, 1]


def test_the_floor_rises_so_that_numbering_does_not_read_the_whole_table(numbering, events) -> None:
    mine, admin = numbering
    events(4)
    for _ in range(3):
        sequencer.number(mine)
    ((highest, floor),) = admin.execute(
        "SELECT (SELECT max(id) FROM audit_event), floor FROM audit.sequencer"
    ).fetchall()
    assert floor == highest


@pytest.mark.parametrize("at_most", [1, 3])
def test_a_backlog_in_pieces(numbering, events, at_most) -> None:
    mine, admin = numbering
    events(7)
    counts = []
    while not counts or counts[-1]:
        counts.append(mine.execute("SELECT audit.number(%s)", [at_most]).fetchone()[0])
    assert sum(counts) == 7 and max(counts) == at_most
    assert _numbers(admin) == sorted(_numbers(admin))


def test_sixteen_writers_two_sequencers_nothing_lost(database, numbering, events) -> None:
    """Short and long transactions, some rolled back, against two sequencers that are ended and begun again."""
    mine, admin = numbering
    stop = threading.Event()
    wrong: list[BaseException] = []

    def write(seed: int) -> None:
        choose = random.Random(seed)
        try:
            with database.superuser(autocommit=False) as server:
                for _ in range(25):
                    for _ in range(choose.choice([1, 1, 3])):
                        server.execute(APPEND, [f"w{seed}"])
                    server.execute("SELECT pg_sleep(%s)", [choose.choice([0, 0, 0.002, 0.02])])
                    server.rollback() if choose.random() < 0.2 else server.commit()
        except BaseException as error:  # noqa: BLE001  told by the test's own thread
            wrong.append(error)

    def sequence() -> None:
        try:
            while not stop.is_set():
                with connect("kith_sequencer") as server:
                    server.execute("SELECT audit.number(50)")
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)

    writers = [threading.Thread(target=write, args=[seed]) for seed in range(16)]
    sequencers = [threading.Thread(target=sequence) for _ in range(2)]
    for thread in [*sequencers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sequencers:
        thread.join()
    assert not wrong
    sequencer.number(mine)
    written = {i for (i,) in admin.execute("SELECT id FROM audit_event")}
    numbered = _numbers(admin)
    assert set(numbered) == written and len(numbered) == len(written) > 300
    assert [n for (n,) in admin.execute("SELECT no FROM audit.leaf ORDER BY no")] == list(range(len(written)))


def test_in_a_transaction_that_has_written_it_does_not_number(database, events) -> None:
    with database.superuser(autocommit=False) as server:
        server.execute(APPEND, ["first"])
        with pytest.raises(psycopg.Error) as refused:
            server.execute("SELECT audit.number(1)")
        assert refused.value.sqlstate == "KI403"


def test_a_database_restored_elsewhere_is_numbered_on(numbering, events) -> None:
    """Numbers of transactions begin anew there: old ones lie in its future, and hold nothing up."""
    mine, admin = numbering
    events(2)
    admin.execute("SET session_replication_role = replica")
    admin.execute("UPDATE audit_event SET xact = xact + 1000000000")
    admin.execute("UPDATE audit.sequencer SET mark = 1, mark_xact = 1000000000000")
    events(2)
    assert sequencer.number(mine) == 4
    for _ in range(3):
        sequencer.number(mine)
    assert admin.execute("SELECT floor = (SELECT max(id) FROM audit_event) FROM audit.sequencer").fetchone() == (True,)


def test_the_database_and_the_verifier_make_the_same_tree(numbering, events, where) -> None:
    """Leaves from the events' own words, and roots and proofs at every size across two levels of nodes."""
    mine, admin = numbering
    events(600)
    sequencer.number(mine)
    rows = admin.execute(
        "SELECT l.salt, audit.payload(e, l.batch, l.numbered_at), l.hash FROM audit.leaf l"
        " JOIN audit_event e ON e.id = l.event ORDER BY l.no"
    ).fetchall()
    growing, stored = Growing(), Stored(mine)
    for salt, payload, kept in rows:
        assert event_hash(salt, payload) == kept
        growing.add(kept)
        if growing.size in (1, 2, 3, 255, 256, 257, 511, 512, 513, 600):
            assert tree.root(stored, growing.size) == growing.root()
    assert len(rows) == 600
    assert admin.execute("SELECT count(*) FROM audit.node").fetchone() == (2,)


def test_a_checkpoint_only_where_something_came(where, events) -> None:
    events(2)
    first = sequencer.run(where)
    assert first.checkpoint and Checkpoint.parse(first.checkpoint).size == 2
    assert sequencer.run(where).checkpoint is None
    events(1)
    assert Checkpoint.parse(str(sequencer.run(where).checkpoint)).size == 3
    log, clock = sequencer.public_keys(where)
    note = Checkpoint.parse((where.published / "checkpoint").read_text()).note
    assert note.by(log) is True and note.by(clock) is True
    assert abs((note.seconds_by(clock) or 0) - time.time()) < 60


def test_the_key_lies_in_a_closed_file_and_not_in_the_database(where, events, database) -> None:
    events(1)
    sequencer.run(where)
    assert where.key.stat().st_mode & 0o077 == 0 and where.signed.stat().st_mode & 0o077 == 0
    assert (where.published / "checkpoint").stat().st_mode & 0o044 == 0o044
    seeds = [line.split("+", 4)[4] for line in where.key.read_text().splitlines()]
    with database.superuser() as admin:
        for (table,) in admin.execute(TABLES).fetchall():
            found = admin.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE ANY (%s)", [[f"%{s}%" for s in seeds]]
            )
            assert found.fetchone() == (0,)


def test_a_lost_key_is_not_made_anew_in_silence(where, events) -> None:
    events(1)
    sequencer.run(where)
    where.key.rename(where.key.with_name("elsewhere"))
    events(1)
    with pytest.raises(sequencer.NotSigned, match="Put it back"):
        sequencer.run(where)
    with pytest.raises(sequencer.NotSigned, match="another name"):
        sequencer.run(where, anew=True)
    assert sequencer.run(replace(where, origin="council.example/kith-2"), anew=True).checkpoint


def test_half_a_run_is_finished_by_the_next(where, events, monkeypatch, examined) -> None:
    """Ended after signing, before the database or the published folder had it: the same note is handed on."""
    events(2)
    monkeypatch.setattr(sequencer, "_hand_on", lambda stored, where: None)
    signed = sequencer.run(where).checkpoint
    monkeypatch.undo()
    assert sequencer.run(where).checkpoint is None
    assert (where.published / "checkpoint").read_text() == signed
    assert examined().signed == 2 and not examined().findings


def test_nothing_is_signed_that_does_not_continue(where, events, database) -> None:
    """A restored backup, or history changed: the log does not sign a second history over it."""
    events(300)
    sequencer.run(where)
    with database.superuser() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE audit.node SET hash = sha256('x') WHERE level = 1 AND no = 0")
    events(1)
    with pytest.raises(sequencer.NotSigned, match="do not continue"):
        sequencer.run(where)


def test_one_signs_at_a_time(where, events, database) -> None:
    events(1)
    with connect("kith_sequencer") as other:
        other.execute("SELECT pg_advisory_lock(%s)", [sequencer.SIGNING])
        done = sequencer.run(where)
    assert (done.numbered, done.checkpoint) == (1, None)
    assert sequencer.run(where).checkpoint


def test_the_worker_does_it(where, events, monkeypatch) -> None:
    from kith.audit import tasks

    monkeypatch.setattr(sequencer, "place", lambda: where)
    events(3)
    assert tasks.sequence(timestamp=0) == 3
    assert Checkpoint.parse((where.published / "checkpoint").read_text()).size == 3


@pytest.mark.parametrize("login", ["kith_app", "kith_door", "kith_auditor"])
def test_only_the_sequencer_numbers_and_keeps(database, events, login) -> None:
    with database.connect(login) as server:
        for sql in ("SELECT audit.number(1)", "INSERT INTO audit.checkpoint (origin, size, note) VALUES ('x', 1, 'x')"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                server.execute(sql)


def test_the_sequencer_sees_no_event_and_changes_nothing(database, events) -> None:
    with database.connect("kith_sequencer") as server:
        for sql in ("SELECT 1 FROM public.audit_event", "SELECT salt FROM audit.leaf",
                    "SELECT 1 FROM public.record_entry", "UPDATE audit.checkpoint SET note = ''",
                    "DELETE FROM audit.leaf", "INSERT INTO audit.leaf VALUES (1)",
                    "UPDATE audit.sequencer SET size = 0"):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                server.execute(sql)


def test_what_was_numbered_is_not_changed_even_by_its_owner(database, events) -> None:
    events(1)
    with database.connect("kith_sequencer") as mine, database.connect("kith_owner") as owner:
        sequencer.number(mine)
        for sql in ("UPDATE audit.leaf SET hash = ''", "DELETE FROM audit.leaf", "TRUNCATE audit.leaf CASCADE",
                    "DELETE FROM audit_event", "TRUNCATE audit.checkpoint CASCADE"):  # fmt: skip
            with pytest.raises(psycopg.Error) as refused:
                owner.execute(sql)
            assert refused.value.sqlstate == "KI403"


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 700])
def test_the_database_works_out_the_same_root(where, events, database, size) -> None:
    events(700)
    sequencer.run(where)
    with database.superuser() as admin, connect("kith_sequencer") as server:
        (there,) = admin.execute("SELECT audit.root(%s)", [size]).fetchone()
        assert bytes(there) == tree.root(Stored(server), size)
