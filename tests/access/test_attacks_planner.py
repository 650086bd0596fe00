"""Attacks on what the server tells beside its answers: guesses of the planner, printed plans, counts kept for it.

Each is told in docs/security/attacks.md.
"""

import json
from uuid import UUID

import pytest

from kith.people.actions.add_identifier import add_identifier
from tests.access.test_attacks_sql import OURS
from tests.access.test_town import note
from tests.access.thief import name

# Whatever the login may read a column of, under a policy: of words and ids no examples are kept.
WITH_EXAMPLES = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relrowsecurity AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND EXISTS (SELECT FROM unnest('{kith_app,kith_portal,kith_outside}'::text[]) login
                  WHERE has_any_column_privilege(login, c.oid, 'SELECT'))
      AND (a.atttypid IN ('text'::regtype, 'varchar'::regtype) AND a.attstattarget IS DISTINCT FROM 0
           OR a.atttypid = 'uuid'::regtype AND a.attstattarget IS DISTINCT FROM 1)
    UNION ALL
    SELECT x.relname, a.attname
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_attribute a ON a.attrelid = x.oid
    WHERE c.relrowsecurity AND i.indexprs IS NOT NULL AND a.atttypid = 'text'::regtype
      AND a.attstattarget IS DISTINCT FROM 1"""
TALKATIVE = f"""
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN {OURS} AND p.prosecdef
      AND NOT coalesce(p.proconfig, '{{}}') @> '{{client_min_messages=warning,standard_conforming_strings=on}}'"""
# A guess of a fraction of a row is told as one row; beside so many others it is told to the last figure.
GUESS = (
    "EXPLAIN (FORMAT JSON)"
    " SELECT 1 FROM people_personname n, generate_series(1, 1000000000) a, generate_series(1, 1000000000) b"
    " WHERE n.family < '{}' OR a + b = 0"
)


def test_no_examples_of_words_and_ids_are_kept(database) -> None:
    with database.superuser() as admin:
        assert admin.execute(WITH_EXAMPLES).fetchall() == []


def test_the_planner_guesses_no_names(town, steal, database, child) -> None:
    """By halves one came to the names of people whom one may not find: the guess moved where one of them stood."""
    with town.acting("sara"):
        for n in range(120):
            name(child, f"Given{n}")
    with database.superuser() as admin:
        admin.execute("ANALYZE people_personname")
    told = [steal("teacher", GUESS.format(word))[0][0][0]["Plan"]["Plan Rows"] for word in ("A", "Her", "Hez", "Z")]
    assert len(set(told)) == 1, told


def test_nobody_passes_over_a_number_that_is_sealed(town, steal, sealed) -> None:
    """How many rows an index gave that did not open told whether a number stands on a record that nobody finds."""
    with town.acting("sara"):
        add_identifier(sealed, "nhs", "9434765870")
    told = []
    for number in ("9434765870", "9434765919"):
        asked = f"SELECT 1 FROM people_identifier WHERE value = '{number}'"
        by_index = ("SET LOCAL enable_seqscan = off", "SET LOCAL enable_bitmapscan = off")
        plan = steal("duty", *by_index, f"EXPLAIN (ANALYZE, BUFFERS off, TIMING off, SUMMARY off) {asked}")
        told.append(str(plan).replace(number, ""))
    assert told[0] == told[1] and "identifier_by_value" not in told[0], told


def test_no_function_of_the_engine_prints_its_plans(database) -> None:
    with database.superuser() as admin:
        assert admin.execute(TALKATIVE).fetchall() == []


def test_a_setting_of_the_callers_does_not_change_what_a_function_means(town, database) -> None:
    """A function is read once a connection: with strings of another kind its patterns were others, for all after."""
    caps = "'{1,0,0,0,0,0,0,0,0,0,0}'"
    proposed = f"SELECT access.propose_edge({town.agency['school']}, 'care', {caps}, '{{care}}', now(), NULL, NULL)"
    with database.connect("kith_app") as one:
        one.execute("SET standard_conforming_strings = off")
        for _ in range(2):
            with one.transaction(force_rollback=True):
                one.execute("SELECT access.enter(%s)", [town.token("governor")])
                assert one.execute(proposed).fetchone()
            one.execute("RESET ALL")


def test_a_search_does_not_print_who_is_sealed(town, app, sealed) -> None:
    """debug_print_plan is anybody's to set: a plan made for the values that it is run with has them in it."""
    said: list[str] = []
    app.add_notice_handler(lambda told: said.append(f"{told.message_primary} {told.message_detail}"))
    with app.transaction(force_rollback=True):
        app.execute("SELECT access.enter(%s)", [town.token("duty")])
        app.execute("SET LOCAL client_min_messages = log")
        app.execute("SET LOCAL debug_print_plan = on")
        app.execute("SELECT 1")
        before = len(said)
        words = json.dumps([{"same": [f"={word}"], "like": [], "near": []} for word in ("hidden", "heron")])
        asked = "SELECT person_id FROM people.find(%s, NULL, NULL, NULL, '{}', 'search', '{name}', 9)"
        assert (sealed,) not in app.execute(asked, [words]).fetchall()
    assert before > 0
    signed = [byte - 256 if byte > 127 else byte for byte in sealed.bytes]
    assert " ".join(map(str, signed)) not in " ".join(said)


@pytest.mark.parametrize("at_most", [1, 2, 30])
def test_whoever_is_sealed_takes_nobodys_place(town, steal, sealed, at_most) -> None:
    """A place that stays empty told that somebody stands in it."""
    for _ in range(at_most):
        with town.acting("sara"):
            name(town.child(), "Hidden")
    words = json.dumps([{"same": [f"={word}"], "like": [], "near": []} for word in ("hidden", "heron")])
    asked = "SELECT person_id FROM people.find(%s, NULL, NULL, NULL, '{}', 'search', '{name}', %s)"
    found = {row for (row,) in steal("duty", (asked, [words, at_most]))}
    assert len(found) == at_most and sealed not in found


def test_how_much_is_shut_is_not_counted(town, steal, database, sealed: UUID) -> None:
    """Whoever asks how their own would be looked for learns how much their keys open, of what is shut nothing."""
    opens = "SELECT coalesce(sum(entries), 0) FROM record.opening WHERE key >> 20 = %s"
    counts = []
    with database.superuser() as admin:
        for _ in range(2):
            admin.execute("SELECT record.count_openings(few => 1)")
            counts.append(admin.execute(opens, [town.team["safeguarding"]]).fetchone())
            with town.acting("sara"):
                note(sealed)
    assert counts[0] == counts[1]
    assert steal("mo", "SELECT record.count_openings(1000000, 1, 0)") == "42501"
