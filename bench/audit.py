"""`python -m bench.audit`: what evidence costs writers: a plain event, Kith's with the sequencer running, a hash chain.

A throwaway PostgreSQL that waits for the disk. Each transaction leaves one event and then works for so long before it
commits, in one round trip, so that the writers' own overhead is least. Contestants take turns; transactions a second.
"""

import argparse
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psycopg

from bench.place import results
from bench.timing import keep, shown
from kith.core.instance import Instance, make_passable, root
from kith.core.opened import opened
from kith.core.prepare import prepare

WRITERS, WORK = (1, 16), (0, 20)  # threads; ms
ROUNDS, SECONDS = 3, 2.0
EVENT = (
    "gen_random_uuid(), 1, 2, 3, 'care', 'open', gen_random_uuid(), ARRAY[gen_random_uuid()], '{health}', '{3}', '{}'"
)
LOCK = 7  # the advisory lock of the chain
CHAIN = f"""
    CREATE TABLE bench_plain (LIKE audit_event INCLUDING ALL);
    CREATE TABLE bench_chain (LIKE audit_event INCLUDING ALL);
    ALTER TABLE bench_chain ADD COLUMN hash bytea;
    CREATE FUNCTION bench_plain(session uuid, human bigint, post bigint, agency bigint, purpose text, action text,
        person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) RETURNS void LANGUAGE sql AS $$
        INSERT INTO bench_plain
            (at, xact, session, human, post, agency, purpose, action, person_id, rows, domains, grades, detail)
        VALUES (now(), pg_current_xact_id()::text::bigint, session, human, post, agency, purpose, action, person, rows,
            domains, grades, detail) $$;
    CREATE FUNCTION bench_chain(session uuid, human bigint, post bigint, agency bigint, purpose text, action text,
        person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE before bytea;
        BEGIN
            PERFORM pg_advisory_xact_lock({LOCK});
            SELECT c.hash INTO before FROM bench_chain c ORDER BY c.id DESC LIMIT 1;
            INSERT INTO bench_chain
                (at, xact, session, human, post, agency, purpose, action, person_id, rows, domains, grades, detail,
                 hash)
            VALUES (now(), pg_current_xact_id()::text::bigint, session, human, post, agency, purpose, action, person,
                rows, domains, grades, detail,
                sha256(coalesce(before, '') || convert_to(person::text || action || post, 'UTF8')));
        END $$;"""
CONTESTANTS = {"plain insert": "bench_plain", "Kith, sequencer running": "audit.append", "hash chain": "bench_chain"}


@dataclass
class Busy:
    """So many writers, each on its own connection, until they are told to stop."""

    dsn: str
    sql: str
    writers: int
    done: list[int] = field(default_factory=list)

    def rate(self, seconds: float) -> float:
        """Transactions a second."""
        stop = threading.Event()
        ready = threading.Barrier(self.writers + 1)
        threads = [threading.Thread(target=self._write, args=[stop, ready]) for _ in range(self.writers)]
        for thread in threads:
            thread.start()
        ready.wait()
        begun = time.perf_counter()
        time.sleep(seconds)
        stop.set()
        for thread in threads:
            thread.join()
        return sum(self.done) / (time.perf_counter() - begun)

    def _write(self, stop: threading.Event, ready: threading.Barrier) -> None:
        with psycopg.connect(self.dsn, autocommit=True) as server:
            server.execute(self.sql)
            ready.wait()
            count = 0
            while not stop.is_set():
                server.execute(self.sql)
                count += 1
            self.done.append(count)


def transaction(function: str, work: int) -> str:
    pause = f"SELECT pg_sleep({work / 1000});" if work else ""
    return f"BEGIN; SELECT {function}({EVENT}); {pause} COMMIT"


@contextmanager
def sequencing(dsn: str) -> Iterator[None]:
    """The sequencer at work all the time, once a second: in service it is once a minute."""
    stop = threading.Event()

    def run() -> None:
        with psycopg.connect(dsn, autocommit=True) as server:
            while not stop.wait(1):
                server.execute("SELECT audit.number(20000)")

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def throwaway() -> Iterator[tuple[Instance, str]]:
    """An instance with a prepared database, and the administrator's address of that."""
    make_passable(root())
    folder = Path(tempfile.mkdtemp(prefix="bench-audit-", dir=root()))
    folder.chmod(0o711)
    try:
        instance = Instance(folder=str(folder))
        with opened(instance) as admin:
            prepare(instance, admin)
            yield instance, psycopg.conninfo.make_conninfo(admin, dbname=instance.name)
    finally:
        shutil.rmtree(folder)


def measured(instance: Instance, admin: str, rounds: int, seconds: float) -> dict[tuple[str, int, int], float]:
    """Contestant, writers, ms of work → median of the rounds."""
    told: dict[tuple[str, int, int], list[float]] = {}
    for _ in range(rounds):
        for work in WORK:
            for writers in WRITERS:
                for name, function in CONTESTANTS.items():
                    busy = Busy(admin, transaction(function, work), writers)
                    with sequencing(instance.dsn("kith_sequencer")):
                        told.setdefault((name, writers, work), []).append(busy.rate(seconds))
    return {cell: median(rates) for cell, rates in told.items()}


def numbered(instance: Instance, admin: str, many: int = 40_000) -> float:
    """Events that one sequencer numbers in a second, from a backlog."""
    with psycopg.connect(admin, autocommit=True) as server:
        server.execute(f"SELECT audit.append({EVENT}) FROM generate_series(1, {many})")
    with psycopg.connect(instance.dsn("kith_sequencer"), autocommit=True) as server:
        begun = time.perf_counter()
        while (server.execute("SELECT audit.number(20000)").fetchone() or (0,))[0]:
            pass
        return many / (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each measurement")
    asked = parser.parse_args()
    with throwaway() as (instance, admin):
        with psycopg.connect(admin, autocommit=True) as server:
            server.execute(CHAIN)
        rates = measured(instance, admin, asked.rounds, asked.seconds)
        speed = numbered(instance, admin)
    figures, lines = {}, []
    for writers, work in ((w, ms) for ms in WORK for w in WRITERS):
        plain = rates["plain insert", writers, work]
        for name in CONTESTANTS:
            rate = rates[name, writers, work]
            lines.append((f"{writers} writers, {work} ms of work: {name}", rate, rate / plain))
            figures[lines[-1][0]] = {"a second": round(rate), "of plain": round(rate / plain, 2)}
    shown(f"transactions a second, median of {asked.rounds}", ("", "a second", "of plain"), lines)
    shown("events numbered a second by the sequencer", ("", "a second"), [("from a backlog of 40,000", speed)])
    keep(results(), "audit", figures | {"numbered a second": round(speed)})


if __name__ == "__main__":
    main()
