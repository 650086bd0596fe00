"""One policy text for every graded table, in both its forms (docs/decisions/0007 says which tables)."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.access.door import end_session, open_session


@pytest.fixture
def scratch(town: Any) -> str:
    """A graded table under the subquery-free form, which a distributed PostgreSQL asks for."""
    with town.database.superuser() as admin:
        admin.execute(
            "CREATE TABLE public.scratch (LIKE access.graded_fields INCLUDING DEFAULTS, PRIMARY KEY (person_id, id))"
        )
        admin.execute("CALL access.protect('public.scratch', subquery_free => true)")
    return "scratch"


def test_both_forms_say_the_same(town: Any) -> None:
    with town.database.superuser() as admin:
        ((usual, free),) = admin.execute("SELECT access.policy_text(), access.policy_text(true)").fetchall()
    assert "SELECT" not in free
    assert usual.replace("(SELECT access.keys())", "access.keys()") == free


def test_the_subquery_free_form_opens_the_same_rows(town: Any, scratch: str) -> None:
    child = town.child()
    with town.database.superuser() as admin:
        admin.execute("SET ROLE kith_engine")
        put = (
            f"INSERT INTO {scratch} (person_id, domain, grade, owner_id, author_id, recorded_at)"
            " VALUES (%s, 'social_care', %s, %s, %s, now())"
        )
        for grade in (2, 3, 4):
            admin.execute(put, [child, grade, town.agency["children"], town.post["sara"]])
    assert [seen(town, who, child) for who in ("sara", "mo", "visitor", "officer")] == [[2, 3, 4], [2, 3], [], []]


def seen(town: Any, who: str, child: UUID) -> list[int]:
    """Grades of the rows that somebody opens, as the application's login."""
    token = open_session(town.human[who], town.post[who])
    with town.database.connect("kith_app", autocommit=False) as app, app.transaction():
        app.execute("SELECT access.enter(%s)", [token])
        found = app.execute("SELECT grade FROM scratch WHERE person_id = %s ORDER BY grade", [child]).fetchall()
    end_session(token)
    return [grade for (grade,) in found]


def test_without_a_keyring_it_opens_nothing(town: Any) -> None:
    with town.database.connect("kith_app") as app:
        assert app.execute("SELECT count(person_id) FROM record_entry").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SELECT audience FROM record_entry")
