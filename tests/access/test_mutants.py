"""The policy and the functions behind locks and keyrings, broken on purpose: a written world or a probe must notice.

An ordinary run takes every nth mutant of the plainest kinds in the functions of locks and keyrings, others from day to
day, and one at least of each function. `script/soak mutants` takes every one of every kind, of the binding and the
triggers too, and says what noticed it.
"""

import os
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from tests.access.faults import SAMPLED, Mutant, mutants
from tests.access.mutants import ALIKE, KEYRINGS, LOCKS, POLICY, TELLING, Bench

EVERY = int(os.environ.get("KITH_MUTANTS", "12").replace("all", "1"))
TODAY = datetime.now(UTC).toordinal()


@pytest.fixture(scope="module")
def bench(database: Any, superuser: psycopg.Connection[Any]) -> Any:
    with database.connect("kith_app") as app:
        bench = Bench.planted(database, superuser, app)
        assert bench.noticed() is None, bench.noticed()
        yield bench


def drawn(found: list[Mutant], day: int) -> list[Mutant]:
    """Every nth, from a place that moves on from day to day; never none."""
    return found[day % min(EVERY, len(found)) :: EVERY]


@pytest.mark.parametrize("function", [*KEYRINGS, *LOCKS, *TELLING])
def test_mutants_of_a_function_are_noticed(bench: Bench, function: str) -> None:
    found = list(mutants(function, bench.text(function), SAMPLED))
    assert found, "no fault is known that this function could have"
    survived = [mutant.name for mutant in drawn(found, TODAY) if not bench.tried(mutant)]
    assert [name for name in survived if name not in ALIKE] == []


UNTOLD = {
    "opening: without AND NOT i.closed": "what was ended by an act has an end as well",
    "opening: without AND NOT s.closed": "what was ended by an act has an end as well",
    "opening: coalesce 1 emptied": (
        "how managers are called changes no reach; asked by"
        " test_an_explanation_names_the_holders_as_they_are (test_attacks_ring.py)"
    ),
    **dict.fromkeys(
        (
            "opening: = 14 (s WHERE s.id = p); END $function$)",
            "opening: without AND EXISTS (SELECT FROM public.access_subject s WHERE s.id = p)",
        ),
        "an error where there is no lead, which counts here as nothing told; that a finder gets the same of whoever is"
        " sealed is asked by test_an_explanation_goes_as_far_as_the_proof (test_attacks_ring.py)",
    ),
}


def test_mutants_of_what_explains_are_noticed(bench: Bench) -> None:
    """Through which facts a record opens: told as the model has it, in the written worlds."""
    assert bench.explained() is None
    found = list(mutants("opening", bench.text("opening")))
    assert UNTOLD.keys() <= {mutant.name for mutant in found}
    survived = []
    for mutant in drawn(found, TODAY):
        try:
            with bench.broken(mutant):
                noticed = bench.explained()
        except psycopg.Error as refused:  # by PostgreSQL, which does not have it, or while it answers
            noticed = refused.sqlstate
        survived += [] if noticed or mutant.name in UNTOLD else [mutant.name]
    assert survived == []


@pytest.mark.parametrize("count", [1, 2, EVERY, 3 * EVERY + 1])
def test_whatever_the_day_some_are_drawn_and_in_time_all(count: int) -> None:
    made = [Mutant(str(n), "", "") for n in range(count)]
    draws = [drawn(made, day) for day in range(TODAY, TODAY + EVERY)]
    assert all(draws) and {one.name for draw in draws for one in draw} == {one.name for one in made}


def test_nothing_is_said_to_change_nothing_that_is_not_there(bench: Bench) -> None:
    assert ALIKE.keys() <= {mutant.name for mutant in bench.all_mutants()}


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


@pytest.mark.parametrize("function", ["gate", "denied"])
def test_a_lock_that_ignores_seals_or_exclusions_is_noticed(bench: Bench, function: str) -> None:
    """As if nobody had sealed, or barred, anything: the comparison with the oracles and the written worlds turn red."""
    nothing = "'{0}'::bigint[]" if function == "gate" else "'{}'::bigint[]"
    head = bench.text(function).split("$function$")[0].replace("LANGUAGE plpgsql", "LANGUAGE sql")
    with bench.broken(Mutant(function, function, f"{head}$function$ SELECT {nothing} $function$")):
        assert bench.noticed()
    assert bench.noticed() is None
