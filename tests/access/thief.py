"""What an attacker has: the application's login with arbitrary SQL, and a token of their own; and two persons to find.

`steal` runs their statements; `child` is open to others; `sealed` is open to Sara alone.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.access import facts
from kith.core.ids import row_id
from kith.people.models import PersonName
from tests.access.test_town import note

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
                    if who not in tokens:
                        tokens[who] = town.token(who)
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
        name(person, "Canary")
        note(person)
        note(person, grade=4)
    return person


@pytest.fixture(scope="module")
def sealed(town) -> UUID:
    """Open to Sara alone."""
    person = town.child()
    with town.acting("sara"):
        name(person, "Hidden")
        note(person)
        facts.seal(person, [town.human["sara"]], "adoption")
    return person


def name(person: UUID, given: str) -> None:
    PersonName.objects.create(person_id=person, id=row_id(), domain="identity", grade=1, given=given, family="Heron")
