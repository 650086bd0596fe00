"""Attacks with arbitrary SQL through the application's login: an injection in any page. None may gain anything.

Each is told in docs/security/attacks.md.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import yaml

from kith.access import facts
from kith.core.clock import now
from kith.core.ids import row_id
from tests.access.test_town import note

OURS = (
    "('core', 'agencies', 'access', 'audit', 'people', 'record', 'documents', 'assessments', 'casework', 'supervision',"
    " 'sharing', 'linkage', 'public')"
)
HERE = Path(__file__).parent
CALLABLE: dict[str, dict[str, str]] = yaml.safe_load((HERE / "callable.yaml").read_text())
FORBIDDEN = (HERE / "forbidden.sql").read_text().splitlines()[1:]


def test_every_function_is_on_the_list(app) -> None:
    called = {
        name
        for (name,) in app.execute(f"""
            SELECT DISTINCT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname IN {OURS} AND has_function_privilege(p.oid, 'EXECUTE')
              AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')""")
        if not name.startswith("public.procrastinate_")
    }
    assert called == {name for group in CALLABLE.values() for name in group}


def asked_about(app: psycopg.Connection[Any], function: str, person: UUID) -> tuple[str, list[Any]]:
    """A call of a function about a person, with something plain for whatever else it takes."""
    asked = app.execute("SELECT proargtypes::regtype[]::text[] FROM pg_proc WHERE oid = %s::regproc", [function])
    (types,) = asked.fetchone() or ([],)
    plain = {"uuid": uuid4(), "bigint": 1001, "text": "words", "text[]": [], "smallint": 1, "smallint[]": [0] * 11,
             "timestamp with time zone": now() + timedelta(days=1), "boolean": True, "integer": 1,
             "bigint[]": [1001], "uuid[]": [uuid4()], "jsonb": "{}", "bytea": bytes(32),
             "date": now().date() + timedelta(days=1)}  # fmt: skip
    marks = ", ".join(f"%s::{kind}" for kind in types)
    return f"SELECT {function}({marks})", [person, *(plain[kind] for kind in types[1:])]


@pytest.mark.parametrize("function", sorted(CALLABLE["about one person"]))
def test_what_answers_about_a_person_answers_as_for_nobody(steal, app, sealed, child, function) -> None:
    """Sealed, out of reach and not there: the same SQLSTATE and the same words, or no row each time."""
    answers = {str(steal("teacher", asked_about(app, function, person))) for person in (sealed, child, uuid4())}
    assert answers <= {"KI404", "KI422", "[]"} and len(answers) == 1


@pytest.mark.parametrize("token", [None, "teacher"])
def test_no_row_opens_by_any_sql(steal, child, sealed, token) -> None:
    for person in (child, sealed):
        for table in ("record_entry", "people_personname", "access_involvement", "access_share", "record_draft"):
            assert steal(token, (f"SELECT 1 FROM {table} WHERE person_id = %s", [person])) == []


OTHER_WAYS = [
    "SELECT id FROM ONLY record_entry TABLESAMPLE SYSTEM (100) WHERE person_id = '{}'",
    "SELECT x FROM query_to_xml('SELECT id FROM record_entry WHERE person_id = ''{}''', false, true, '') x"
    " WHERE x::text <> ''",
    "SELECT * FROM ts_stat('SELECT search FROM record_entry WHERE person_id = ''{}''')",
    "MERGE INTO people_personname USING (SELECT 1) x ON person_id = '{}' WHEN MATCHED THEN UPDATE SET until = now()",
    "UPDATE people_personname SET until = now() WHERE person_id = '{}'",
]


@pytest.mark.parametrize("token", [None, "teacher", "mo"])
@pytest.mark.parametrize("statement", OTHER_WAYS)
def test_nor_by_any_other_way_of_reading(steal, sealed, token, statement) -> None:
    assert steal(token, "SET LOCAL parallel_setup_cost = 0", statement.format(sealed)) in ([], 0)


@pytest.mark.parametrize(
    "column", ["audience", "gate", "denied", "record_entry", "record_entry.*", "to_jsonb(record_entry)", "ctid, gate"]
)
def test_the_lock_is_not_read(steal, child, column) -> None:
    """It names who is involved, discreet services among them, whom a seal lets in, and who is barred."""
    assert steal("sara", (f"SELECT {column} FROM record_entry WHERE person_id = %s", [child])) == "42501"
    assert steal("sara", (f"SELECT id FROM record_entry WHERE person_id = %s ORDER BY {column}", [child])) == "42501"


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_what_the_login_may_not_do(steal, statement) -> None:
    state = steal("teacher", *statement.split("; "))
    assert isinstance(state, str) and state not in ("KI401", "42883"), state


