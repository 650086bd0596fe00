"""`python -m bench.renew [--millions 10]`: brings the kept database's schema to that of the code, and leaves its rows.

A second, empty database is migrated and both are dumped; what differs is made as in the empty one. It can do what
changes between two benchmarks: functions, policies, triggers, indexes, grants, new tables, new columns that need no
value. Anything else it refuses: then `python -m bench.large --fresh`.
"""

import argparse
import re
import subprocess
from collections.abc import Iterator

import psycopg
from psycopg.types.json import Jsonb
from rich.console import Console

from bench.place import Place, fingerprint, place
from kith.core.embedded import EmbeddedServer
from kith.core.instance import Instance
from kith.core.prepare import prepare

HEAD = re.compile(r"^-- Name: (?P<name>.*); Type: (?P<type>.*); Schema: (?P<schema>.*); Owner: (?P<owner>.*)$", re.M)
BESIDE = re.compile(r"^(--.*|SET .*|\\.*)?\n", re.M)
LATER = ("INDEX", "TRIGGER", "POLICY", "CONSTRAINT", "FK CONSTRAINT", "DEFAULT", "ACL")
console = Console(highlight=False)
Thing = tuple[str, str, str]  # type, schema, name


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.renew", description=__doc__)
    parser.add_argument("--millions", type=int, default=1, help="of entries")
    with place(parser.parse_args().millions) as here:
        renew(here)


def renew(here: Place) -> None:
    """Everything in one transaction, so that nothing is half renewed."""
    kept = here.instance.name
    old = _dumped(here, kept)
    empty = _empty(here)
    new = _dumped(here, empty)
    statements = list(_difference(old, new))
    with here.superuser() as admin, admin.transaction():
        for statement in statements:
            admin.execute(statement)
        for thing in new.keys() - old.keys():
            if thing[0] == "TABLE":
                _carried(here, empty, f"{thing[1]}.{thing[2]}", admin)
        if admin.execute("SELECT to_regclass('bench.made')").fetchone() != (None,):
            admin.execute("UPDATE bench.made SET noted = noted || %s", [Jsonb({"fingerprint": fingerprint()})])
    console.print(f"{len(statements)} statements; {kept} is as the code makes it.")


def _carried(here: Place, empty: str, table: str, admin: psycopg.Connection) -> None:
    """What a migration put into a new table."""
    with (
        here.superuser(empty) as other,
        other.cursor().copy(f"COPY {table} TO STDOUT") as rows,
        admin.cursor().copy(f"COPY {table} FROM STDIN") as into,
    ):
        for block in rows:
            into.write(block)


def _empty(here: Place) -> str:
    name = f"{here.instance.name}_empty"
    with here.superuser("postgres") as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    prepare(Instance(**{**vars(here.instance), "name": name}), here.admin_dsn)
    here.instance.save()
    return name


