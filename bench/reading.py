"""`python -m bench.reading`: the readings that matter on the large database, each beside the same without protection.

Three contestants, in turn in one process. *Kith*: the whole transaction as kith_app, with the signed keyring and the
access event. *Plain join*: a superuser, whom no policy binds, with a join on the involvements. *Bare*: no join either.
"""

import argparse
import json
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

import psycopg

from bench.acting import Acting, Statement, again, bare, practitioner, statements
from bench.large import ready
from bench.place import Place, results
from bench.timing import Times, interleaved, keep, processor_of, shown
from kith.core.clock import today
from kith.people import searching

RUNS = 35
WORD = "epilepsy"
MINE = "SELECT person_id FROM access_involvement WHERE holder_id = ANY (%s) AND NOT closed"
TRUTH = """
    SELECT DISTINCT e.person_id, e.id FROM record_entry e
    JOIN access_involvement i ON i.person_id = e.person_id AND i.holder_id = ANY (%(holders)s) AND NOT i.closed
        AND access.active(i.starts, i.ends)
    JOIN access.profile v ON (v.name, v.version) = (i.profile, i.profile_version)
        AND v.grades[access.domain_no(e.domain)] >= e.grade
    JOIN access.edge x ON (x.owner = e.owner_id OR x.owner IS NULL)
        AND (x.recipient = %(agency)s OR x.recipient IS NULL)
                      AND x.cap[access.domain_no(e.domain)] >= e.grade
    WHERE e.current AND (e.grade < 5 OR i.holder_id = %(post)s)
      AND NOT EXISTS (SELECT FROM access.seal s WHERE s.person_id = e.person_id AND s.ended_at IS NULL
          AND NOT %(human)s = ANY (s.humans))
      AND NOT EXISTS (SELECT FROM access.exclusion d WHERE d.person_id = e.person_id AND d.ended_at IS NULL
          AND d.human = %(human)s)
    UNION
    SELECT e.person_id, e.id FROM record_entry e JOIN access_share s ON s.person_id = e.person_id
        AND s.holder_id = ANY (%(holders)s)
    WHERE e.current AND NOT s.closed AND access.active(s.starts, s.ends) AND e.owner_id = s.shared_by_id
      AND s.grades[access.domain_no(e.domain)] >= e.grade AND e.grade < 5
      AND NOT EXISTS (SELECT FROM access.seal z WHERE z.person_id = e.person_id AND z.ended_at IS NULL
          AND NOT %(human)s = ANY (z.humans))
      AND NOT EXISTS (SELECT FROM access.exclusion d WHERE d.person_id = e.person_id AND d.ended_at IS NULL
          AND d.human = %(human)s)
"""


