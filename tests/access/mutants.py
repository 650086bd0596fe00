"""The policy and the functions behind locks and keyrings, broken on purpose, one fault at a time.

Mutants are made from the text that is in the database (tests/access/faults.py). What changes nothing is in ALIKE, with
the argument.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from kith.access.model import reach
from tests.access.asking import TABLES, Planted, Reach
from tests.access.faults import Mutant, mutants
from tests.access.planting import plant
from tests.access.probing import Prober
from tests.access.written import Written, written

# rows are rekeyed after one of these is broken
LOCKS = ("audience", "gate", "guarded", "denied", "released", "picked", "row_keys", "addressed", "sealed", "cluster")
KEYRINGS = ("active", "within", "holders", "edges", "proved", "own_keys", "keyring")
BINDING = ("ring", "keys", "idle", "enter")  # what makes a keyring worth nothing elsewhere
TRIGGERS = ("author_row", "own_row", "lock_row")
REKEYING = ("expected_locks", "write_rekeying")  # the text of access.rekey_person is written from these
TELLING = ("given_with", "sharing.is_withheld")
FUNCTIONS = (*KEYRINGS, *LOCKS, *BINDING, *TRIGGERS, *REKEYING, *TELLING)
POLICY = "SELECT access.policy_text()"
DEFINITION = "SELECT pg_get_functiondef(to_regproc(%s))"
UNLOCKED = """
    SELECT format('UPDATE %s SET audience = ''{}'', gate = ''{}'', denied = ''{}'' WHERE person_id = ANY ($1)', name)
    FROM access.graded_table"""

ALIKE = {
    "holders: without AND h.holder IS NOT NULL": "no lock holds a key of nobody",
    "keyring: without AND i.dated": "the own key of an undated involvement is in no lock",
    "keyring: without AND NOT i.closed": "what was ended by an act has an end as well",
    "keyring: without AND NOT sh.closed": "what was ended by an act has an end as well",
    "audience: without AND NOT s.closed": "what was ended by an act has an end as well, and is in no keyring",
    **dict.fromkeys(
        (
            "expected_locks: AND 1 (d_at IS NULL AND (%8$s)))",
            "expected_locks: AND 2 (E NOT closed AND (%8$s)))",
            "expected_locks: AND 3 (IS NOT NULL AND ended_at IS NULL AND (%)",
            "expected_locks: AND 4 (d_at IS NULL AND (%8$s)))",
            "expected_locks: without AND (%8$s)",
            "expected_locks: without AND ended_at IS NULL",
            "expected_locks: without the first: ended_at IS NULL",
            "expected_locks: without the first: NOT closed",
            "expected_locks: without the first: row_id IS NOT NULL",
        ),
        "says which rows are worked out one by one: more of them come to the same",
    ),
    "audience: = 12 (u WHERE u.id = p) ) SELECT coale)": "the same; somebody else is always there",
    "released: coalesce 1 emptied": "a lock to which nothing is joined is the lock",
    "picked: coalesce 1 emptied": "a lock to which nothing is joined is the lock",
    "picked: without AND NOT s.closed": "what was ended by an act has an end as well, and is in no keyring",
    "audience: without the first: e.state <> 'retired'": "what is retired is in no keyring",
    "audience: without the first: (po.id IS NULL OR e.recipient IS NULL OR e.recipient = po.ag": (
        "a post holds keys of its own employer's edges alone"
    ),
    "picked: without the first: s.person_id = p": "ids of rows are unique; the person stands there for the index",
    "write_rekeying: without the first: r.person_id = p": "what is joined names the person, too",
    "given_with: without AND NOT s.closed": "what was ended by an act has an end as well, and is in no keyring",
    "cluster: = 1 (RE person_id = p) THEN RETURN ARRAY[p];)": (
        "a short cut: a link stands on both sides, so whoever has one finds it"
    ),
    "ring: without OR part[2] IS DISTINCT FROM pg_backend_pid()::text": (
        "a transaction's number is one backend's alone; the backend stands there beside it"
    ),
    "enter: coalesce 1 emptied": "a session is always somebody's (access.open_session)",
    "author_row: > 1 (HEN TG_NARGS > 1 THEN (to_jsonb(NEW) ->>)": "an argument that is not there names nobody",
    "lock_row: > 1 (HEN TG_NARGS > 1 THEN (to_jsonb(NEW) ->>)": "an argument that is not there names nobody",
    "audience: without AND EXISTS (SELECT FROM public.access_subject u WHERE u.id = p)": (
        "no row is about nobody; what a finder is told who writes about nobody is asked by"
        " test_a_finder_cannot_tell_a_sealed_person_from_nobody (test_attacks_sql.py)"
    ),
    "gate: without AND s.person_id = p": "ids of rows are unique; the person stands there for the index",
    "released: without AND r.person_id = p": "ids of rows are unique; the person stands there for the index",
}


def _far(told: Reach) -> Reach | None:
    """Nothing at all where it is nowhere: answered as for nobody."""
    return told if any(any(grades.values()) for grades in told.values()) else None


@dataclass
class Bench:
    """All written worlds planted in one database, with right answers."""

    superuser: psycopg.Connection[Any]
    worlds: list[tuple[Written, Planted]]
    prober: Prober

    @classmethod
    def planted(cls, database: Any, superuser: psycopg.Connection[Any], app: psycopg.Connection[Any]) -> "Bench":
        worlds = [(world, plant(superuser, app, world.world)) for world in written()]
        return cls(superuser, worlds, Prober.planted(database, superuser, app))

    def noticed(self) -> str | None:
        """The first question that gets another answer than the one written, or probe that fails; or an error."""
        for place, (world, planted) in enumerate(self.worlds):
            if found := self._asked(world, planted):
                self.worlds.insert(0, self.worlds.pop(place))  # what noticed one fault often notices the next
                return found
        return self.prober.noticed()

    def _asked(self, world: Written, planted: Planted) -> str | None:
        for n, question in enumerate(world.questions, 1):
            planted.tune(world.when(question))
            try:
                if planted.opened(question.caller) != question.opens:
                    return f"{world.name}, {n}"
            except psycopg.Error as error:
                return f"{world.name}, {n}: {error.sqlstate}"
        return None

    def explained(self) -> str | None:
        """The first question whose asker is told another reach than the model has; on nobody, any."""
        for place, (world, planted) in enumerate(self.worlds):
            for n, question in enumerate(world.questions, 1):
                now, caller = world.when(question), question.caller
                planted.tune(now)
                told = {person: planted.reached(caller, person) for person in now.persons}
                if told != {person: _far(reach(now, caller, person)) for person in now.persons} or planted.reached(
                    caller, None
                ):
                    self.worlds.insert(0, self.worlds.pop(place))
                    return f"{world.name}, {n}"
        return None

    def tried(self, mutant: Mutant) -> str | None:
        """What noticed the mutant; an SQLSTATE where PostgreSQL would not even have it."""
        try:
            with self.broken(mutant):
                return self.noticed()
        except psycopg.Error as error:
            return f"not valid: {error.sqlstate}"

    def all_mutants(self) -> list[Mutant]:
        return [mutant for function in FUNCTIONS for mutant in mutants(function, self.text(function))]

    def rekey(self) -> None:
        self.superuser.execute("SELECT access.rekey_person(p) FROM unnest(%s::uuid[]) p", [self.persons()])

    def persons(self) -> list[UUID]:
        """Those of the probes too: what rekeys the wrong people must not outlast its mutant."""
        planted = [*(planted for _, planted in self.worlds), self.prober.planted_world]
        return [person for one in planted for person in one.person.values()]

    def text(self, function: str) -> str:
        whole = function if "." in function else f"access.{function}"
        found = self.superuser.execute(DEFINITION, [whole]).fetchone()
        assert found, function
        return str(found[0])

    @contextmanager
    def broken(self, mutant: Mutant) -> Iterator[None]:
        """The function as the mutant has it, and locks to match, until the end of the block."""
        right = self.text(mutant.function)
        try:
            self._install(mutant.function, mutant.text)
            yield
        finally:
            self._install(mutant.function, right)

    def _install(self, function: str, text: str) -> None:
        self.superuser.execute(text)
        if function in REKEYING:
            self.superuser.execute("CALL access.write_rekeying()")
            self.unlock()
        if function in LOCKS + REKEYING:
            self.rekey()

    def unlock(self) -> None:
        """Takes every lock away, so that rekeying has everything to do."""
        with self.superuser.transaction():
            self.superuser.execute("SET LOCAL session_replication_role = replica")
            for (statement,) in self.superuser.execute(UNLOCKED).fetchall():
                self.superuser.execute(str(statement).replace("$1", "%s"), [self.persons()])

    @contextmanager
    def policy(self, text: str, security: str = "FORCE") -> Iterator[None]:
        (right,) = self.superuser.execute(POLICY).fetchone() or ("",)
        try:
            self._police(text, security)
            yield
        finally:
            self._police(right, "FORCE")

    def _police(self, text: str, security: str) -> None:
        for table in TABLES:
            self.superuser.execute(f"ALTER POLICY opens ON {table} USING ({text})")
            switch = "ENABLE" if security == "FORCE" else "DISABLE"
            self.superuser.execute(f"ALTER TABLE {table} {switch} ROW LEVEL SECURITY")