def _dumped(here: Place, name: str) -> dict[Thing, str]:
    """Each thing of the schema with the statements that make it; the benchmark's own left out."""
    from pathlib import Path

    program = EmbeddedServer(Path(here.instance.folder)).binaries() / "pg_dump"
    dsn = re.sub(r"dbname=\S+", f"dbname={name}", here.admin_dsn)
    done = subprocess.run(
        [str(program), "--schema-only", "--exclude-schema=bench", "--dbname", dsn],
        stdout=subprocess.PIPE, check=True, text=True, cwd="/", env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    heads = [*HEAD.finditer(done.stdout)]
    ends = [head.start() for head in heads[1:]] + [len(done.stdout)]
    return {
        (head["type"], head["schema"], head["name"]): BESIDE.sub("", done.stdout[head.end() : end]).strip()
        for head, end in zip(heads, ends, strict=True)
    }


def _difference(old: dict[Thing, str], new: dict[Thing, str]) -> Iterator[str]:
    """What is gone first, save tables; then what is new or differs, what hangs on others last."""
    yield "SET check_function_bodies = off"
    for thing in old.keys() - new.keys():
        if thing[0] in ("FUNCTION", "PROCEDURE", "TRIGGER", "POLICY", "INDEX"):
            yield _dropped(thing)
    for thing in [t for t in old if t[0] == "FUNCTION" and t in new and _returns(old[t]) != _returns(new[t])]:
        yield _dropped(thing)  # it cannot be replaced; whoever may call it is said again
        old = {t: text for t, text in old.items() if t not in (thing, ("ACL", thing[1], f"FUNCTION {thing[2]}"))}
    for thing in [t for t in old if t[0] == "TYPE" and t in new and new[t] != old[t]]:
        yield f"{_dropped(thing)} CASCADE"
        old = _without(old, thing)
    order = sorted((t for t in new if new[t] != old.get(t)), key=lambda t: t[0] in LATER and 1 + LATER.index(t[0]))
    for thing in order:
        yield from _made(thing, old.get(thing), new[thing])


def _without(old: dict[Thing, str], of: Thing) -> dict[Thing, str]:
    """Without a type and the functions that go with it. Refused where a table would lose a column."""
    name = f"{of[1]}.{of[2]}"
    if any(thing[0] == "TABLE" and re.search(rf"\b{name}\b", text) for thing, text in old.items()):
        raise SystemExit(f"{name} is a column's type, and differs. python -m bench.large --fresh")
    gone = {t for t, text in old.items() if t[0] == "FUNCTION" and name in text.split(" LANGUAGE ", 1)[0]}
    acl = {("ACL", t[1], f"{t[0]} {t[2]}") for t in (of, *gone)}
    return {t: text for t, text in old.items() if t not in {of, *gone, *acl}}


def _returns(function: str) -> list[str]:
    """What it gives back: which cannot be replaced, neither a result nor one of several that are named."""
    head = function.split(" LANGUAGE ", 1)[0]
    return [*re.findall(r"OUT [^,)]+", head), head.split(" RETURNS ", 1)[-1]]


def _made(thing: Thing, before: str | None, now: str) -> Iterator[str]:
    kind = thing[0]
    if before is None or kind == "ACL":
        yield now
    elif kind in ("FUNCTION", "PROCEDURE"):
        yield re.sub(r"^CREATE (FUNCTION|PROCEDURE)", r"CREATE OR REPLACE \1", now)
    elif kind in ("TRIGGER", "POLICY", "INDEX"):
        yield _dropped(thing)
        yield now
    elif kind == "TABLE":
        yield from _columns(thing, before, now)
        yield from _statistics(thing, before, now)
    elif kind == "CONSTRAINT":
        yield f"ALTER TABLE {thing[1]}.{thing[2].split()[0]} DROP CONSTRAINT {thing[2].split()[1]}"
        yield now
    else:
        raise SystemExit(f"{' '.join(thing)} differs. python -m bench.large --fresh")


def _columns(table: Thing, before: str, now: str) -> Iterator[str]:
    """Columns and checks that are new; those that are gone go."""
    was, is_ = _lines(before), _lines(now)
    alter = f"ALTER TABLE {table[1]}.{table[2]}"
    for name in [n for n in was if was[n] != is_.get(n)]:
        if name.startswith("CONSTRAINT"):
            yield f"{alter} DROP {name}"
        elif name not in is_:
            yield f"{alter} DROP COLUMN {name}"
    for name in sorted((n for n in is_ if is_[n] != was.get(n)), key=lambda n: n.startswith("CONSTRAINT")):
        if name in was and not name.startswith("CONSTRAINT"):
            yield f"{alter} ALTER {name} {'SET' if 'NOT NULL' in is_[name] else 'DROP'} NOT NULL"
        else:
            yield f"{alter} ADD {is_[name]}"


def _statistics(table: Thing, before: str, now: str) -> Iterator[str]:
    """How much the planner keeps of each column; what it kept that it should not goes, for ANALYZE leaves it."""
    kept = [line for line in now.splitlines() if " SET STATISTICS " in line and line not in before]
    yield from kept
    if kept:
        yield f"DELETE FROM pg_statistic WHERE starelid = '{table[1]}.{table[2]}'::regclass"
        yield f"ANALYZE {table[1]}.{table[2]}"


def _lines(table: str) -> dict[str, str]:
    """Name of a column, or CONSTRAINT and its name, and the line that makes it."""
    lines = [line.strip().rstrip(",") for line in table.splitlines()[1:] if line.startswith("    ")]
    return {" ".join(line.split()[: 1 + line.startswith("CONSTRAINT")]): line for line in lines}


def _dropped(thing: Thing) -> str:
    kind, schema, name = thing
    if kind in ("TRIGGER", "POLICY"):
        table, _, own = name.partition(" ")
        return f"DROP {kind} {own} ON {schema}.{table}"
    return f"DROP {kind} {schema}.{name}"


if __name__ == "__main__":
    main()