class Reader:
    """One practitioner, with what they may open counted from the facts, without a lock or a key."""

    def __init__(self, here: Place, post: int, runs: int):
        self.app, self.super, self.runs = here.connect(), here.superuser(), runs
        self.who: Acting = practitioner(self.super, post)
        human, agency = self.super.execute(
            "SELECT practitioner_id, agency_id FROM agencies_post WHERE id = %s", [post]
        ).fetchone() or (0, 0)
        facts = {"holders": self.who.holders, "agency": agency, "post": post, "human": human}
        self.truth = {tuple(row) for row in self.super.execute(TRUTH, facts)}
        self.persons = {person for person, _ in self.truth}

    def against(self, told: list[Statement], joined: list[Statement], open_: list[Statement]) -> dict[str, Times]:
        """Kith, plain join and bare in turn."""
        return interleaved(
            {
                "kith": lambda: again(self.app, self.who, told),
                "join": lambda: bare(self.super, joined),
                "bare": lambda: bare(self.super, open_),
            },
            self.runs,
            processor_of(self.app, self.super),
        )

    def newest(self) -> dict[str, Times]:
        from kith.record.models import Entry
        from kith.record.queries import PEOPLE, newest_i_may_see

        told, answer = statements(self.who, newest_i_may_see)
        self._check_newest(answer)
        columns = _select(Entry.objects.select_related(*PEOPLE).order_by("-recorded_at", "-id"))
        listed = "SELECT person_id, id FROM record_entry WHERE current ORDER BY recorded_at DESC, id DESC LIMIT 50"
        whole = (
            columns[0].replace(
                " ORDER BY",
                f" JOIN ({listed}) k ON (k.person_id, k.id) = (record_entry.person_id, record_entry.id) ORDER BY",
            ),
            columns[1],
        )
        mine = (
            f"SELECT person_id, id FROM record_entry WHERE current AND person_id IN ({MINE})"
            " ORDER BY recorded_at DESC, id DESC LIMIT 50"
        )
        joined = (whole[0].replace(listed, mine), [*whole[1], self.who.holders])
        return self.against(told, [joined], [whole])

    def search(self) -> dict[str, Times]:
        from kith.record.models import Entry
        from kith.record.queries import PEOPLE, search
        from kith.record.searching import best_first, holding

        told, answer = statements(self.who, lambda: search(WORD))
        found = {(hit.entry.person_id, hit.entry.id) for hit in answer}  # type: ignore[attr-defined]  # hits of a search
        assert found <= self.truth, "found what the facts do not open"
        every = holding(Entry.objects.select_related(*PEOPLE).filter(current=True), WORD)
        sql, params = _select(best_first(every, WORD)[:50])
        joined = (
            sql.replace("WHERE (", f'WHERE ("record_entry"."person_id" IN ({MINE}) AND ', 1),
            _with(params, sql, self.who.holders),
        )
        return self.against(told, [joined], [(sql, params)])

    def page(self) -> dict[str, Times]:
        from kith.desk.person.banner import open_record
        from kith.desk.person.parts import RECENT
        from kith.record.queries import chronology
        from kith.record.reading import one_look

        person = sorted(self.persons)[len(self.persons) // 2]

        def read() -> None:
            with one_look(person):
                open_record(person)
                chronology(person, size=RECENT)

        told, _ = statements(self.who, read)
        plain = [(sql, params) for sql, params in told if "access." not in sql]
        joined = [*plain, (MINE + " AND person_id = %s", [self.who.holders, person])]
        return self.against(told, joined, plain)

    def find(self) -> dict[str, Times]:
        from kith.people.actions.find import find_person

        typed = misspelt(self.super, Random(7).choice(sorted(self.persons)))
        told, answer = statements(self.who, lambda: find_person(typed))
        sql = unlocked(self.super, typed).replace("%", "%%")
        joined = sql.replace("WHERE n.grade", f"WHERE n.person_id IN ({MINE}) AND n.grade", 1)
        assert answer.found or not self.persons, "not found"  # type: ignore[attr-defined]  # an Answer
        return self.against(told, [(joined, [self.who.holders])], [(sql, [])])

    def _check_newest(self, answer: Any) -> None:
        """Against the facts: all of it mine to open, and nothing newer that is mine is missing."""
        seen = [(e.person_id, e.id) for e in answer]
        newest = self.super.execute(
            "SELECT e.person_id, e.id FROM unnest(%s::uuid[], %s::uuid[]) t(person_id, id)"
            " JOIN record_entry e USING (person_id, id) ORDER BY e.recorded_at DESC, e.id DESC LIMIT 50",
            [[p for p, _ in self.truth], [i for _, i in self.truth]],
        ).fetchall()
        assert set(seen) == set(newest), "the newest that Kith shows are not the newest that the facts open"


def misspelt(server: psycopg.Connection, person: UUID) -> str:
    """The person's name, with two letters of the last one exchanged."""
    given, family = server.execute(
        "SELECT given, family FROM people_personname WHERE person_id = %s ORDER BY length(family) DESC LIMIT 1",
        [person],
    ).fetchone() or ("", "")
    return f"{given} {family[:2]}{family[3]}{family[2]}{family[4:]}"


def unlocked(server: psycopg.Connection, typed: str) -> str:
    """The likeliest names by the same condition, whoever may see them."""
    words = json.dumps(searching.clues_of(searching.read(typed, today())))
    (condition, alike) = server.execute(
        "SELECT * FROM people.names_like(%s::jsonb, jsonb_array_length(%s::jsonb))", [words, words]
    ).fetchone() or ("", "")
    return f"""SELECT * FROM (
        SELECT DISTINCT ON (n.person_id) n.person_id, n.id, n.kind, n.given, n.family, {alike} AS alike
        FROM people_personname n WHERE n.grade = 1 AND n.withdrawn_at IS NULL AND ({condition})
        ORDER BY n.person_id, alike DESC) x ORDER BY alike DESC LIMIT 31"""


def _select(listed: Any) -> Statement:
    return listed.query.sql_with_params()


def _with(params: tuple, sql: str, holders: list[int]) -> list[object]:
    """The parameters with `holders` among them, where the condition on persons was put in."""
    before = sql.split("WHERE (", 1)[0].count("%s")
    return [*params[:before], holders, *params[before:]]


BY_SIZE = """SELECT m.post_id FROM agencies_membership m
    JOIN (SELECT holder_id AS team, count(*) AS n FROM access_involvement
          WHERE profile = 'allocated team (cover)' GROUP BY 1) t ON t.team = m.team_id"""


def readers(here: Place) -> dict[str, int]:
    """The manager with about 1,000 persons, somebody with about 20, and a finder of an intake team."""
    chosen = {
        "manager": "WHERE m.manager ORDER BY abs(t.n - 1000) LIMIT 1",
        "narrow": "WHERE NOT m.manager ORDER BY t.n, m.post_id LIMIT 1",
        "finder": "JOIN agencies_role r ON r.post_id = m.post_id ORDER BY abs(t.n - 1000) LIMIT 1",
    }
    with here.superuser() as admin:
        posts = {who: admin.execute(f"{BY_SIZE} {where}").fetchone() for who, where in chosen.items()}
    return {who: row[0] for who, row in posts.items() if row}


READINGS: dict[str, Callable[[Reader], dict[str, Times]]] = {
    "newest 50 I may see": Reader.newest,
    "search in what I see": Reader.search,
    "a person's page": Reader.page,
    "find a misspelt name": Reader.find,
}


COLUMNS = ("", "Kith", "p95", "processor", "join", "p95", "processor", "bare", "p95", "Kith / join")


def _row(reading: str, times: dict[str, Times]) -> list[object]:
    kith, join, open_ = times["kith"], times["join"], times["bare"]
    both = [x for each in (kith, join) for x in (each.median, each.p95, each.processor)]
    return [reading, *both, open_.median, open_.p95, kith.median / join.median]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    figures = {}
    with ready() as here:
        for name, post in readers(here).items():
            reader = Reader(here, post, runs)
            about = f"{name}: {len(reader.persons):,} persons, {len(reader.truth):,} entries, {reader.who.keys} keys"
            measured = {
                reading: measure(reader)
                for reading, measure in READINGS.items()
                if name != "finder" or "find" in reading
            }
            figures[name] = {"about": about} | {
                r: {c: t.told() for c, t in times.items()} for r, times in measured.items()
            }
            shown(f"{about}; ms, {runs} runs", COLUMNS, [_row(reading, times) for reading, times in measured.items()])
    keep(results(), "reading", figures)


if __name__ == "__main__":
    main()
