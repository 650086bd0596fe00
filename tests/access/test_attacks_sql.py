"""Attacks with arbitrary SQL through the application's login: an injection in any page. None may gain anything.

Each is told in docs/security/attacks.md. `thief`: the connection of somebody who injects, with a colleague's own token.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kith.access import facts
from kith.core.clock import now
from kith.core.errors import Refused
from kith.core.ids import row_id
from kith.people.models import PersonName
from tests.access.test_town import note

OURS = "('core', 'agencies', 'access', 'audit', 'people', 'record', 'linkage', 'public')"
# What the application's login may call, and why that gives nothing away. A new function must be put here.
NO_PERSON = set(
    "enter keys acting has_role agreements profiles domain_no last_looks notices see_notice log drift tidy".split()
)
LOCATE_FIRST = set("explain lead_of openers network looks involve accept end_involvement redate share end_share"
                   " open_in_emergency withdraw_release".split())  # fmt: skip
GUARDIANS = set("seal unseal exclude end_exclusion add_reader link confirm_link unlink".split())
ROW_OPENED = {"release"}
NEW_PERSON = {"admit"}
GOVERNANCE = set("propose_edge persons_of_edge prepare_person preview_edge go_live suspend_edge new_profile_version"
                 " apply_profile persons_with_profile".split())  # fmt: skip
ADMINISTRATORS = set("add_practitioner appoint end_post join_team leave_team make_manager give_role end_role"
                     " set_account_state record_training".split())  # fmt: skip
ACCESS = NO_PERSON | LOCATE_FIRST | GUARDIANS | ROW_OPENED | NEW_PERSON | GOVERNANCE | ADMINISTRATORS
ELSEWHERE = {
    "core.now": "the time",
    "people.find": "grade 1 under the caller's own keys; leaves its event",
    "people.numbers_shut": "an import's session alone",
    "record.refer": "locates first; answers with an id that opens nothing",
    "record.writer": "the caller's own post",
    "record.opens_widely": "the caller's own involvements, as yes or no",
    "record.newest_widely": "runs as the caller, under the policy",
    "record.write_about": "waits for nobody whom the caller cannot locate; answers nothing",
    "record.vector": "words to a vector; reads no table",
}

Steal = Callable[..., Any]


@pytest.fixture(scope="module")
def app(database) -> Iterator[psycopg.Connection[Any]]:
    with database.connect("kith_app") as connection:
        yield connection


@pytest.fixture(scope="module")
def steal(town, app) -> Steal:
    """Statements in one transaction, rolled back: the last one's rows, or the SQLSTATE that stopped them."""
    tokens: dict[str, str] = {}

    def run(who: str | None, *statements: Any) -> Any:
        found: Any = None
        try:
            with app.transaction(force_rollback=True):
                if who:
                    tokens.setdefault(who, town.token(who))
                    app.execute("SELECT access.enter(%s)", [tokens[who]])
                for statement in statements:
                    sql, params = statement if isinstance(statement, tuple) else (statement, None)
                    cursor = app.execute(sql, params)
                    found = cursor.fetchall() if cursor.description else cursor.rowcount
        except psycopg.Error as error:
            return error.sqlstate
        return found

    return run


@pytest.fixture(scope="module")
def child(town) -> UUID:
    """Of Sara and her team; the teacher is nobody to them."""
    person = town.child()
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=1, given="Canary", family="Wren"
        )
        note(person)
        note(person, grade=4)
    return person


@pytest.fixture(scope="module")
def sealed(town) -> UUID:
    """Open to Sara alone."""
    person = town.child()
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=1, given="Hidden", family="Heron"
        )
        note(person)
        facts.seal(person, [town.human["sara"]], "adoption")
    return person


def test_every_function_is_on_the_list(app) -> None:
    called = {
        name
        for (name,) in app.execute(f"""
            SELECT DISTINCT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname IN {OURS} AND has_function_privilege(p.oid, 'EXECUTE')
              AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')""")
        if not name.startswith("public.procrastinate_")
    }
    assert called - {f"access.{f}" for f in ACCESS} - set(ELSEWHERE) == set()


