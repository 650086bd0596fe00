"""The administrator's login makes the roles and the database, and lends the owner the engine while it migrates.

After that it is used no more: `kith_owner` migrates, `kith_engine` (no login) owns the lock and fact functions,
`kith_app` is the application, `kith_portal` reads what was opened to the person themself, `kith_outside` opens one
message to somebody outside, `kith_door` opens sessions at sign-in, `kith_backup` dumps, `kith_sequencer` numbers access
events and keeps checkpoints over them, `kith_auditor` reads those and nothing else.
"""

import psycopg
from psycopg import sql

from kith.core.instance import LOGINS, Instance

SPOKEN_TO = ("kith_app", "kith_portal", "kith_outside", "kith_door")  # by pages, and so by whatever is wrong in one


def make_roles(admin: psycopg.Connection, instance: Instance) -> None:
    """Make the roles, or set their passwords to the instance's. `admin` is autocommit."""
    present = {name for (name,) in admin.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'kith\\_%'")}
    if "kith_engine" not in present:
        admin.execute("CREATE ROLE kith_engine NOLOGIN")
    for login in LOGINS:
        verb = "ALTER" if login in present else "CREATE"
        admin.execute(
            sql.SQL(
                verb + " ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}"
            ).format(sql.Identifier(login), sql.Literal(instance.passwords[login]))
        )
    _forget_settings(admin)
    admin.execute("GRANT pg_read_all_data TO kith_backup")  # still under row security, with a policy of its own
    for login in SPOKEN_TO:
        admin.execute(f"ALTER ROLE {login} SET track_activities = off")  # so that no other session sees a token
        # Kith logs what kind of thing failed; the server would write down the statement and the row, words and all
        admin.execute(f"ALTER ROLE {login} SET log_min_messages = fatal")
        admin.execute(f"ALTER ROLE {login} SET log_min_error_statement = panic")
        admin.execute(f"ALTER ROLE {login} SET log_error_verbosity = terse")
        admin.execute(f"ALTER ROLE {login} SET statement_timeout = '30s'")
        # whoever waits for a person's lock, or holds one and does nothing, gives way
        admin.execute(f"ALTER ROLE {login} SET lock_timeout = '10s'")
        admin.execute(f"ALTER ROLE {login} SET idle_in_transaction_session_timeout = '2min'")


def _forget_settings(admin: psycopg.Connection) -> None:
    """PostgreSQL lets a login set itself defaults, for every connection that comes: ours are set anew, others go."""
    settings = (
        "SELECT r.rolname, d.datname FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole"
        " LEFT JOIN pg_database d ON d.oid = s.setdatabase WHERE r.rolname = ANY (%s)"
    )
    for login, name in admin.execute(settings, [list(SPOKEN_TO)]).fetchall():
        where = sql.SQL(" IN DATABASE {}").format(sql.Identifier(name)) if name else sql.SQL("")
        admin.execute(sql.SQL("ALTER ROLE {}{} RESET ALL").format(sql.Identifier(login), where))


def make_database(
    admin: psycopg.Connection, name: str, template: str | None = None, comment: str | None = None
) -> None:
    """Make an empty database owned by `kith_owner` (or a copy of `template`), with `comment` for whoever lists it."""
    how = "TEMPLATE {} STRATEGY file_copy" if template else "ENCODING 'UTF8' TEMPLATE {}"
    database = sql.Identifier(name)
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER kith_owner " + how).format(database, sql.Identifier(template or "template0"))
    )
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    logins = sql.SQL(", ").join(sql.Identifier(login) for login in LOGINS if login != "kith_owner")
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, logins))
    if comment:
        admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(database, sql.Literal(comment)))


def keep_no_large_objects(inside: psycopg.Connection) -> None:
    """Anybody may make one otherwise: outside every lock, and where a backup may not read it, it stops the backup."""
    makers = "lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea)"
    inside.execute(f"REVOKE EXECUTE ON FUNCTION {makers} FROM PUBLIC")


def database_exists(admin: psycopg.Connection, name: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


class engine_lent:
    """While inside, `kith_owner` may hand functions to `kith_engine`; outside, the engine has no members."""

    def __init__(self, admin: psycopg.Connection):
        self.admin = admin

    def __enter__(self) -> None:
        self.admin.execute("GRANT kith_engine TO kith_owner")

    def __exit__(self, *exc: object) -> None:
        self.admin.execute("REVOKE kith_engine FROM kith_owner")
