"""`python -m bench.scale [--millions 10]`: how Kith reads at the size of a region, beside other ways to decide.

Seven practitioners, from a handful of people to a role that opens a million entries. Kith is the whole transaction as
kith_app: keyring, statements, event, commit; the peers are the statements alone (peers.py, engines.py). Every answer is
compared with what the facts open. Whoever takes 30 s is stopped. Plans are kept beside the figures.
"""

import argparse
import os
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import psycopg

from bench.acting import Acting, Statement, again, bare, practitioner, statements
from bench.chart import draw
from bench.engines import Casbin, Cedar
from bench.large import ready
from bench.page import page
from bench.peers import Exists, Hopeless, Join, Peer, Permissions, Who, prepare
from bench.place import Place, results
from bench.principals import Truth, everyone
from bench.timing import Times, console, interleaved, keep, kept, processor_of, shown, timed

RUNS = 21
WORD, RARE = "epilepsy", "stairlift immigration hoarding"
READINGS = ("newest 50", "search", "search, rare words", "a person's list", "count")
COLD = ("newest 50", "search")
OWN = ("a person's page", "find a misspelt name")  # beside the same without protection
PEERS: list[type[Peer]] = [Join, Exists, Permissions, Casbin, Cedar]
Figures = dict[str, dict[str, Any]]  # contestant → what was measured
FETCH = """SELECT e.person_id, e.id, e.domain, e.grade, e.kind, e.title, e.text, e.details, e.happened_at,
    e.recorded_at, e.present, e.version, e.significant, a.name, p.title, h.name FROM record_entry e
    JOIN agencies_agency a ON a.id = e.owner_id JOIN agencies_post p ON p.id = e.author_id
    JOIN agencies_practitioner h ON h.id = p.practitioner_id
    JOIN unnest(%s::uuid[], %s::uuid[]) k(person_id, id) ON k.person_id = e.person_id AND k.id = e.id
    ORDER BY e.recorded_at DESC, e.id DESC"""


