"""The portal's login: a reader opens what was opened to them; a token carried to another login opens nothing.

What holds at its login alone is said in docs/decisions/0017-the-portals-own-login.md.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kith.access import facts
from tests.access.test_attacks_sql import CALLABLE, FORBIDDEN, OURS
from tests.access.test_town import note

AT_THE_PORTAL = (Path(__file__).parent / "forbidden_at_the_portal.sql").read_text().splitlines()[1:]
ENTRIES = "SELECT id FROM record_entry"


@pytest.fixture(scope="module")
def portal(database) -> Iterator[psycopg.Connection[Any]]:
    with database.connect("kith_portal") as connection:
        yield connection


@pytest.fixture(scope="module")
def released(town) -> dict[str, Any]:
    """A child with two notes, one of them opened to the child: who reads, which note, whose record."""
    child = town.child()
    with town.acting("sara"):
        opened = note(child).id
        note(child)
    with town.acting("manager"):
        reader = facts.add_reader(child, town.human["therapist"], False)
    with town.acting("sara"):
        facts.release(child, opened, reader)
    return {"reader": reader, "note": opened, "child": child}


@pytest.fixture(scope="module")
def token(database, released) -> str:
    with database.connect("kith_door") as door:
        (token,) = door.execute("SELECT access.open_reader_session(%s, '1h')", [released["reader"]]).fetchone()
    return str(token)


def enter(connection: psycopg.Connection[Any], token: str) -> Any:
    (session,) = connection.execute("SELECT access.enter(%s)", [token]).fetchone() or (None,)
    return session


def entries(connection: psycopg.Connection[Any]) -> set[UUID]:
    return {row for (row,) in connection.execute(ENTRIES).fetchall()}


def refusal(portal: psycopg.Connection[Any], token: str, statements: list[str]) -> str | None:
    """The SQLSTATE that stopped the last of the statements, asked as the reader."""
    try:
        with portal.transaction(force_rollback=True):
            assert enter(portal, token)
            for statement in statements:
                portal.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_a_reader_opens_what_was_opened_to_them(portal, token, released) -> None:
    assert entries(portal) == set()
    with portal.transaction(force_rollback=True):
        assert enter(portal, token)["reader"] == released["reader"]
        assert entries(portal) == {released["note"]}


def test_what_a_reader_opens_leaves_its_event(portal, database, token, released) -> None:
    with portal.transaction():
        enter(portal, token)
        said = [released["child"], [released["note"]]]
        portal.execute("SELECT access.log('view', %s, %s)", said)
    with database.superuser() as superuser:
        told = "SELECT human, post, purpose FROM audit_event WHERE action = 'view' AND person_id = %s ORDER BY at DESC"
        human, post, purpose = superuser.execute(told, [released["child"]]).fetchone()
    assert human and post is None and purpose == "own record"


def test_a_reader_leaves_no_event_about_anybody_else(portal, town, token) -> None:
    """Looks at others are not theirs to write into; one who is there is answered as one who is not."""
    for other in (town.child(), uuid4()):
        assert refusal(portal, token, [f"SELECT access.log('open', '{other}')"]) == "KI404"


def test_a_readers_token_opens_nothing_at_the_applications_login(app, token) -> None:
    with app.transaction(force_rollback=True):
        assert enter(app, token) is None
        assert entries(app) == set()
        assert app.execute("SELECT access.keys()").fetchone() == ([],)


@pytest.mark.parametrize("kind", ["browser", "work"])
def test_a_practitioners_token_opens_nothing_at_the_portal(town, app, portal, database, kind) -> None:
    with database.connect("kith_door") as door:
        who = [town.human["sara"], town.post["sara"], kind]
        (token,) = door.execute("SELECT access.open_session(%s, %s, 'care', '1h', %s)", who).fetchone()
    with app.transaction(force_rollback=True):
        assert enter(app, token) and entries(app)
    with portal.transaction(force_rollback=True):
        assert enter(portal, token) is None
        assert entries(portal) == set()
        assert portal.execute("SELECT access.keys()").fetchone() == ([],)


def test_a_token_carried_across_leaves_nothing_of_the_keyring_before_it(town, portal, token) -> None:
    with portal.transaction(force_rollback=True):
        enter(portal, token)
        assert entries(portal)
        assert enter(portal, town.token("sara")) is None
        assert entries(portal) == set()


@pytest.mark.parametrize("statement", AT_THE_PORTAL)
def test_what_the_portals_login_may_not_do(portal, token, statement) -> None:
    assert refusal(portal, token, [statement]) == "42501"


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_nor_what_no_login_may(portal, token, statement) -> None:
    state = refusal(portal, token, statement.split("; "))
    assert state is not None and state not in ("KI401", "42883")


def test_its_functions_are_those_on_the_list(portal) -> None:
    called = portal.execute(f"""
        SELECT DISTINCT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname IN {OURS} AND has_function_privilege(p.oid, 'EXECUTE')
          AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')""").fetchall()
    assert {name for (name,) in called} == set(CALLABLE["at the portal's login"])