@pytest.mark.parametrize("function", sorted(LOCATE_FIRST | GUARDIANS | ROW_OPENED))
def test_what_answers_about_a_person_answers_as_for_nobody(steal, app, sealed, child, function) -> None:
    """Sealed, out of reach and not there: the same SQLSTATE and the same words."""
    (types,) = app.execute(
        "SELECT proargtypes::regtype[]::text[] FROM pg_proc WHERE pronamespace = 'access'::regnamespace AND proname = %s",
        [function],
    ).fetchone()
    plain = {"uuid": uuid4(), "bigint": 1001, "text": "words", "text[]": [], "smallint": 1, "smallint[]": [0] * 11,
             "timestamp with time zone": now() + timedelta(days=1), "boolean": True, "integer": 1,
             "bigint[]": [1001]}  # fmt: skip
    answers = set()
    for person in (sealed, child, uuid4()):
        args = [person, *(plain[kind] for kind in types[1:])]
        marks = ", ".join(f"%s::{kind}" for kind in types)
        answers.add(str(steal("teacher", (f"SELECT access.{function}({marks})", args))))
    assert answers <= {"KI404", "KI422"} and len(answers) == 1


@pytest.mark.parametrize("token", [None, "teacher"])
def test_no_row_opens_by_any_sql(steal, child, sealed, token) -> None:
    for person in (child, sealed):
        for table in ("record_entry", "people_personname", "access_involvement", "access_share", "record_draft"):
            assert steal(token, (f"SELECT 1 FROM {table} WHERE person_id = %s", [person])) == []


@pytest.mark.parametrize(
    "column", ["audience", "gate", "denied", "record_entry", "record_entry.*", "to_jsonb(record_entry)", "ctid, gate"]
)
def test_the_lock_is_not_read(steal, child, column) -> None:
    """It names who is involved, discreet services among them, whom a seal lets in, and who is barred."""
    assert steal("sara", (f"SELECT {column} FROM record_entry WHERE person_id = %s", [child])) == "42501"
    assert steal("sara", (f"SELECT id FROM record_entry WHERE person_id = %s ORDER BY {column}", [child])) == "42501"


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE kith_engine", "SET ROLE kith_owner", "SET SESSION AUTHORIZATION kith_owner", "SET row_security = off; TABLE people_alert",
        "CREATE TEMP TABLE record_entry (id int)", "CREATE TABLE public.mine (id int)", "CREATE SCHEMA mine",
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE VIEW access.v AS SELECT 1", "CREATE OPERATOR public.&& (leftarg = bigint[], rightarg = bigint[], function = arrayoverlap)",
        "CREATE EXTENSION dblink", "COPY record_entry TO PROGRAM 'cat'", "COPY record_entry TO '/tmp/x'", "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')", "SELECT pg_ls_dir('/')", "TABLE pg_authid", "TABLE pg_statistic", "TABLE pg_user_mapping",
        "TABLE access.secret", "TABLE access.session", "TABLE access.seal", "TABLE access.exclusion", "TABLE access.link", "TABLE access.notice",
        "TABLE access_subject", "TABLE audit_event", "TABLE auth_user", "TABLE django_session", "TABLE sign_in_cache", "TABLE mfa_authenticator",
        "SELECT access.sign('x')", "SELECT access.ring()", "SELECT access.opening(gen_random_uuid())", "SELECT access.put_involvement(NULL,1,'','','','',now(),now(),true)",
        "SELECT access.open_session(1, 1, 'care', '1h')", "SELECT access.rekey_person(gen_random_uuid())", "SELECT * FROM access.verify()",
        "SELECT audit.append(NULL, 1, 1, 1, '', '', NULL, NULL, NULL, NULL, NULL)", "SELECT agencies.bind_account(1, 1)", "CALL core.adopt()",
        "CALL access.protect('people_alert')", "INSERT INTO core.clock (at) VALUES (now())", "UPDATE agencies_post SET agency_id = 1",
        "INSERT INTO agencies_role (post_id, name, starts) VALUES (1, 'governance', now())", "DELETE FROM record_entry", "TRUNCATE record_entry",
        "ALTER TABLE record_entry DISABLE ROW LEVEL SECURITY", "DROP POLICY opens ON record_entry", "ALTER TABLE record_entry DISABLE TRIGGER ALL",
        "UPDATE record_entry SET owner_id = 1", "UPDATE record_entry SET person_id = gen_random_uuid()", "UPDATE people_alert SET grade = 1",
        "INSERT INTO access_involvement (id) VALUES (gen_random_uuid())", "INSERT INTO people_identifierclash (scheme) VALUES ('nhs')",
        "SET track_activities = on", "SET session_replication_role = replica", "SELECT access.numbers_shut('{}')", "LOCK TABLE record_entry",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kith_owner' UNION ALL SELECT 1/0 = 1",
    ],
)  # fmt: skip
def test_what_the_login_may_not_do(steal, statement) -> None:
    state = steal("teacher", *statement.split("; "))
    assert isinstance(state, str) and state != "KI401", state


