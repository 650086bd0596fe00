"""`python -m bench.pages [--fresh]`: home and a person's page in the demo region: statements, and server time.

Server time is the whole request in one process: middleware, keyring, queries, event, template. Targets: the statements
that docs/addresses.yaml allows (12, and one for each panel of home that came later) beside transaction control and the
session and user rows, and 100 ms.
"""

import argparse
import os
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import yaml

from bench.place import results
from bench.timing import Times, console, keep, shown, timed
from kith.core.instance import Instance, root
from kith.core.opened import opened
from kith.core.prepare import prepare

FOLDER = root() / "bench-demo"
RUNS = 25
MOST_MS = 100
ADDRESSES = Path(__file__).resolve().parents[1] / "docs" / "addresses.yaml"
BESIDE = re.compile(
    r'\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b|.*\bFROM "(django_session|auth_user)"', re.IGNORECASE
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="load the demo region anew")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    with region(options.fresh) as admin_dsn:
        figures = measured(admin_dsn, options.runs)
    shown(f"Pages of the demo region, {options.runs} runs", ("", "statements", "median ms", "p95", "least"),
          [(page, f["statements"], f["median"], f["p95"], f["least"]) for page, f in figures.items()])  # fmt: skip
    keep(results(), "pages", figures)
    over = [of for of, f in figures.items() if f["statements"] > allowed(of.split(",")[0]) or f["median"] > MOST_MS]
    console.print(
        f"Over its statements or {MOST_MS} ms: {', '.join(over)}" if over else "Every page within its targets."
    )


def allowed(page: str) -> int:
    """How many statements it may send."""
    said = yaml.safe_load(ADDRESSES.read_text())["practitioner"][page]
    return int(said.get("statements", 12)) if isinstance(said, dict) else 12


@contextmanager
def region(fresh: bool) -> Iterator[str]:
    """The demo region in an instance of its own, loaded if it is not there."""
    import psycopg

    instance = Instance.load_or_new(FOLDER)
    with opened(instance) as admin_dsn:
        done = FOLDER / "loaded"
        if fresh or not done.exists():
            done.unlink(missing_ok=True)
            with psycopg.connect(admin_dsn, autocommit=True) as admin:
                admin.execute(f"DROP DATABASE IF EXISTS {instance.name} WITH (FORCE)")
            prepare(instance, admin_dsn)
        instance.save()
        os.environ |= {"KITH_INSTANCE": instance.folder, "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
        import django  # the environment comes first

        django.setup()
        if not done.exists():
            _load()
            done.touch()
        yield psycopg.conninfo.make_conninfo(admin_dsn, dbname=instance.name)


def _load() -> None:
    from kith.demo.load import load

    begun = time.monotonic()
    load()
    console.print(f"Demo region loaded in {time.monotonic() - begun:.0f} s.")


def measured(admin_dsn: str, runs: int) -> dict[str, dict[str, float]]:
    """By page and by who asks: the worker and the manager with most people, each on the longest record they open."""
    figures = {}
    for who, (human, post, person) in _askers(admin_dsn).items():
        for page, path in (("home", "/"), ("person", f"/people/{person}/")):
            figures[f"{page}, {who}"] = _page(human, post, path, runs)
    return figures


def _page(human: int, post: int, path: str, runs: int) -> dict[str, float]:
    from django.test import Client

    from kith.access.door import open_session
    from kith.core.session import TOKEN_COOKIE

    client = Client(SERVER_NAME="localhost")
    client.cookies[TOKEN_COOKIE] = open_session(human, post)
    for _ in range(3):
        assert client.get(path).status_code == 200, path
    with statements() as told:
        client.get(path)
    times = Times([timed(lambda: client.get(path)) for _ in range(runs)])
    return {"statements": len(told)} | times.told()


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent on any login while inside, transaction control and the session and user rows apart."""
    from django.db import connections

    told: list[str] = []

    def noted(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # Django's own wrapper
        if not BESIDE.match(str(sql)):
            told.append(str(sql))
        return execute(sql, params, many, context)

    with ExitStack() as inside:
        for alias in connections:
            inside.enter_context(connections[alias].execute_wrapper(noted))
        yield told


ASKERS = """
    SELECT p.practitioner_id, p.id, (
        SELECT e.person_id FROM record_entry e JOIN access_involvement j USING (person_id)
        WHERE j.holder_id = i.holder_id AND NOT j.closed AND j.ends IS NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)
    FROM access_involvement i
    LEFT JOIN agencies_team t ON t.managers_id = i.holder_id
    LEFT JOIN agencies_membership m ON m.team_id = t.id AND m.manager AND m.ends IS NULL
    JOIN agencies_post p ON p.id = coalesce(m.post_id, i.holder_id) AND p.ends IS NULL
    WHERE NOT i.closed AND i.ends IS NULL AND (t.id IS NOT NULL) = %s
    GROUP BY p.practitioner_id, p.id, i.holder_id ORDER BY count(*) DESC LIMIT 1"""


def _askers(admin_dsn: str) -> dict[str, tuple[int, int, object]]:
    """(practitioner, post, person) of the worker with most people, and of the manager whose team has most."""
    import psycopg

    with psycopg.connect(admin_dsn) as admin:
        found = {
            who: admin.execute(ASKERS, [manages]).fetchone() for who, manages in (("worker", False), ("manager", True))
        }
    return {who: (row[0], row[1], row[2]) for who, row in found.items() if row}


if __name__ == "__main__":
    main()
