"""What the database grants, and to whom: read from its catalogue, so that no migration can forget."""

import psycopg
import pytest

OURS = (
    "('core', 'agencies', 'access', 'audit', 'people', 'record', 'documents', 'assessments', 'casework', 'supervision',"
    " 'sharing', 'linkage', 'public')"
)
LOGINS = ["kith_app", "kith_portal", "kith_outside", "kith_door", "kith_backup", "kith_sequencer", "kith_auditor"]
EXTENSIONS = "SELECT objid FROM pg_depend WHERE deptype = 'e'"
FACTS = ["access_involvement", "access_share", "access.seal", "access.exclusion", "access.release", "access.reader",
         "access.link", "access.edge", "access.profile", "access_subject"]  # fmt: skip


def _rows(catalogue: psycopg.Connection, query: str) -> list[tuple[object, ...]]:
    return catalogue.execute(query).fetchall()


def test_views_look_with_the_eyes_of_the_caller(catalogue: psycopg.Connection) -> None:
    """A view runs as its owner unless told otherwise; a materialised one keeps what its maker saw."""
    assert not _rows(
        catalogue,
        f"""
        SELECT c.oid::regclass::text FROM pg_class c
        WHERE c.relnamespace::regnamespace::text IN {OURS} AND c.oid NOT IN ({EXTENSIONS})
          AND (c.relkind = 'm'
               OR c.relkind = 'v' AND NOT coalesce(c.reloptions @> '{{security_invoker=true}}', false))""",
    )


def test_definer_functions_are_the_engines_and_pinned(catalogue: psycopg.Connection) -> None:
    """Owned by another they are blind or see too much; unpinned, the caller's search_path chooses their tables."""
    assert not _rows(
        catalogue,
        f"""
        SELECT p.oid::regprocedure::text, p.proowner::regrole::text, p.proconfig FROM pg_proc p
        WHERE p.prosecdef AND p.pronamespace::regnamespace::text IN {OURS}
          AND (p.proowner <> 'kith_engine'::regrole
               OR NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false))""",
    )


def test_nothing_is_everyones(catalogue: psycopg.Connection) -> None:
    """PUBLIC may execute no function of ours and use no table, sequence or schema."""
    functions = _rows(
        catalogue,
        f"""
        SELECT p.oid::regprocedure::text FROM pg_proc p
        WHERE p.pronamespace::regnamespace::text IN {OURS} AND p.oid NOT IN ({EXTENSIONS})
          AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g WHERE g.grantee = 0)""",
    )
    tables = _rows(
        catalogue,
        f"""
        SELECT c.oid::regclass::text FROM pg_class c, aclexplode(c.relacl) g
        WHERE c.relnamespace::regnamespace::text IN {OURS} AND g.grantee = 0""",
    )
    schemas = _rows(
        catalogue,
        f"""
        SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) g WHERE n.nspname IN {OURS} AND g.grantee = 0""",
    )
    assert not (functions or tables or schemas)


def test_no_role_of_ours_goes_around_row_security(catalogue: psycopg.Connection) -> None:
    assert not _rows(
        catalogue,
        """
        SELECT rolname FROM pg_roles WHERE rolname LIKE 'kith\\_%'
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)""",
    )


def test_nobody_goes_around_row_security_but_the_administrator(catalogue: psycopg.Connection) -> None:
    """Whose login is used in set-up alone (SECURITY.md). PostgreSQL's own roles cannot sign in."""
    around = _rows(catalogue, "SELECT rolname FROM pg_roles WHERE rolsuper OR rolbypassrls")
    assert around == _rows(catalogue, "SELECT current_user::name")


def test_no_role_of_ours_is_in_another(catalogue: psycopg.Connection) -> None:
    """The engine above all: whoever is a member can become it. Backups read everything, still under row security."""
    assert _rows(
        catalogue,
        """
        SELECT m.roleid::regrole::text, m.member::regrole::text FROM pg_auth_members m
        JOIN pg_roles r ON r.oid IN (m.roleid, m.member) WHERE r.rolname LIKE 'kith\\_%'""",
    ) == [("pg_read_all_data", "kith_backup")]