@pytest.mark.parametrize(
    "condition",
    ["1 / (length(family) - length(family)) = 1", "family::int = 1", "CAST(given AS uuid) IS NULL", "xmlparse(document given) IS NOT NULL",
     "given::json IS NULL", "pg_sleep(0.3) IS NULL", "to_tsquery(given || ' & & ') IS NULL", "set_config('kith.loot', given, false) IS NULL"],
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
    return str(app.execute("SELECT current_setting('kith.ring')").fetchone()[0])


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


ENTRY = (
    "INSERT INTO record_entry (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, title, text, details, happened_at,"
    " day_only, significant, present, occasion, series, version, amendment_reason, current, source_key) VALUES (%(person)s, %(id)s,"
    " %(domain)s, %(grade)s, 1, 1, '2001-01-01', 'case_note', '', '', '{}', now(), false, false, '', %(id)s, %(series)s, %(version)s, '',"
    " true, %(key)s)"
)


def entry(person: UUID, **given: Any) -> tuple[str, dict[str, Any]]:
    new = row_id()
    about = {"person": person, "id": new, "series": new, "domain": "social_care", "grade": 3, "version": 1, "key": None}
    return ENTRY, about | given


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
        assert steal("teacher", entry(person, key="import:1")) == "42501"
        assert (
            steal("teacher", (entry(person)[0] + " ON CONFLICT DO NOTHING RETURNING id", entry(person)[1])) == "42501"
        )
    assert (
        steal("mo", entry(child, series=row, version=2))
        == steal("mo", entry(child, series=uuid4(), version=2))
        == "KI404"
    )
    assert steal("mo", entry(child, grade=4)) == steal("mo", entry(child, grade=4, key="import:1")) == "42501"


def test_a_finder_cannot_tell_a_sealed_person_from_nobody(steal, sealed) -> None:
    """By writing a name at locate grade, beginning a draft, or naming them as somebody's relative."""
    name = (
        "INSERT INTO people_personname (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, given, family,"
        " pronunciation, clues) VALUES (%s, gen_random_uuid(), 'identity', 1, 1, 1, now(), 'legal', 'A', 'B', '', '{=a}')"
    )
    draft = (
        "INSERT INTO record_draft (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, content, earlier, revision,"
        " saved_at) VALUES (%s, gen_random_uuid(), 'identity', 1, 1, 1, now(), 'case_note', '{}', '[]', 1, now())"
    )
    for sql in (name, draft):
        assert steal("duty", (sql, [sealed])) == steal("duty", (sql, [uuid4()])) in ("42501", "KI404")


def test_a_relationship_tells_nothing_of_the_other(town, steal, child, sealed) -> None:
    sql = (
        "INSERT INTO people_relationship (person_id, id, domain, grade, owner_id, author_id, recorded_at, other_id, kind,"
        " parental_responsibility) VALUES (%s, gen_random_uuid(), 'family', 3, 1, 1, now(), %s, 'friend', false)"
    )
    strange = town.child(allocated="manager")
    with town.acting("manager"):
        facts.exclude(strange, town.human["mo"], "a relative")
    answers = {steal("mo", (sql, [child, other])) for other in (sealed, strange, uuid4())}
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


def test_emergency_access_is_not_made_lasting(town, child) -> None:
    """Nor given on: neither to oneself by an involvement or a share, nor to others."""
    with town.acting("mo"):
        facts.open_in_emergency(child, "a child is at risk", 1)
        for holder in ("mo", "officer"):
            with pytest.raises(Refused):
                facts.involve(child, town.post[holder], "allocated social worker")
            with pytest.raises(Refused):
                facts.share(
                    child, town.post[holder], {"social_care": 4}, now() + timedelta(days=900), "task", "because"
                )


def test_cover_for_a_day_is_not_made_lasting(town) -> None:
    child = town.child()
    with town.acting("manager"):
        cover = facts.involve(child, town.post["duty"], "allocated social worker", ends=now() + timedelta(days=1))
    with town.acting("duty"):
        for attempt in (
            lambda: facts.redate(child, cover, now(), None),
            lambda: facts.redate(child, cover, now(), now() + timedelta(days=9)),
            lambda: facts.involve(child, town.post["duty"], "allocated social worker"),
        ):
            with pytest.raises(Refused):
                attempt()
        facts.redate(child, cover, now(), now() + timedelta(hours=1))


def test_an_allocator_gives_nothing_to_outsiders(town, child) -> None:
    """Work within their organisation, with its event; nothing beyond it that they do not open themself."""
    with town.acting("manager"):
        for holder in ("officer", "teacher"):
            with pytest.raises(Refused):
                facts.share(
                    child, town.post[holder], {"staff_concern": 5}, now() + timedelta(days=1), "task", "because"
                )


def test_nobody_is_barred_who_is_everybody(town, child) -> None:
    """Key 0 stands in every keyring: to bar human 0 would close the record for good."""
    from kith.core.errors import Invalid

    with town.acting("sara"):
        for nobody in (0, -1, 1 << 44, 999_999_999):
            with pytest.raises(Invalid):
                facts.exclude(child, nobody, "x")


def test_a_row_is_sealed_only_by_whom_it_opens_to(town, child) -> None:
    from kith.core.errors import Unknown

    with town.acting("sara"), pytest.raises(Unknown):
        facts.seal(child, [town.human["sara"]], "x", row=uuid4())


def test_looks_and_openers_keep_a_discreet_service_quiet(town) -> None:
    """Who has looked and who will see are asked by somebody who may not know that the service is involved."""
    from kith.access.explain import who_opens
    from kith.core.session import rows

    child = town.child()
    with town.acting("sara"):
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
        facts.involve(child, town.team["mind"], "core group: health visitor or school nurse")
        facts.exclude(child, town.human["mo"], "his niece")
    with town.acting("therapist"):
        rows("SELECT access.log('record', %s, NULL, '{mental_health}', '{4}')", child)
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "reception", "trust", None, False, ("finder",))
    with town.acting("reception"):
        looks = rows("SELECT post, action, domains, grades FROM access.looks(%s)", child)
        assert town.post["therapist"] not in {post for post, *_ in looks}
        assert not {"exclude", "seal"} & {action for _, action, *_ in looks}
        assert all(not domains for post, _, domains, _ in looks if post != town.post["reception"])
        assert town.team["mind"] not in {o.holder for o in who_opens(child, "identity", 1)}


