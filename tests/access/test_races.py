"""Pairs of transactions against each other, on real connections: no lock drifts and every exclusion is kept.

Without the locks under a lock, a row that is being written while its person's facts change keeps the lock of yesterday:
366 of 400 exclusions were lost so in a trial (docs/access.md). `KITH_RACES=n` runs each pair n times.
"""

import os
import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kith.access import world as w
from kith.access.grades import vector
from tests.access.asking import Planted
from tests.access.conftest import Plant
from tests.access.generated import EVENING, HOUR
from tests.access.plainest import put

ROUNDS = int(os.environ.get("KITH_RACES", 25))
Act = Callable[[psycopg.Connection[Any]], Any]

WORLD = w.World(
    now=EVENING,
    agencies={"council": False, "trust": False},
    humans=dict.fromkeys(["Amina", "Clo", "Cy", "Tex"], w.Human()),
    posts={"amina": w.Post("Amina", "council"), "clerk": w.Post("Clo", "council"), "cy": w.Post("Cy", "trust"),
           "trust clerk": w.Post("Tex", "trust")},
    roles={f"{post}, {role}": w.Role(post, role) for post in ("clerk", "trust clerk", "cy")
           for role in ("finder", "allocator", "governance")},
    profiles={"everything": dict.fromkeys(["identity", "family"], 4)},
    edges={"between": w.Edge("council", "trust", {"identity": 4, "family": 4}),
           "without": w.Edge(None, None, {"identity": 1}, frozenset({"care", "governance"}))},
    involvements={f"{post} with {person}": w.Involvement(person, post, "everything")
                  for post in ("amina", "clerk") for person in ("sam", "alias")}
    | {"cy with sam": w.Involvement("sam", "cy", "everything")},
    persons=frozenset({"sam", "alias"}),
    rows={"row 1": w.Row("row 1", "sam", "family", 3, "council"),
          "row 2": w.Row("row 2", "alias", "family", 3, "council"),
          "row 3": w.Row("row 3", "alias", "family", 3, "council", other="sam")},
)  # fmt: skip


@dataclass
class Race:
    """Two lanes, a connection each. `run` starts both at once, each with a pause of its own before it commits."""

    planted: Planted
    lanes: tuple[psycopg.Connection[Any], psycopg.Connection[Any]]
    chance: random.Random

    def run(self, one: tuple[str, Act], other: tuple[str, Act]) -> list[Any]:
        start = Barrier(2)
        pauses = [self.chance.choice([0, 0.001, 0.004]) for _ in range(4)]
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(self._lane, 0, *one, start, pauses[:2])
            second = pool.submit(self._lane, 1, *other, start, pauses[2:])
            return [first.result(timeout=30), second.result(timeout=30)]

    def _lane(self, lane: int, post: str, act: Act, start: Barrier, pauses: list[float]) -> Any:
        start.wait(timeout=30)
        time.sleep(pauses[0])
        for _ in range(5):  # deadlocks are retried, as the application does
            try:
                with self.lanes[lane].transaction():
                    self.enter(lane, post)
                    done = act(self.lanes[lane])
                    time.sleep(pauses[1])
                    return done
            except psycopg.errors.DeadlockDetected:
                continue
        raise AssertionError("five deadlocks in a row")

    def enter(self, lane: int, post: str) -> None:
        caller = w.Caller(post, purpose="care")
        token = self.planted.token[caller]
        self.lanes[lane].execute("SELECT access.enter(%s)", [token])


@pytest.fixture(scope="module")
def race(database: Any, planter: Plant) -> Iterator[Race]:
    planted = planter(WORLD)
    planted.tune(WORLD)
    for post in WORLD.posts:
        planted.opened(w.Caller(post))
    with database.connect("kith_app") as one, database.connect("kith_app") as other:
        yield Race(planted, (one, other), random.Random(20260301))


def record(person: UUID, domain: str = "family", grade: int = 3) -> Act:
    row = {"person_id": person, "id": uuid4(), "domain": domain, "grade": grade, "owner_id": -1, "author_id": -1}
    return lambda lane: put(lane, "people_alert", row)


def relate(person: UUID, other: UUID) -> Act:
    row = {"person_id": person, "id": uuid4(), "domain": "family", "grade": 3, "owner_id": -1, "author_id": -1}
    return lambda lane: put(lane, "people_relationship", row | {"other_id": other})


def call(function: str, *args: Any) -> Act:
    marks = ", ".join(["%s"] * len(args))

    def act(lane: psycopg.Connection[Any]) -> Any:
        answer = lane.execute(f"SELECT access.{function}({marks})", list(args)).fetchone()
        return answer and answer[0]

    return act


def undo(race: Race, post: str, act: Act) -> None:
    race._lane(0, post, act, Barrier(1), [0, 0])


@pytest.mark.parametrize("about", ["sam", "alias"])
def test_recording_against_an_exclusion(race: Race, about: str) -> None:
    """On the person, and on a record linked to theirs: the excluded human opens nothing, the new row included."""
    p = race.planted
    undo(race, "clerk", call("link", p.person["sam"], p.person["alias"]))
    for _ in range(ROUNDS):
        acts = ("amina", record(p.person["sam"])), ("clerk", call("exclude", p.person[about], p.human["Cy"], "kin"))
        _, exclusion = race.run(*acts)
        assert p.drift() == 0
        assert visible(race, "cy", p.person["sam"]) == 0
        undo(race, "clerk", call("end_exclusion", p.person[about], exclusion, "over"))
        assert visible(race, "cy", p.person["sam"]) > 0
    undo(race, "clerk", call("unlink", p.person["sam"], p.person["alias"]))