class Measured:
    """One practitioner, all contestants."""

    def __init__(self, here: Place, who: Who):
        self.here, self.who, self.truth = here, who, Truth(here, who)
        self.app, self.super = here.connect(), here.superuser()
        self.acting: Acting = practitioner(self.super, who.post)
        self.peers = {peer.name: peer(here, who) for peer in PEERS}
        self.person = self.truth.somebody()

    def kith(self, reading: str) -> tuple[list[Statement], list[Any]]:
        """What Kith sends, and which entries it answers."""
        from kith.record import queries
        from kith.record.reading import looked_across

        def counted() -> list[Any]:
            (row,) = queries.rows("SELECT count(*) FROM record_entry WHERE current")
            looked_across("list", ())
            return [row[0]]

        read: dict[str, Callable[[], Any]] = {
            "newest 50": queries.newest_i_may_see,
            "search": lambda: [hit.entry for hit in queries.search(WORD)],
            "search, rare words": lambda: [hit.entry for hit in queries.search(RARE)],
            "a person's list": lambda: queries.chronology(self.person, size=50).entries,
            "count": counted,
        }
        told, answer = statements(self.acting, read[reading])
        return told, [row if isinstance(row, int) else (row.person_id, row.id) for row in cast(list[Any], answer)]

    def asked(self, peer: Peer, reading: str) -> list[Any]:
        """The same of a peer, texts and authors included."""
        if reading == "count":
            return [peer.count()]
        keys = {
            "newest 50": peer.newest,
            "search": lambda: peer.search(WORD),
            "search, rare words": lambda: peer.search(RARE),
            "a person's list": lambda: peer.of(self.person),
        }[reading]()
        peer.server.execute(FETCH, [[p for p, _ in keys], [i for _, i in keys]]).fetchall()
        return keys

    def expected(self, reading: str) -> list[Any]:
        if reading == "count":
            return [self.truth.count()]
        if reading == "a person's list":
            return self.truth.of(self.person)
        return {"newest 50": self.truth.newest, "search": lambda: self.truth.search(WORD),
                "search, rare words": lambda: self.truth.search(RARE)}[reading]()  # fmt: skip

    def reading(self, reading: str, runs: int) -> Figures:
        """Everybody once, compared with the truth; then in turn, as often as their slowness allows."""
        expected, told = set(self.expected(reading)), self.kith(reading)[0]
        run: dict[str, Callable[[], Any]] = {"Kith": lambda: again(self.app, self.acting, told)}
        run |= {name: partial(self.asked, peer, reading) for name, peer in self.peers.items()}
        figures: Figures = {}
        for name, once in run.items():
            begun = time.perf_counter()
            try:
                answer = self.kith(reading)[1] if name == "Kith" else once()
            except Hopeless:
                figures[name] = {"over": Peer.patience * 1000}
                continue
            figures[name] = {"first": round((time.perf_counter() - begun) * 1000, 2)}
            if name != Join.name:  # it protects nothing, and so answers more
                assert set(answer) == expected, f"{self.who.name}, {reading}: {name} answers something else"
        self._in_turn({name: once for name, once in run.items() if "over" not in figures[name]}, figures, runs)
        return figures

    def _in_turn(self, run: dict[str, Callable[[], Any]], figures: Figures, runs: int) -> None:
        meters = {name: processor_of(self.app if name == "Kith" else self.peers[name].server) for name in run}
        often = {name: _often(figures[name]["first"], runs) for name in run}
        times = {name: Times() for name in run}
        for turn in range(max(often.values(), default=0)):
            for name in [name for name in run if turn < often[name] and "over" not in figures[name]]:
                try:
                    times[name].measure(run[name], meters[name])
                except Hopeless:
                    figures[name]["over"] = Peer.patience * 1000
        for name, measured in times.items():
            if "over" not in figures[name]:
                figures[name] |= measured.told()

    def find(self, runs: int) -> Figures:
        """Somebody of theirs, two letters of the last name exchanged; beside the same condition on every name."""
        from bench.reading import misspelt, unlocked
        from kith.people.actions.find import find_person

        typed = misspelt(self.super, self.person)
        told, answer = statements(self.acting, lambda: find_person(typed))
        assert any(each.person_id == self.person for each in answer.found), typed  # type: ignore[attr-defined]  # an Answer
        sql = unlocked(self.super, typed)
        return self._both(lambda: again(self.app, self.acting, told), lambda: bare(self.super, [(sql, None)]), runs)

    def _both(self, kith: Callable[[], Any], plain: Callable[[], Any], runs: int) -> Figures:
        times = interleaved({"Kith": kith, "unprotected": plain}, runs, processor_of(self.app, self.super))
        return {name: each.told() for name, each in times.items()}

    def plans(self, folder: Path) -> None:
        """How PostgreSQL went about it, inside functions too: told by auto_explain, as kith_app."""
        said: list[str] = []
        server = self.here.superuser()
        server.add_notice_handler(lambda told: said.append(told.message_primary or ""))
        server.execute("LOAD 'auto_explain'")
        for name, value in EXPLAINED.items():
            server.execute(f"SET auto_explain.{name} = {value}")
        server.execute("SET SESSION AUTHORIZATION kith_app")
        for reading in ("newest 50", "search", "a person's list"):
            said.append(f"\n===== {reading} =====")
            again(server, self.acting, self.kith(reading)[0])
        kept = [words for words in said if words.startswith("\n") or "record_entry" in words]
        (folder / f"{self.who.name.replace(' ', '-')}.txt").write_text("\n\n".join(kept) + "\n")

    def cold(self, reading: str) -> dict[str, float | str]:
        """The first after the server's buffers and the system's cache were emptied, each on a new connection; ms."""
        told = self.kith(reading)[0]
        figures: dict[str, float | str] = {}
        for name in ("Kith", *self.peers):
            if name not in ("Kith", Join.name, Permissions.name):
                continue
            with self.here.superuser() as admin:
                admin.execute("CREATE EXTENSION IF NOT EXISTS pg_buffercache")
                admin.execute("CHECKPOINT")
                admin.execute("SELECT * FROM pg_buffercache_evict_all()")
            emptied = _drop_caches()
            run: Callable[[], object] = partial(again, self.here.connect(), self.acting, told)
            if name != "Kith":
                run = partial(self.asked, PEERS_BY_NAME[name](self.here, self.who), reading)
            try:
                figures[name] = round(timed(run), 1)
            except (Hopeless, psycopg.errors.QueryCanceled):  # Kith's own logins wait 30 s for a statement
                figures[name] = f"> {Peer.patience if name != 'Kith' else 30:.0f} s"
            figures["system's cache emptied"] = emptied
        return figures


