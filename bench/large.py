"""`python -m bench.large [--millions 10] [--fresh]`: entries about made-up persons, with true locks; kept.

Ten entries a person. A run that was broken off goes on where it was. One million takes some 3 GB of disk, ten some 25.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from psycopg.types.json import Jsonb
from rich.console import Console

from bench.place import Place, fingerprint, place, results

MILLION, SEED = 1_000_000, 20
AN_ENTRY = 10  # entries a person
A_DISTRICT = 100_000  # persons
TO_VERIFY = 500  # persons whose locks are computed again
console = Console(highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="make the database anew")
    parser.add_argument("--millions", type=int, default=1, help="of entries")
    parser.add_argument("--verify", action="store_true", help="compute every lock again, which takes long")
    options = parser.parse_args()
    with place(options.millions) as here:
        if options.verify:
            return console.print(verify(here, None))
        if not options.fresh and here.made():
            return console.print(f"It is there: {here.made()}\nAgain with --fresh.")
        make(here, options.millions, options.fresh)


@contextmanager
def ready(millions: int = 1) -> Iterator[Place]:
    """The large database, made now if it is not there. Says so where the SQL has changed since it was made."""
    with place(millions) as here:
        if not here.made():
            make(here, millions)
        if (here.made() or {}).get("fingerprint") != fingerprint():
            console.print(
                "The SQL has changed since this database was made: `python -m bench.large --fresh`.", style="yellow"
            )
        yield here


def make(here: Place, millions: int, fresh: bool = False) -> None:
    """Generate, lock, verify, and keep the figures of doing so."""
    persons, begun = millions * MILLION // AN_ENTRY, time.monotonic()
    took: dict[str, float] = {}
    if fresh or "Organisations, persons, texts" not in here.done():
        here.remake()
    with here.careless():
        for name, step in steps(here, persons).items():
            if name not in here.done():
                with _step(name, took):
                    step()
                with here.superuser() as admin:
                    admin.execute("INSERT INTO bench.done VALUES (%s)", [name])
    took["In all"] = time.monotonic() - begun
    note = {
        "fingerprint": fingerprint(),
        "millions": millions,
        "load": round(os.getloadavg()[0], 1),
        "seconds": {k: round(v, 1) for k, v in took.items()},
        "verify": verify(here, TO_VERIFY),
    } | _sizes(here)
    with here.superuser() as admin:
        admin.execute("CREATE TABLE bench.made AS SELECT %s::jsonb AS noted", [Jsonb(note)])
    (results() / f"{here.instance.name}.json").write_text(json.dumps(note, indent=1) + "\n")
    console.print(note)


def steps(here: Place, persons: int) -> dict[str, Callable[[], None]]:
    """By name, in order. Those of the small tables are short; entries go on part by part."""
    from bench import locked

    return {
        "Organisations, persons, texts": lambda: _stage(here, persons),
        "Indexes dropped": lambda: locked.drop_indexes(here),
        "Facts": lambda: locked.facts(here),
        "Facts, names, births with their locks": lambda: locked.index(here),
        "Locks of entries": lambda: locked.locks(here),
        "Entries": lambda: _entries(here, persons),
        "Indexes": lambda: locked.make_indexes(here),
        "Vacuum, analyze": lambda: _tidy(here),
    }


def _stage(here: Place, persons: int) -> None:
    from bench import region, staged  # they import models, which need Django set up

    random = Random(SEED)
    with here.superuser() as admin:
        teams = region.settle(admin, random, max(1, persons // A_DISTRICT))
        staged.stage(admin, random, teams, persons, persons * AN_ENTRY)


def _entries(here: Place, persons: int) -> None:
    from bench import locked

    with console.status("") as shown:
        locked.entries(here, persons, lambda left: shown.update(f"{left * locked.A_PART:,} persons to do"))


def _tidy(here: Place) -> None:
    with here.superuser() as admin:
        admin.execute("DROP TABLE bench.lock")
        admin.execute("VACUUM (ANALYZE)")
        admin.execute("CHECKPOINT")


def verify(here: Place, sample: int | None) -> dict[str, float]:
    """Every lock computed again, or those of some persons, and what differs: it must be nothing."""
    begun = time.monotonic()
    whom = "(VALUES (NULL::uuid)) p(id)"
    if sample:
        whom = f"(SELECT id FROM bench.person ORDER BY bench.u(no, 99), no LIMIT {sample}) p"
    with here.superuser() as admin:
        sql = f"SELECT sum(checked), sum(drifted) FROM {whom} CROSS JOIN LATERAL access.verify(p.id)"
        rows = admin.execute(sql).fetchone() or (0, 0)
    told = {"checked": int(rows[0]), "drifted": int(rows[1]), "seconds": round(time.monotonic() - begun, 1)}
    if told["drifted"]:
        raise SystemExit(f"{told['drifted']} locks differ from what the facts say.")
    return told


def _sizes(here: Place) -> dict[str, object]:
    with here.superuser() as admin:
        counted = admin.execute(
            """SELECT (SELECT count(*) FROM access_subject), count(*), round(avg(length(text))),
                pg_size_pretty(pg_total_relation_size('record_entry')),
                      pg_size_pretty(pg_database_size(current_database())) FROM record_entry"""
        ).fetchone() or ()  # fmt: skip
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