def test_who_will_see_does_not_tell_who_is_barred(town) -> None:
    """The list of a team less one is the name of that one. Those who may bar are told the truth."""
    from kith.access.explain import who_opens

    child = town.child()
    with town.acting("sara"):
        facts.exclude(child, town.human["mo"], "his niece")
        assert town.human["mo"] not in {h for o in who_opens(child, "social_care", 3) for h in o.humans}
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "colleague", "children", "safeguarding")
    with town.acting("colleague"):
        assert town.human["mo"] in {h for o in who_opens(child, "social_care", 3) for h in o.humans}


def test_governance_learns_nothing_of_persons_others_lead(town, steal, child) -> None:
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "bursar", "school", None, False, ("governance",))
    assert steal("bursar", "SELECT access.new_profile_version('allocated social worker', array_fill(5::smallint, '{11}'))",
                 "SELECT access.persons_with_profile('allocated social worker')") == []  # fmt: skip
    for person in (child, uuid4()):
        assert steal("bursar", ("SELECT access.apply_profile(%s, 'allocated social worker')", [person])) == "KI404"


def test_a_search_is_bounded(steal) -> None:
    asked = "SELECT * FROM people.find(NULL, '1900-01-01', '2100-01-01', NULL, {}, {}, '{{}}', {})"
    numbers = "array_fill('1'::text, '{21}')"
    for args in (
        ("NULL", "'search'", "NULL"),
        ("NULL", "'search'", "101"),
        (numbers, "'search'", "9"),
        ("NULL", "'x'", "9"),
        ("NULL", "NULL", "9"),
    ):
        assert steal("duty", asked.format(*args)) == "KI422"