def test_the_engine_cannot_sign_in(catalogue: psycopg.Connection) -> None:
    assert _rows(catalogue, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'kith_engine'") == [(False,)]


@pytest.mark.parametrize("role", LOGINS)
def test_logins_own_nothing_and_make_nothing(catalogue: psycopg.Connection, role: str) -> None:
    assert not _rows(
        catalogue,
        f"""
        SELECT objid FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = '{role}'::regrole
        AND deptype = 'o'""",
    )
    assert not _rows(
        catalogue,
        f"""
        SELECT nspname FROM pg_namespace WHERE nspname IN {OURS} AND has_schema_privilege('{role}', oid, 'CREATE')""",
    )
    assert _rows(catalogue, f"SELECT has_database_privilege('{role}', current_database(), 'CREATE, TEMP')") == [
        (False,)
    ]


def test_tokens_are_not_shown_to_other_sessions(catalogue: psycopg.Connection) -> None:
    rows = _rows(
        catalogue,
        """
        SELECT rolname FROM pg_roles WHERE rolname IN ('kith_app', 'kith_portal', 'kith_outside', 'kith_door')
        AND NOT coalesce('track_activities=off' = ANY (rolconfig), false)""",
    )
    assert not rows


@pytest.mark.parametrize("table", FACTS)
def test_facts_are_written_by_the_engine_alone(catalogue: psycopg.Connection, table: str) -> None:
    """Whoever can write an involvement can read a person."""
    for role in LOGINS:
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            columns = right in ("INSERT", "UPDATE")
            held = f"has_any_column_privilege('{role}', '{table}', '{right}')" if columns else \
                   f"has_table_privilege('{role}', '{table}', '{right}')"  # fmt: skip
            assert _rows(catalogue, f"SELECT {held}") == [(False,)], (role, right)


def test_the_application_never_deletes_or_moves_a_row(catalogue: psycopg.Connection) -> None:
    """No deletion of anything graded, and no change of whose row it is, how deep it lies, or its lock."""
    fixed = "'person_id', 'id', 'domain', 'grade', 'owner_id', 'author_id', 'recorded_at', 'audience', 'gate', 'denied'"
    assert not _rows(
        catalogue,
        f"""
        SELECT g.name, a.attname FROM access.graded_table g JOIN pg_attribute a ON a.attrelid = g.name::regclass
        WHERE a.attnum > 0 AND NOT a.attisdropped
          AND (has_table_privilege('kith_app', g.name, 'DELETE, TRUNCATE')
               OR a.attname IN ({fixed}) AND has_column_privilege('kith_app', g.name, a.attname, 'UPDATE'))""",
    )


@pytest.mark.parametrize("table", ["access.secret", "access.session", "audit_event", "auth_user", "mfa_authenticator",
                                   "django_session", "account_emailaddress"])  # fmt: skip
def test_what_the_application_may_not_even_read(catalogue: psycopg.Connection, table: str) -> None:
    for right in ("SELECT", "INSERT", "UPDATE"):
        assert _rows(catalogue, f"SELECT has_any_column_privilege('kith_app', '{table}', '{right}')") == [(False,)]


def _held(catalogue: psycopg.Connection, role: str) -> set[tuple[object, ...]]:
    """Every right on a table, column or function of ours that was granted to a role: (what, right)."""
    told = f"""
        SELECT c.oid::regclass::text, g.privilege_type FROM pg_class c, aclexplode(c.relacl) g
        WHERE g.grantee = '{role}'::regrole
        UNION SELECT a.attrelid::regclass::text || '.' || a.attname, g.privilege_type
        FROM pg_attribute a, aclexplode(a.attacl) g WHERE g.grantee = '{role}'::regrole
        UNION SELECT p.oid::regprocedure::text, g.privilege_type FROM pg_proc p, aclexplode(p.proacl) g
        WHERE g.grantee = '{role}'::regrole"""
    return set(_rows(catalogue, told))


def test_the_auditor_reads_events_and_their_tree_and_nothing_else(catalogue: psycopg.Connection) -> None:
    tables = ("audit_event", "audit.leaf", "audit.node", "audit.checkpoint", "audit.cosignature")
    payload = ("audit.payload(audit_event,bigint,timestamp with time zone)", "EXECUTE")
    assert _held(catalogue, "kith_auditor") == {(table, "SELECT") for table in tables} | {payload}


def test_the_sequencer_sees_hashes_and_no_event(catalogue: psycopg.Connection) -> None:
    read = (
        "audit.leaf.no",
        "audit.leaf.hash",
        "audit.node",
        "audit.checkpoint",
        "audit.cosignature",
        "audit.sequencer",
    )
    added = [f"audit.checkpoint.{c}" for c in ("origin", "size", "note")]
    added += [f"audit.cosignature.{c}" for c in ("origin", "size", "line")]
    assert _held(catalogue, "kith_sequencer") == {
        *((what, "SELECT") for what in read), *((what, "INSERT") for what in added),
        ("audit.number(integer)", "EXECUTE"), ("audit.erase(integer)", "EXECUTE"),
    }  # fmt: skip


def test_the_outside_opens_a_message_and_nothing_else(catalogue: psycopg.Connection) -> None:
    assert _held(catalogue, "kith_outside") == {
        ("sharing.outside_open(bytea,bytea,bytea)", "EXECUTE"),
        ("sharing.outside_answer(bytea,text)", "EXECUTE"),
        ("sharing.outside_check(text)", "EXECUTE"),
    }


def test_the_portal_reads_what_was_recorded_and_nothing_else(catalogue: psycopg.Connection) -> None:
    """What is recorded and letters, without the lock and what is worked out: no fact, doubt or draft, no write."""
    recorded = """
        SELECT g.name::regclass::text || '.' || a.attname, 'SELECT'
        FROM access.graded_table g JOIN pg_attribute a ON a.attrelid = g.name::regclass
        WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN ('clues', 'parties')
          AND (g.lock = 'facts' AND has_column_privilege('kith_app', g.name, a.attname, 'INSERT')
               OR g.lock = 'letter' AND has_column_privilege('kith_app', g.name, a.attname, 'SELECT'))"""
    callable_ = {
        "access.enter(text)",
        "access.keys()",
        "access.log(text,uuid,uuid[],text[],smallint[],jsonb)",
        "core.now()",
    }
    assert _held(catalogue, "kith_portal") == {*_rows(catalogue, recorded), *((f, "EXECUTE") for f in callable_)}
    used = f"nspname IN {OURS} AND has_schema_privilege('kith_portal', oid, 'USAGE')"
    schemas = _rows(catalogue, f"SELECT nspname FROM pg_namespace WHERE {used}")
    assert {name for (name,) in schemas} == {"access", "core", "public"}


def test_jobs_can_be_worked(catalogue: psycopg.Connection) -> None:
    """A new version of the queue may bring functions and tables: grant them too (core/sql/0002_jobs.sql)."""
    assert not _rows(
        catalogue,
        """
        SELECT p.oid::regprocedure::text FROM pg_proc p
        WHERE p.proname LIKE 'procrastinate\\_%' AND NOT has_function_privilege('kith_app', p.oid, 'EXECUTE')""",
    )
    assert not _rows(
        catalogue,
        """
        SELECT relname FROM pg_class WHERE relname LIKE 'procrastinate\\_%' AND relkind = 'r'
        AND EXISTS (SELECT FROM unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) r
                    WHERE NOT has_table_privilege('kith_app', oid, r))""",
    )


def test_the_app_role_has_no_other_members_rights_by_default(catalogue: psycopg.Connection) -> None:
    """No default privilege hands a login what a later migration makes."""
    assert not _rows(
        catalogue,
        """
        SELECT g.grantee::regrole::text FROM pg_default_acl d, aclexplode(d.defaclacl) g
        WHERE g.grantee = 0 OR g.grantee::regrole::text IN
            ('kith_app', 'kith_portal', 'kith_door', 'kith_backup', 'kith_sequencer', 'kith_auditor')""",
    )


def test_the_engine_opens_a_row_by_the_words_of_the_policy(catalogue: psycopg.Connection) -> None:
    """`access.opens` is the policy for functions that no policy binds; no, where something is missing."""
    ((policy, body),) = _rows(
        catalogue,
        """SELECT access.policy_text(true),
               translate(substring(pg_get_functiondef('access.opens'::regproc) FROM 'RETURN (.*)'), '()', '')""",
    )
    assert str(body).strip() == str(policy).replace("access.keys()", "keys") + " IS TRUE"
    missing = _rows(
        catalogue,
        """SELECT access.opens(NULL, '{2}', '{2}', '{}'), access.opens('{2}', NULL, '{2}', '{}'),
               access.opens('{2}', '{2}', NULL, '{}'), access.opens('{2}', '{2}', '{2}', NULL),
               access.opens('{2}', '{2}', '{2}', '{}')""",
    )
    assert missing == [(False, False, False, False, True)]
