"""The policy and the functions behind locks and keyrings, broken on purpose: the worlds written by hand must notice.

Mutants are made from the text that is in the database: each clause of the policy left out, each comparison shifted,
each AND made an OR, each NOT and each clause left out. An ordinary run takes a spread of them, `KITH_MUTANTS=all` every
one, with their names in the output of `-s`.
A mutant that changes no answer is listed in ALIKE with the reason.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from tests.access.asking import TABLES, Planted
from tests.access.conftest import Plant
from tests.access.written import Written, written

LOCKS = (
    "audience",
    "gate",
    "guarded",
    "denied",
    "released",
    "sealed",
    "cluster",
)  # rows are rekeyed after one is broken
KEYRINGS = ("active", "holders", "edges", "proved", "keyring")
SHIFTS = {" >= ": " > ", " <= ": " < ", " < ": " <= ", " > ": " >= ", " AND ": " OR ", " NOT ": " "}
POLICY = "SELECT access.policy_text()"
DEFINITION = "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'access'::regnamespace AND proname = %s"
EVERY = int(os.environ.get("KITH_MUTANTS", "6").replace("all", "1"))

ALIKE = {
    "holders: without AND h.holder IS NOT NULL": "no lock holds a key of nobody",
    "keyring: without AND i.dated": "the own key of an undated involvement is in no lock",
    "keyring: without AND NOT i.closed": "what was ended by an act has an end as well",
    "keyring: without AND NOT sh.closed": "what was ended by an act has an end as well",
    "audience: without AND NOT s.closed": "what was ended by an act has an end as well, and is in no keyring",
    "gate: without AND s.person_id = p": "ids of rows are unique; the person stands there for the index",
    "released: without AND r.person_id = p": "ids of rows are unique; the person stands there for the index",
}


@dataclass(frozen=True)
class Mutant:
    name: str
    function: str
    text: str


@dataclass
class Bench:
    """All written worlds planted in one database, with right answers."""

    superuser: psycopg.Connection[Any]
    worlds: list[tuple[Written, Planted]]

    def noticed(self) -> str | None:
        """The first question that gets another answer than the one written; an error is one too."""
        for world, planted in self.worlds:
            for n, question in enumerate(world.questions, 1):
                planted.tune(world.when(question))
                try:
                    if planted.opened(question.caller) != question.opens:
                        return f"{world.name}, {n}"
                except psycopg.Error as error:
                    return f"{world.name}, {n}: {error.sqlstate}"
        return None

    def rekey(self) -> None:
        persons = [person for _, planted in self.worlds for person in planted.person.values()]
        self.superuser.execute("SELECT access.rekey_person(p) FROM unnest(%s::uuid[]) p", [persons])

    def text(self, function: str) -> str:
        found = self.superuser.execute(DEFINITION, [function]).fetchone()
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
        if function in LOCKS:
            self.rekey()

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


@pytest.fixture(scope="module")
def bench(superuser: psycopg.Connection[Any], planter: Plant) -> Bench:
    bench = Bench(superuser, [(world, planter(world.world)) for world in written()])
    assert bench.noticed() is None
    return bench


def mutants(bench: Bench, function: str) -> Iterator[Mutant]:
    """Every shift of every comparison, NOT and AND in the body of a function."""
    text = bench.text(function)
    body = text.index("$function$")
    for old, new in SHIFTS.items():
        for n, found in enumerate(re.finditer(re.escape(old), text[body:]), 1):
            at = body + found.start()
            around = " ".join(text[at - 12 : at + 28].split())
            yield Mutant(f"{function}: {old.strip()} {n} ({around})", function, text[:at] + new + text[at + len(old) :])
            if old == " AND ":
                end = at + len(clause_after(text[at:]))
                yield Mutant(f"{function}: without{text[at:end]}", function, text[:at] + text[end:])


def clause_after(text: str) -> str:
    """From an AND up to the next AND or OR, end of line, or bracket that closes around it."""
    depth = 0
    for n, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0 or (depth == 0 and n > 4 and re.match(r"\n| AND | OR | THEN |;", text[n:])):
            return text[:n]
    return text


@pytest.mark.parametrize("function", [*KEYRINGS, *LOCKS])
def test_every_mutant_of_a_function_is_noticed(bench: Bench, function: str) -> None:
    survived = []
    for mutant in list(mutants(bench, function))[::EVERY]:
        noticed = not_made = None
        try:
            with bench.broken(mutant):
                noticed = bench.noticed()
        except psycopg.Error as error:
            not_made = error.sqlstate
        print(f"{mutant.name}: {noticed or not_made or 'SURVIVED'}")
        if not (noticed or not_made):
            survived.append(mutant.name)
    assert [name for name in survived if name not in ALIKE] == []


def test_every_clause_of_the_policy_is_needed(bench: Bench) -> None:
    (policy,) = bench.superuser.execute(POLICY).fetchone() or ("",)
    clauses = policy.split(" AND ")
    assert len(clauses) == 3
    for left_out in clauses:
        with bench.policy(" AND ".join(clause for clause in clauses if clause != left_out)):
            assert bench.noticed(), left_out
    for clause in clauses:
        with bench.policy(policy.replace(clause, f"NOT ({clause})")):
            assert bench.noticed(), clause
    with bench.policy(" OR ".join(clauses)):
        assert bench.noticed()


@pytest.mark.parametrize(("text", "security"), [("true", "FORCE"), ("false", "FORCE"), ("true", "DISABLE")])
def test_negative_controls(bench: Bench, text: str, security: str) -> None:
    """A policy that lets everyone in, one that lets nobody in, and row security switched off turn the suite red."""
    with bench.policy(text, security):
        assert bench.noticed()
    assert bench.noticed() is None
