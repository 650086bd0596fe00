"""Everything about a person is Graded: forced row security, one policy text, a lock, an index. Or it says why not."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
NOT_GRADED: dict[str, str] = yaml.safe_load((ROOT / "docs" / "not-graded.yaml").read_text())
MERELY_NAMED = {
    "access_subject",
    "access.notice",
    "access.gain_by_person",
    "audit_event",
    "people.finding",
    "access.graded_fields",
    "socialaccount_socialapp",  # an identity provider; its client is OAuth's word for us
}
BETWEEN = tuple(f"supervision_{table}" for table in ("agreement", "session", "remark", "typed"))  # docs/decisions/0046
TABLES = """
    SELECT CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"""
GRADED = "SELECT replace(name, 'public.', '') FROM access.graded_table"


def _names(catalogue: psycopg.Connection, query: str) -> set[str]:
    return {name for (name,) in catalogue.execute(query)}


@pytest.fixture(scope="module")
def graded(catalogue: psycopg.Connection) -> set[str]:
    return _names(catalogue, GRADED)


def test_every_table_is_graded_or_says_why_not(catalogue: psycopg.Connection, graded: set[str]) -> None:
    assert _names(catalogue, TABLES) - graded == set(NOT_GRADED)


def test_each_has_its_reason() -> None:
    assert all(why.strip().endswith((".", "unused")) for why in NOT_GRADED.values())


def test_what_names_a_person_is_graded(catalogue: psycopg.Connection, graded: set[str]) -> None:
    """By name or comment of a column, or by reference to the subject."""
    naming = _names(
        catalogue,
        TABLES
        + """ AND (
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
                AND (a.attname ~ '(^|_)(person|subject|child|client|patient|pupil)(_id)?$'
                     OR col_description(c.oid, a.attnum) ~* '\\m(person|child|patient|pupil)\\M'))
        OR EXISTS (SELECT FROM pg_constraint f
                   WHERE f.conrelid = c.oid AND f.confrelid = 'access_subject'::regclass))""",
    )
    assert naming - graded <= MERELY_NAMED


def test_every_graded_model_is_protected(graded: set[str]) -> None:
    from django.apps import apps

    from kith.access.models import Graded

    models = {m._meta.db_table for m in apps.get_models() if issubclass(m, Graded)}
    assert models <= graded


def test_every_model_that_refers_to_a_subject_is_graded() -> None:
    from django.apps import apps

    from kith.access.models import Graded, Subject

    referring = {
        m for m in apps.get_models() for f in m._meta.get_fields() if f.related_model is Subject and f.concrete
    }
    assert not {m.__name__ for m in referring if not issubclass(m, Graded)}


def test_row_security_is_forced(catalogue: psycopg.Connection, graded: set[str]) -> None:
    forced = _names(catalogue, TABLES + " AND c.relrowsecurity AND c.relforcerowsecurity")
    assert graded | set(BETWEEN) <= forced


def test_one_policy_text(catalogue: psycopg.Connection, graded: set[str]) -> None:
    """The decision stands once, in access.policy_text(): every table has it, to read and to write, and no other."""
    policies: dict[str, set[Any]] = {}
    for table, *policy in catalogue.execute(
        "SELECT CASE WHEN schemaname = 'public' THEN tablename ELSE schemaname || '.' || tablename END,"
        " policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
    ):
        policies.setdefault(table, set()).add(tuple(policy))
    secret = policies.pop("access.secret")  # not graded: kept from whoever reads every table to back it up
    assert secret == {("engine", "PERMISSIVE", "{kith_engine}", "SELECT", "true", None)}
    advice = {  # not graded, about nobody: read with a key, written by engine functions alone
        ("opens", "PERMISSIVE", "{kith_app}", "SELECT", "(audience && ( SELECT access.keys() AS keys))", None),
        ("engine", "PERMISSIVE", "{kith_engine}", "ALL", "true", "true"),
        ("backup", "PERMISSIVE", "{kith_backup}", "SELECT", "true", None),
    }
    assert [policies.pop(table) for table in ("sharing_advice", "sharing_adviceturn")] == [advice, advice]
    between = {table: policies.pop(table) for table in BETWEEN}  # about nobody: tests/supervision/test_attacks.py
    assert all({("engine", "{kith_engine}"), ("backup", "{kith_backup}"), ("opens", "{kith_app}")}
               == {(name, roles) for name, _, roles, *_ in of} for of in between.values())  # fmt: skip
    assert set(policies) == graded
    texts = {frozenset(p) for p in policies.values()}
    assert len(texts) == 1, "a table whose policy differs"
    by_role = {roles: (cmd, qual, check) for _, _, roles, cmd, qual, check in texts.pop()}
    assert set(by_role) == {"{kith_app,kith_portal}", "{kith_engine}", "{kith_backup}"}
    assert by_role["{kith_engine}"] == ("ALL", "true", "true") and by_role["{kith_backup}"] == ("SELECT", "true", None)
    cmd, qual, check = by_role["{kith_app,kith_portal}"]
    assert cmd == "ALL" and qual == check and qual.count("access.keys()") == 3


def test_keys_and_unique_constraints_begin_with_the_person(catalogue: psycopg.Connection, graded: set[str]) -> None:
    """A unique constraint across persons tells that a hidden row exists, and cannot be distributed by person."""
    crossing = _names(
        catalogue,
        TABLES
        + """ AND EXISTS (
        SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = c.oid AND i.indisunique AND a.attname <> 'person_id')""",
    )
    assert not crossing & graded


def test_locks_are_set_by_triggers_on_every_write(catalogue: psycopg.Connection, graded: set[str]) -> None:
    for trigger in ("a_author", "z_lock", "z_relock"):
        having = _names(
            catalogue,
            TABLES
            + f""" AND EXISTS (
            SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = '{trigger}' AND t.tgenabled = 'O')""",
        )
        assert having == graded, trigger


def test_references_between_graded_rows_carry_the_person(catalogue: psycopg.Connection, graded: set[str]) -> None:
    """A reference to a Graded table other than through the person would be an oracle of hidden rows."""
    rows = catalogue.execute("""
        SELECT f.conrelid::regclass::text, f.confrelid::regclass::text, a.attname
        FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
        WHERE f.contype = 'f'""")
    assert not [(table, to) for table, to, first in rows if to in graded and first != "person_id"]