@pytest.mark.parametrize(
    "condition",
    ["1 / (length(family) - length(family)) = 1", "family::int = 1", "CAST(given AS uuid) IS NULL",
     "xmlparse(document given) IS NOT NULL", "given::json IS NULL", "pg_sleep(0.3) IS NULL",
     "to_tsquery(given || ' & & ') IS NULL", "set_config('kith.loot', given, false) IS NULL"],
)  # fmt: skip
def test_no_condition_runs_on_a_hidden_row(steal, child, sealed, condition) -> None:
    """An error, a delay or a side effect would tell: the policy is asked first."""
    for person in (child, sealed):
        assert (
            steal("teacher", (f"SELECT id FROM people_personname WHERE person_id = %s AND {condition}", [person])) == []
        )
        hit = f"UPDATE people_personname SET until = until WHERE person_id = %s AND {condition} RETURNING given"
        assert steal("teacher", (hit, [person])) == []
    assert steal("teacher", "SELECT coalesce(current_setting('kith.loot', true), '')") == [("",)]


def test_statistics_tell_nothing_of_values(steal, database, child) -> None:
    with database.superuser() as admin:
        admin.execute("ANALYZE")
    assert steal("teacher", "SELECT 1 FROM pg_stats WHERE schemaname = 'public' AND tablename LIKE 'people%'") == []
    assert (
        steal(
            "teacher", "SELECT 1 FROM pg_stats WHERE tablename IN ('seal', 'exclusion', 'record_entry', 'audit_event')"
        )
        == []
    )


def test_the_planner_guesses_the_same_for_everyone(town, steal, database, child) -> None:
    """EXPLAIN is open to all: its guess for one person is the average, not that person's count."""
    with town.acting("sara"):
        few = town.child()
        note(few)
        for _ in range(40):
            note(child)
    with database.superuser() as admin:
        admin.execute("ANALYZE record_entry")
    plans = []
    for person in (few, uuid4()):
        plan = steal(
            "teacher",
            "SET LOCAL enable_seqscan = off",
            (f"EXPLAIN SELECT id FROM record_entry WHERE person_id = '{person}'", None),
        )
        plans.append(str(plan).replace(str(person), ""))
    assert plans[0] == plans[1]


def ring_of(app: psycopg.Connection[Any]) -> str:
    (ring,) = app.execute("SELECT current_setting('kith.ring')").fetchone() or ("",)
    return str(ring)


def test_a_keyring_is_worth_nothing_elsewhere(town, database, child) -> None:
    """In a later transaction, another backend, after ROLLBACK TO or DISCARD, set by hand, or with a key added."""
    count = "SELECT count(*) FROM record_entry"
    token = town.token("sara")
    with database.connect("kith_app") as one, database.connect("kith_app") as two:
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [token])
            ring = ring_of(one)
            assert one.execute(count).fetchone()[0] > 0
            two.execute("SELECT set_config('kith.ring', %s, false)", [ring])
            assert two.execute(count).fetchone() == (0,)
            for forged in (ring.replace("{0,", "{0,1,"), ring.split("|", 1)[1], "|" * 8, ring + "|{0}", ring.upper()):
                one.execute("SELECT set_config('kith.ring', %s, true)", [forged])
                assert one.execute(count).fetchone() == (0,)
            with pytest.raises(psycopg.Error), one.transaction():
                one.execute("SELECT access.enter('no such token')")
                assert one.execute(count).fetchone() == (0,)
                one.execute("SELECT 1/0")
        one.execute("SELECT set_config('kith.ring', %s, false)", [ring])
        assert one.execute(count).fetchone() == (0,)
        one.execute("DISCARD ALL")
        assert one.execute(count).fetchone() == (0,)


def test_a_cursor_or_statement_kept_open_shows_no_more(town, database, child) -> None:
    with database.connect("kith_app") as one:
        one.execute("PREPARE kept AS SELECT count(*) FROM record_entry")
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [town.token("sara")])
            assert one.execute("EXECUTE kept").fetchone()[0] > 0
        assert one.execute("EXECUTE kept").fetchone() == (0,)
        with one.transaction():
            one.execute("DECLARE held CURSOR WITH HOLD FOR SELECT id FROM record_entry")
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [town.token("sara")])
            assert one.execute("FETCH ALL FROM held").fetchall() == []


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_no_other_isolation(town, database, level) -> None:
    with database.connect("kith_app") as one, pytest.raises(psycopg.Error) as refused, one.transaction():
        one.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        one.execute("SELECT access.enter(%s)", [town.token("sara")])
    assert refused.value.sqlstate == "KI001"