def test_a_relationship_against_an_exclusion_of_the_other(race: Race) -> None:
    p = race.planted
    for _ in range(ROUNDS):
        acts = ("amina", relate(p.person["sam"], p.person["alias"]))
        other = ("clerk", call("exclude", p.person["alias"], p.human["Cy"], "kin"))
        _, exclusion = race.run(acts, other)
        assert p.drift() == 0
        undo(race, "clerk", call("end_exclusion", p.person["alias"], exclusion, "over"))


def test_recording_against_a_revocation(race: Race) -> None:
    p = race.planted
    given = ["everything", "subject", "", "", None, None]
    for _ in range(ROUNDS):
        involve = call("involve", p.person["alias"], p.holder["cy"], p.profile["everything"], *given[1:])
        involvement = race.run(("amina", record(p.person["alias"])), ("clerk", involve))[1]
        assert p.drift() == 0
        ended = call("end_involvement", p.person["alias"], involvement, "over")
        race.run(("amina", record(p.person["alias"])), ("trust clerk", ended))
        assert p.drift() == 0
        assert visible(race, "cy", p.person["alias"]) == 0


def test_recording_against_a_seal(race: Race) -> None:
    p = race.planted
    for _ in range(ROUNDS):
        named = [p.human["Clo"], p.human["Amina"]]
        acts = ("amina", record(p.person["sam"])), ("clerk", call("seal", p.person["sam"], named, "safety"))
        _, seal = race.run(*acts)
        assert p.drift() == 0
        assert visible(race, "cy", p.person["sam"]) == 0
        undo(race, "clerk", call("unseal", p.person["sam"], seal, "over"))


def test_recording_against_a_new_version_of_an_agreement(race: Race) -> None:
    """The first row of an agency about a person is written while its agreement changes."""
    p = race.planted
    terms = [vector({"identity": 4}), ["care"], EVENING - HOUR, None, None]

    def renew(lane: psycopg.Connection[Any]) -> None:
        (edge,) = lane.execute("SELECT access.propose_edge(%s, 'renewed', %s, %s, %s, %s, %s)",
                               [p.agency["council"], *terms]).fetchone() or (None,)  # fmt: skip
        while lane.execute("SELECT access.work_next()").fetchone() == (True,):
            pass
        lane.execute("SELECT access.go_live(%s)", [edge])

    for n in range(ROUNDS):
        person = p.person[f"child {n}"] = uuid4()
        p.superuser.execute("INSERT INTO access_subject (id, lead_id) VALUES (%s, %s)", [person, p.agency["council"]])
        race.run(("cy", record(person, "identity", 1)), ("trust clerk", renew))
        assert p.drift() == 0, n
        del p.person[f"child {n}"]


@pytest.mark.parametrize("change", ["exclude", "link"])
def test_two_changes_on_linked_persons(race: Race, change: str) -> None:
    """Both are kept, whichever comes first, and each reaches the other's rows."""
    p = race.planted
    sam, alias = p.person["sam"], p.person["alias"]
    for _ in range(ROUNDS):
        first = call("link", sam, alias) if change == "link" else call("exclude", sam, p.human["Amina"], "kin")
        exclusions = race.run(("clerk", first), ("clerk", call("exclude", alias, p.human["Cy"], "kin")))
        assert p.drift() == 0
        assert visible(race, "cy", alias) == 0
        undo(race, "clerk", call("end_exclusion", alias, exclusions[1], "over"))
        back = call("unlink", sam, alias) if change == "link" else call("end_exclusion", sam, exclusions[0], "over")
        undo(race, "clerk", back)


def test_without_the_lock_the_races_find_drift(race: Race) -> None:
    """The negative control: a row that is written without sharing its person's lock keeps the lock of yesterday."""
    p = race.planted
    sam = p.person["sam"]
    assert visible(race, "cy", sam) > 0, "another race left an exclusion behind: one more would change nothing"
    with row_locks_not_taken(p.superuser):
        for _ in range(20 * ROUNDS):
            acts = ("amina", record(sam)), ("clerk", call("exclude", sam, p.human["Cy"], "kin"))
            exclusion = race.run(*acts)[1]
            drifted = p.drift()
            undo(race, "clerk", call("end_exclusion", sam, exclusion, "over"))
            if drifted:
                break
    p.superuser.execute("SELECT access.rekey_person(%s)", [sam])
    assert drifted and p.drift() == 0


OVERTAKEN = """
    FOR i IN 1..300 LOOP
        EXIT WHEN EXISTS (SELECT FROM access.exclusion x WHERE x.person_id = NEW.person_id AND x.ended_at IS NULL);
        PERFORM pg_sleep(0.01);
    END LOOP;"""


@contextmanager
def row_locks_not_taken(superuser: psycopg.Connection[Any]) -> Iterator[None]:
    """While inside, `access.lock_row` takes no lock, reads the facts and waits to be overtaken before it writes."""
    (right,) = superuser.execute("SELECT pg_get_functiondef('access.lock_row()'::regprocedure)").fetchone() or ("",)
    taken = re.compile(r"PERFORM pg_advisory_xact_lock_shared\(.*?;", re.DOTALL)
    assert len(taken.findall(right)) == 1
    superuser.execute(taken.sub("", right).replace("RETURN NEW;", f"{OVERTAKEN} RETURN NEW;"))
    try:
        yield
    finally:
        superuser.execute(right)


def visible(race: Race, post: str, person: UUID) -> int:
    with race.planted.app.transaction(force_rollback=True):
        race.planted.enter(w.Caller(post))
        counted = "SELECT count(*) FROM people_alert WHERE person_id = %s AND domain = 'family'"
        found = race.planted.app.execute(counted, [person]).fetchone()
    return found[0] if found else 0
