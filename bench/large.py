"""`python -m bench.large [--fresh]`: a million entries about 100,000 made-up persons, with true locks; kept."""

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from psycopg.types.json import Jsonb
from rich.console import Console

from bench import locked
from bench.place import NAME, Place, fingerprint, place, results

PERSONS, ENTRIES, SEED = 100_000, 1_000_000, 20
console = Console(highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="make the database anew")
    fresh = parser.parse_args().fresh
    with place() as here:
        if not fresh and here.made():
            return console.print(f"It is there: {here.made()}\nAgain with --fresh.")
        make(here)


@contextmanager
def ready() -> Iterator[Place]:
    """The large database, made now if it is not there. Says so where the SQL has changed since it was made."""
    with place() as here:
        if not here.made():
            make(here)
        if (here.made() or {}).get("fingerprint") != fingerprint():
            console.print(
                "The SQL has changed since this database was made: `python -m bench.large --fresh`.", style="yellow"
            )
        yield here


def make(here: Place) -> None:
    """Generate, lock, verify, and keep the figures of doing so."""
    took: dict[str, float] = {}
    begun = time.monotonic()
    with _step("Empty database, migrated", took):
        here.remake()
    with _step("Organisations, persons, entries into staging tables (COPY)", took):
        _stage(here)
    with locked.without_indexes(here):
        with _step("Facts, names, births", took):
            locked.facts(here)
        with _step("Locks, entries", took):
            locked.locks(here)
        made = time.monotonic()
    took["Indexes"] = time.monotonic() - made
    console.print(f"  indexes {took['Indexes']:.0f} s", style="dim")
    with _step("Vacuum, analyze", took), here.superuser() as admin:
        admin.execute("DROP TABLE bench.entry, bench.name, bench.lock_1, bench.lock_2")
        admin.execute("VACUUM (ANALYZE)")
        admin.execute("CHECKPOINT")
    took["In all"] = time.monotonic() - begun
    note = {
        "fingerprint": fingerprint(),
        "seconds": {k: round(v, 1) for k, v in took.items()},
        "verify": verify(here),
    } | _sizes(here)
    with here.superuser() as admin:
        admin.execute("CREATE TABLE bench.made AS SELECT %s::jsonb AS noted", [Jsonb(note)])
    (results() / "large.json").write_text(json.dumps(note, indent=1) + "\n")
    console.print(note)


def verify(here: Place) -> dict[str, float]:
    """Every lock computed again, and what differs: it must be nothing."""
    begun = time.monotonic()
    with here.superuser() as admin:
        rows = admin.execute("SELECT sum(checked), sum(drifted) FROM access.verify()").fetchone() or (0, 0)
    told = {"checked": int(rows[0]), "drifted": int(rows[1]), "seconds": round(time.monotonic() - begun, 1)}
    if told["drifted"]:
        raise SystemExit(f"{told['drifted']} locks differ from what the facts say.")
    return told


def _stage(here: Place) -> None:
    from bench import region, staged  # they import models, which need Django set up

    random = Random(SEED)
    with here.superuser() as admin:
        made = staged.people(random, region.settle(admin, random), PERSONS, ENTRIES)
        with console.status("") as shown:
            staged.stage(admin, random, made, lambda n: shown.update(f"{n:,} entries"))


def _sizes(here: Place) -> dict[str, object]:
    with here.superuser() as admin:
        counted = admin.execute(
            """SELECT (SELECT count(*) FROM access_subject), count(*), round(avg(length(text))),
                pg_size_pretty(pg_total_relation_size('record_entry')),
                      pg_size_pretty(pg_database_size(%s)) FROM record_entry""", [NAME]).fetchone() or ()  # fmt: skip
    return dict(
        zip(
            ("persons", "entries", "letters_an_entry", "entries_and_indexes", "database"),
            map(str, counted),
            strict=True,
        )
    )


@contextmanager
def _step(name: str, took: dict[str, float]) -> Iterator[None]:
    begun = time.monotonic()
    console.print(f"{name} ...")
    yield
    took[name] = time.monotonic() - begun
    console.print(f"  {took[name]:.0f} s", style="dim")


if __name__ == "__main__":
    main()