@pytest.mark.parametrize("who", ["stopped", "lapsed", "barred"])
def test_no_emergency_access_for_whom_it_is_not(town, child, who) -> None:
    """A suspended account, lapsed training, somebody barred: refused or answered as for nobody."""
    with town.database.connect("kith_owner") as owner:
        if who not in town.post:
            town.add_post(owner, who, "children", "safeguarding", False, ("finder",))
        if who == "lapsed":
            owner.execute(
                "UPDATE agencies_agency SET training_required = true WHERE id = %s", [town.agency["children"]]
            )
            owner.execute(
                "UPDATE agencies_practitioner SET trained_until = '2100-01-01' WHERE id <> %s", [town.human[who]]
            )
    if who == "barred":
        with town.acting("sara"):
            facts.exclude(child, town.human[who], "a relative")
    token = town.token(who)
    with town.database.connect("kith_owner") as owner:
        if who == "stopped":
            owner.execute("UPDATE agencies_practitioner SET state = 'suspended' WHERE id = %s", [town.human[who]])
    with town.database.connect("kith_app") as one, pytest.raises(psycopg.Error) as stopped, one.transaction():
        one.execute("SELECT access.enter(%s)", [token])
        one.execute("SELECT access.open_in_emergency(%s, 'now', 1)", [child])
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_agency SET training_required = false")
    assert stopped.value.sqlstate == {"stopped": "KI403", "lapsed": "KI403", "barred": "KI404"}[who]


def test_what_one_request_leaves_behind_does_not_reach_the_next(town, database) -> None:
    """Settings, held locks, cursors and prepared statements: a connection serves many."""
    from django.db import connection

    from kith.core.session import entered, sweep_connection

    with connection.cursor() as cursor:
        cursor.execute("SET search_path = access, public")
        cursor.execute("SET default_transaction_isolation = 'serializable'")
        cursor.execute("SELECT pg_advisory_lock(7)")
    sweep_connection()
    with database.superuser() as admin:
        assert admin.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)
    with entered(town.token("sara")), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path'), current_setting('TimeZone')")
        assert cursor.fetchone() == ('"$user", public', "UTC")


def test_a_lock_is_not_held_for_ever(app) -> None:
    limits = dict(app.execute("SELECT name, setting::int FROM pg_settings WHERE name LIKE '%timeout%'").fetchall())
    assert 0 < limits["lock_timeout"] < limits["statement_timeout"] <= limits["idle_in_transaction_session_timeout"]


def test_nobody_holds_up_changes_about_a_stranger(steal, child) -> None:
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
    assert steal("teacher", ("SELECT record.write_about(ARRAY[%s])", [child]), held) == [(0,)]


def test_the_queue_runs_nothing_that_acts_for_another(town) -> None:
    """The login may write jobs, so a job that acts as the post that stands in it would be a way to be anybody."""
    from procrastinate.contrib.django import app as queue

    import kith.access.tasks  # noqa: F401  registers its task, which takes nobody's id

    assert {name for name in queue.tasks if not name.startswith(("builtin:", "procrastinate."))} <= {
        "kith.access.tasks.tidy"
    }


def test_the_door_reads_no_record(database) -> None:
    with database.connect("kith_door") as door:
        for table in (
            "record_entry",
            "people_personname",
            "access_involvement",
            "audit_event",
            "access.session",
            "access.secret",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                door.execute(f"SELECT 1 FROM {table}")