def insert(table: str, person: UUID, **given: Any) -> tuple[str, dict[str, Any]]:
    """A row about a person. It says that somebody else wrote it, long ago."""
    row = {"person_id": person, "id": row_id(), "domain": "identity", "grade": 1, "owner_id": 1, "author_id": 1}
    row |= {"recorded_at": "2001-01-01"} | given
    marks = ", ".join(f"%({column})s" for column in row)
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row


def entry(person: UUID, **given: Any) -> tuple[str, dict[str, Any]]:
    new = row_id()
    row: dict[str, Any] = dict.fromkeys(("title", "text", "present", "amendment_reason"), "")
    row |= dict.fromkeys(("day_only", "significant", "current"), False)
    row |= {"id": new, "series": new, "occasion": new, "version": 1, "domain": "social_care", "grade": 3}
    row |= {"kind": "case_note", "details": "{}", "happened_at": "2026-01-01", "source_key": None}
    return insert("record_entry", person, **row | given)


def test_author_owner_and_time_cannot_be_forged(town, steal, child) -> None:
    sql, about = entry(child)
    (made,) = steal("sara", (sql + " RETURNING author_id, owner_id, recorded_at > '2020-01-01'", about))
    assert made == (town.post["sara"], town.agency["children"], True)


def test_rows_are_not_put_where_one_cannot_look(town, steal, child, sealed, database) -> None:
    """Nor is a version of an entry, nor one with a source key that somebody else used: the same answer for all."""
    with database.superuser() as admin:
        (row,) = admin.execute("SELECT id FROM record_entry WHERE person_id = %s AND grade = 4", [child]).fetchone()
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE record_entry SET source_key = 'import:1' WHERE id = %s", [row])
    for person in (child, sealed, uuid4()):
        assert steal("teacher", entry(person)) == "42501"
        assert steal("teacher", entry(person, source_key="import:1")) == "KI403"
        assert (
            steal("teacher", (entry(person)[0] + " ON CONFLICT DO NOTHING RETURNING id", entry(person)[1])) == "42501"
        )
    assert (
        steal("mo", entry(child, series=row, version=2))
        == steal("mo", entry(child, series=uuid4(), version=2))
        == "KI404"
    )
    assert steal("mo", entry(child, grade=4)) == steal("mo", entry(child, grade=4, source_key="form:1")) == "42501"
    answers = {steal("mo", entry(child, grade=3, source_key=f"import:{n}")) for n in (1, 2)}
    assert answers == {"KI403"}  # that one is taken would tell of an entry at a deeper grade


def test_a_finder_cannot_tell_a_sealed_person_from_nobody(steal, sealed) -> None:
    """By writing a name at locate grade, beginning a draft, or naming them as somebody's relative."""
    name = {"kind": "legal", "given": "A", "family": "B", "pronunciation": "", "clues": ["=a"]}
    draft = {"kind": "case_note", "content": "{}", "earlier": "[]", "revision": 1, "saved_at": "2026-01-01"}
    for table, row in (("people_personname", name), ("record_draft", draft)):
        answers = {steal("duty", insert(table, person, **row)) for person in (sealed, uuid4())}
        assert len(answers) == 1 and answers <= {"42501", "KI404"}


def test_a_relationship_tells_nothing_of_the_other(town, steal, child, sealed) -> None:
    row = {"domain": "family", "grade": 3, "kind": "friend", "parental_responsibility": False}
    strange = town.child(allocated="manager")
    with town.acting("manager"):
        facts.exclude(strange, town.human["mo"], "a relative")
    answers = {
        steal("mo", insert("people_relationship", child, other_id=other, **row)) for other in (sealed, strange, uuid4())
    }
    assert answers == {"KI404"}


def test_events_cannot_be_forged_changed_or_read(town, steal, child) -> None:
    assert steal(None, "SELECT access.log('open')") == "KI401"
    assert steal("teacher", "UPDATE audit_event SET human = 1") == "42501"
    with town.acting("teacher"):
        town_event = "SELECT access.log('open', %s, NULL, NULL, NULL, '{\"human\": 1}')"
        from kith.core.session import rows

        rows(town_event, child)
    with town.database.superuser() as admin:
        (by,) = admin.execute("SELECT post FROM audit_event WHERE person_id = %s ORDER BY id DESC", [child]).fetchone()
    assert by == town.post["teacher"]
