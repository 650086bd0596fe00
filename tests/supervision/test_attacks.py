"""Attacks on personal supervision with SQL through the application's login; told in docs/security/attacks.md."""

import pytest

from kith.core.clock import today
from kith.supervision.actions.keep_typed import keep_typed
from kith.supervision.actions.write_session import remark, write_session
from tests.supervision.conftest import SAID

TABLES = ("supervision_agreement", "supervision_session", "supervision_remark", "supervision_typed")
OUTSIDE = ("mo", "head", "other manager", "governor", "admin", "visitor", None)


@pytest.fixture(scope="module")
def session(service, agreed):
    agreed("head", "manager")
    with service.acting("sara"):
        made = write_session(agreement=agreed("manager", "sara"), held_on=today(), said=SAID)
        remark(session=made, words="And my father too.")
        keep_typed(agreement=agreed("manager", "sara"), typed={"wellbeing": "Not said yet"}, revision=-1)
    return made


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_the_two_reads_a_row(steal, session, who) -> None:
    theirs = {"head": {TABLES[0]}}  # of their own
    for table in TABLES:
        found = steal(who, f"SELECT * FROM {table}")
        assert found == [] or table in theirs.get(who, ()), (who, table)
    assert steal(who, "SELECT count(*) FROM supervision_session WHERE said::text LIKE '%mother%'") == [(0,)]


def test_the_two_read_them(steal, session) -> None:
    for who in ("sara", "manager"):
        assert steal(who, "SELECT id FROM supervision_session") == [(session,)]
        assert steal(who, "SELECT words FROM supervision_remark") == [("And my father too.",)]
    typed = "SELECT words ->> 'wellbeing' FROM supervision_typed"
    assert steal("sara", typed) == [("Not said yet",)] and steal("manager", typed) == []


@pytest.mark.parametrize("who", ["sara", "head"])
@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_written_changed_or_deleted_by_hand(steal, session, who, table) -> None:
    for statement in (
        f"INSERT INTO {table} SELECT * FROM {table}",
        f"UPDATE {table} SET id = id",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"LOCK TABLE {table}",
    ):
        assert steal(who, statement) == "42501", statement


@pytest.mark.parametrize("statement", [
    "TABLE supervision.reading",
    "INSERT INTO supervision.reading (agency, starts, reason, decided_by) VALUES (1, now(), '', 1)",
    "SELECT supervision.read_above(1)",
    "SELECT supervision.manages(1)",
    "SELECT supervision.me()",
    "SELECT supervision.empty(gen_random_uuid())",
    "SELECT supervision.stands(gen_random_uuid(), '{}')",
    "SELECT supervision.of_mine(gen_random_uuid())",
    "SELECT supervision.log('open supervision', gen_random_uuid())",
    "CALL access.enclose('supervision_session', 'true')",
    "ALTER TABLE supervision_session DISABLE ROW LEVEL SECURITY",
    "DROP POLICY opens ON supervision_session",
    "CREATE OR REPLACE FUNCTION supervision.mine() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
])  # fmt: skip
def test_what_decides_is_out_of_reach(steal, session, statement) -> None:
    assert steal("head", statement) == "42501"


def test_no_condition_runs_on_a_hidden_row(steal, session) -> None:
    for condition in ("1 / (length(said::text) - length(said::text)) = 1", "(said ->> 'wellbeing')::int = 1",
                      "set_config('kith.loot', said::text, false) IS NULL"):  # fmt: skip
        assert steal("head", f"SELECT id FROM supervision_session WHERE {condition}") == []
    assert steal("head", "SELECT coalesce(current_setting('kith.loot', true), '')") == [("",)]


def test_statistics_tell_nothing_of_values(steal, service, session) -> None:
    with service.database.superuser() as admin:
        admin.execute("ANALYZE supervision_session, supervision_agreement")
    assert steal("head", "SELECT 1 FROM pg_stats WHERE tablename LIKE 'supervision%'") == []


@pytest.mark.parametrize("who", ["mo", "head", "governor"])
def test_nobody_writes_or_ends_what_is_between_others(steal, service, agreed, session, who) -> None:
    """As one that is not there."""
    agreement = agreed("manager", "sara")
    for statement in (
        ("SELECT supervision.agree(%s)", [agreement]),
        ("SELECT supervision.end_agreement(%s)", [agreement]),
        ('SELECT supervision.write(%s, current_date, \'{"agreed": "x"}\', NULL)', [agreement]),
        ("SELECT supervision.remark(%s, 'x')", [session]),
        ('SELECT supervision.keep(%s, \'{"agreed": "x"}\', 0)', [agreement]),
        ("SELECT supervision.throw_away(%s)", [agreement]),
    ):
        assert steal(who, statement) == "KI404", statement


def test_whoever_names_themself_above_reads_nothing_until_the_supervisor_agrees(steal, service, session) -> None:
    """With what the organisation lets one manager up read, and without: a proposal opens nothing."""
    propose = ("SELECT supervision.propose(%s, true, 28, 'x')", [service.post["manager"]])
    assert steal("other manager", propose, "SELECT id FROM supervision_session") == []


def test_the_portal_and_the_door_read_none(database, session) -> None:
    for login in ("kith_portal", "kith_door"):
        with database.connect(login) as connection:
            for table in TABLES:
                with pytest.raises(Exception, match="permission denied"):
                    connection.execute(f"SELECT 1 FROM {table}")


def test_a_keyring_set_by_hand_opens_nothing(steal, service, session) -> None:
    ring = f"forged|1|1|{session}|1|{service.post['sara']}|1|care|{{0,1}}"
    assert steal(None, ("SELECT set_config('kith.ring', %s, true)", [ring]), "SELECT id FROM supervision_session") == []


@pytest.mark.parametrize("broken", [
    "ALTER TABLE supervision_session DISABLE ROW LEVEL SECURITY",
    "ALTER POLICY opens ON supervision_session USING (true)",
    "ALTER POLICY opens ON supervision_session USING ((SELECT supervision.mine()) IN (supervisee_id, supervisor_id)"
    " OR supervisor_id = ANY ((SELECT supervision.below_me())::bigint[]))",
    "CREATE OR REPLACE FUNCTION supervision.read_above(agency bigint) RETURNS timestamptz LANGUAGE sql STABLE"
    " SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT core.now()'",
])  # fmt: skip
def test_control_a_broken_rule_is_noticed(database, service, session, broken) -> None:
    """Negative control: with the rule broken, what the tests above ask for is answered otherwise."""
    with database.superuser(autocommit=False) as admin:
        admin.execute(broken)
        if "POLICY" in broken and "below_me" in broken:
            admin.execute("INSERT INTO supervision.reading (agency, starts, reason, decided_by)"
                " VALUES (%s, now(), '', %s)",
                          [service.agency["children"], service.post["governor"]])  # fmt: skip
        if "read_above" in broken:
            admin.execute("UPDATE supervision_session SET above = true")
        token = service.token("head")
        admin.execute("SET LOCAL SESSION AUTHORIZATION kith_app")
        admin.execute("SELECT access.enter(%s)", [token])
        assert admin.execute("SELECT id FROM supervision_session").fetchall() == [(session,)]
        admin.rollback()