EXPLAINED = {"log_min_duration": 0, "log_analyze": "on", "log_buffers": "on", "log_nested_statements": "on",
             "log_level": "notice"}  # fmt: skip
PEERS_BY_NAME = {peer.name: peer for peer in PEERS}


def _often(first: float, runs: int) -> int:
    """How many runs, after a first that took so many milliseconds. The short ones are planned once after a while."""
    return 1 if first > 5_000 else 5 if first > 500 else runs if first > 30 else 4 * runs


def _drop_caches() -> bool:
    """Whether the system's file cache could be emptied, which takes root."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--millions", type=int, default=10, help="of entries")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--cold", action="store_true", help="instead, each with every cache emptied (as root)")
    parser.add_argument("--only", help="practitioners by name (a regular expression); the others' figures stay")
    parser.add_argument("--patience", type=float, default=Peer.patience, help="seconds after which a peer is stopped")
    options = parser.parse_args()
    Peer.patience, file = options.patience, f"scale-{options.millions}"
    with ready(options.millions) as here:
        with here.superuser() as admin:
            admin.execute("SELECT record.count_openings()")
            admin.execute("VACUUM record_entry")  # what other benchmarks wrote and took back, as autovacuum would
        if options.cold:
            return _cold(here, file, options.only)
        figures = kept(results(), file) if options.only else {}
        for name, told in measured(here, options.runs, options.only):
            figures[name] = told
            keep(results(), file, figures)  # each as it comes: a later one may break off
            shown(f"{name}: {told['about']}; ms, median of up to {options.runs} runs (times Kith's)",
                  ("", *CONTESTANTS), [_row(reading, told[reading]) for reading in (*READINGS, *OWN)])  # fmt: skip
    console.print(draw(figures, ("newest 50", "search"), f"{file}.svg"))


def _cold(here: Place, file: str, only: str | None) -> None:
    figures = kept(results(), file)
    for one in _each(here, only):
        told = {reading: one.cold(reading) for reading in COLD}
        figures.setdefault(one.who.name, {})["cold"] = told
        keep(results(), file, figures)
        names = list(told[COLD[0]])
        shown(f"{one.who.name}, after emptying every cache; ms", ("", *names),
              [[reading, *(str(told[reading][name]) for name in names)] for reading in COLD])  # fmt: skip


def _each(here: Place, only: str | None) -> Iterator[Measured]:
    people = [who for who in everyone(here) if not only or re.search(only, who.name)]
    prepare(here, people)
    for who in people:
        console.print(f"{who.name} ...", style="dim")
        yield Measured(here, who)


def measured(here: Place, runs: int, only: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    plans = results() / "plans"
    plans.mkdir(exist_ok=True)
    for one in _each(here, only):
        about = f"{one.truth.persons():,} persons, {one.truth.count():,} entries, {one.acting.keys} keys"
        told: dict[str, Any] = {"about": about, "entries": one.truth.count()}
        for reading in READINGS:
            told[reading] = one.reading(reading, runs)
        told |= zip(OWN, (page(one.here, one.acting, one.person), one.find(runs)), strict=True)
        one.plans(plans)
        yield one.who.name, told


CONTESTANTS = (
    "Kith",
    "unprotected",
    "unprotected, nobody involved",
    "unprotected, signed in",
    "unprotected, planned once",
    *(peer.name for peer in PEERS),
)


def _row(reading: str, told: Figures) -> list[str]:
    kith = told.get("Kith", {}).get("median", 0)
    return [reading, *(_cell(told.get(name), name, kith) for name in CONTESTANTS)]


def _cell(one: dict[str, Any] | None, name: str, kith: float) -> str:
    if not one:
        return ""
    if "over" in one:
        return f"> {Peer.patience:.0f} s"
    return f"{one['median']:,.1f}" + ("" if name == "Kith" else f" ({one['median'] / kith:.1f})")


if __name__ == "__main__":
    main()
