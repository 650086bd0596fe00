"""Each check of the catalogue finds the fault that it is there to find: planted, found, and rolled back."""

import inspect
from collections.abc import Callable

import psycopg
import pytest

from tests.repository import test_catalogue, test_graded

DEFINER = "CREATE FUNCTION access.planted() RETURNS integer LANGUAGE sql SECURITY DEFINER {} AS 'SELECT 1'"
OPENS = "CREATE OR REPLACE FUNCTION access.opens(keys bigint[], audience bigint[], gate bigint[], denied bigint[])"
OPENS += " RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {}"
GIVEN = {"role": "kith_app", "table": "access.seal"}
FAULTS = {
    "test_views_look_with_the_eyes_of_the_caller": [
        "CREATE VIEW public.planted AS SELECT * FROM record_entry",
        "CREATE MATERIALIZED VIEW public.planted AS SELECT id FROM record_entry",
    ],
    "test_definer_functions_are_the_engines_and_pinned": [
        DEFINER.format("SET search_path = pg_catalog, pg_temp"),
        "ALTER FUNCTION access.keys() RESET ALL",
    ],
    "test_nothing_is_everyones": [
        "GRANT EXECUTE ON FUNCTION access.audience TO PUBLIC",
        "GRANT SELECT ON record_entry TO PUBLIC",
        "GRANT USAGE ON SCHEMA access TO PUBLIC",
    ],
    "test_no_role_of_ours_goes_around_row_security": [
        "ALTER ROLE kith_app BYPASSRLS",
        "ALTER ROLE kith_backup SUPERUSER",
    ],
    "test_nobody_goes_around_row_security_but_the_administrator": ["CREATE ROLE planted BYPASSRLS LOGIN"],
    "test_no_role_of_ours_is_in_another": ["GRANT kith_engine TO kith_app"],
    "test_the_engine_cannot_sign_in": ["ALTER ROLE kith_engine LOGIN"],
    "test_logins_own_nothing_and_make_nothing": [
        "CREATE TABLE public.planted (); ALTER TABLE public.planted OWNER TO kith_app",
        "GRANT CREATE ON SCHEMA record TO kith_app",
    ],
    "test_tokens_are_not_shown_to_other_sessions": [
        "ALTER ROLE kith_app RESET track_activities",
        "ALTER ROLE kith_portal RESET track_activities",
        "ALTER ROLE kith_outside RESET track_activities",
    ],
    "test_facts_are_written_by_the_engine_alone": [
        "GRANT INSERT ON access.seal TO kith_app",
        "GRANT UPDATE (humans) ON access.seal TO kith_door",
        "GRANT TRUNCATE ON access.seal TO kith_backup",
    ],
    "test_the_application_never_deletes_or_moves_a_row": [
        "GRANT DELETE ON record_entry TO kith_app",
        "GRANT UPDATE (grade) ON record_entry TO kith_app",
    ],
    "test_what_the_application_may_not_even_read": ["GRANT SELECT (humans) ON access.seal TO kith_app"],
    "test_the_auditor_reads_events_and_their_tree_and_nothing_else": ["GRANT SELECT ON record_entry TO kith_auditor"],
    "test_the_sequencer_sees_hashes_and_no_event": ["GRANT SELECT (person_id) ON audit_event TO kith_sequencer"],
    "test_the_portal_reads_what_was_recorded_and_nothing_else": [
        "GRANT SELECT ON access_involvement TO kith_portal",
        "GRANT SELECT (gate) ON record_entry TO kith_portal",
        "REVOKE SELECT (id) ON record_entry FROM kith_portal",
        "GRANT EXECUTE ON FUNCTION access.explain TO kith_portal",
        "GRANT USAGE ON SCHEMA people TO kith_portal",
    ],
    "test_the_outside_opens_a_message_and_nothing_else": [
        "GRANT SELECT ON sharing_message TO kith_outside",
        "GRANT EXECUTE ON FUNCTION sharing.recall_message TO kith_outside",
    ],
    "test_jobs_can_be_worked": ["REVOKE SELECT ON procrastinate_jobs FROM kith_app"],
    "test_the_app_role_has_no_other_members_rights_by_default": [
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO kith_app"
    ],
    "test_every_table_is_graded_or_says_why_not": ["CREATE TABLE public.planted (id integer)"],
    "test_what_names_a_person_is_graded": [
        "CREATE TABLE public.planted (child_id uuid)",
        "CREATE TABLE public.planted (x uuid); COMMENT ON COLUMN public.planted.x IS 'The person.'",
        "CREATE TABLE public.planted (x uuid REFERENCES access_subject)",
    ],
    "test_row_security_is_forced": [
        "ALTER TABLE record_entry NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE record_entry DISABLE ROW LEVEL SECURITY",
    ],
    "test_the_engine_opens_a_row_by_the_words_of_the_policy": [
        OPENS.format("(audience && keys AND gate && keys) IS TRUE"),
        OPENS.format("audience && keys AND gate && keys AND NOT denied && keys"),
    ],
    "test_one_policy_text": [
        "ALTER POLICY opens ON record_entry USING (true)",
        "CREATE POLICY more ON record_entry FOR SELECT TO kith_app USING (true)",
    ],
    "test_keys_and_unique_constraints_begin_with_the_person": ["CREATE UNIQUE INDEX ON record_entry (source_key)"],
    "test_locks_are_set_by_triggers_on_every_write": [
        "ALTER TABLE record_entry DISABLE TRIGGER z_lock",
        "DROP TRIGGER a_author ON people_alert",
    ],
    "test_references_between_graded_rows_carry_the_person": [
        "ALTER TABLE record_entry ADD UNIQUE (id); CREATE TABLE public.planted (x uuid REFERENCES record_entry (id))"
    ],
}
ASKED = [pytest.param(check, fault, id=fault) for check, faults in FAULTS.items() for fault in faults]


def checks() -> dict[str, Callable[..., None]]:
    """Every check of the catalogue, by name."""
    found = {**vars(test_catalogue), **vars(test_graded)}
    return {n: f for n, f in found.items() if n.startswith("test_") and "catalogue" in inspect.signature(f).parameters}


def run(name: str, catalogue: psycopg.Connection) -> None:
    check = checks()[name]
    given = {**GIVEN, "graded": test_graded._names(catalogue, test_graded.GRADED)}
    check(catalogue, **{p: given[p] for p in inspect.signature(check).parameters if p != "catalogue"})


@pytest.mark.parametrize(("check", "fault"), ASKED)
def test_a_planted_fault_is_found(catalogue: psycopg.Connection, check: str, fault: str) -> None:
    run(check, catalogue)
    with catalogue.transaction(force_rollback=True):
        catalogue.execute(fault)
        with pytest.raises(AssertionError):
            run(check, catalogue)


def test_every_check_has_its_fault() -> None:
    assert set(FAULTS) == set(checks())
