"""Where an answer lies is held by the database: in the section, domain and grade of its question."""

import json
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from kith.assessments.actions.begin_response import begin_response
from kith.assessments.definition import Definition, read
from kith.assessments.starting import definitions
from kith.core.ids import row_id
from tests.assessments.conftest import MIXED

EVERY = {each["id"]: each for each in [*definitions(), MIXED]}


def as_python_has_it(form: Definition) -> dict[str, list[Any]]:
    return {
        item.key: [form.section_of(item.key).key, *item.part, getattr(form.group_of(item.key), "key", None)]
        for item in form.items.values()
        if item.asks
    }  # fmt: skip


@pytest.mark.parametrize("slug", EVERY)
def test_the_database_reads_a_definition_as_python_does(database: Any, slug: str) -> None:
    with database.superuser() as superuser:
        asked = "SELECT assessments.places_in(%s)"
        (places,) = superuser.execute(asked, [Jsonb(EVERY[slug])]).fetchone() or ()
    assert places == as_python_has_it(read(EVERY[slug]))


def test_what_stands_beside_a_definition_is_what_it_says(database: Any, mixed: str) -> None:
    """A row that says otherwise of itself is put right as it is written."""
    lying = (
        "INSERT INTO assessments_form (slug, version, title, domain, grade, definition, digest, places, published_at)"
        " VALUES ('phq-9', 7, 'x', 'identity', 1, %s, 'x', '{}', now())"
        " RETURNING slug, version, title, domain, grade, digest"
    )
    with database.superuser(autocommit=False) as superuser:
        told = superuser.execute(lying, [Jsonb(MIXED | {"version": "41"})]).fetchone()
        assert told[:5] == ("mixed", 41, MIXED["title"], "social_care", 3) and len(told[5]) == 64
        superuser.rollback()


WRITE = """INSERT INTO assessments_answers (id, person_id, domain, grade, series, version, section, revision, content)
           VALUES (%s, %s, %s, %s, %s, 1, %s, 1, %s)"""
RIGHT = ("social_care", 3, "first", {"what-is-seen": ["A tidy flat"]})


@pytest.fixture
def write(town: Any, child: Any, mixed: str) -> Any:
    """SQL of the application's own login, past every line of Python."""
    from django.db import connection, transaction

    with town.acting("sara"):
        begun = begin_response(person_id=child, slug=mixed)

    def attempt(domain: str, grade: int, section: str, content: Any) -> None:
        with town.acting("sara"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WRITE, [row_id(), child, domain, grade, begun.series, section, json.dumps(content)])

    return attempt


def test_an_answer_in_its_own_place_is_kept(write: Any) -> None:
    write(*RIGHT)
    write("voice", 3, "people", {"person.0.name": ["Nan"], "person.11.name": ["Rex"]})


@pytest.mark.parametrize(
    ("domain", "grade", "section", "content"),
    [
        ("social_care", 3, "first", {"hurt": [True]}),  # asked at grade 4: here it would open to more
        ("social_care", 4, "first", {"what-is-seen": ["x"]}),
        ("health", 3, "health", {"fear": ["2"]}),  # mental health, into health
        ("social_care", 3, "health", {"what-is-seen": ["x"]}),  # another section
        ("social_care", 3, "first", {"what-is-seen": ["x"], "hurt": [True]}),  # one wrong among right ones
        ("social_care", 3, "first", {"nothing": ["x"]}),
        ("health", 3, "health", {"strain": [9]}),  # a score is worked out, never stored
        ("social_care", 3, "health", {"strain": [9]}),
        ("social_care", 3, "first", {"person.0.what-is-seen": ["x"]}),  # as if it repeated
        ("voice", 3, "people", {"name": ["Nan"]}),  # as if it did not
        ("voice", 3, "people", {"person.100.name": ["Nan"]}),
        ("voice", 3, "people", {"person.0.x.name": ["Nan"]}),
        ("social_care", 3, "first", {"what-is-seen": "no list"}),
        ("social_care", 3, "first", {"what-is-seen": []}),
        ("social_care", 3, "first", ["what-is-seen"]),
    ],
)
def test_an_answer_anywhere_else_is_refused(
    write: Any, behind: Any, child: Any, domain: str, grade: int, section: str, content: Any
) -> None:
    from django.db import DatabaseError

    with pytest.raises(DatabaseError, match="does not belong where"):
        write(domain, grade, section, content)
    assert behind("SELECT count(*) FROM assessments_answers WHERE person_id = %s", child) == [(0,)]


def test_the_application_publishes_no_form_by_itself(database: Any, town: Any) -> None:
    from django.db import DatabaseError, connection, transaction

    for attack in (
        "INSERT INTO assessments_form (slug, version, title, domain, grade, definition, published_at)"
        " SELECT slug, 9, title, domain, grade, definition, now() FROM assessments_form LIMIT 1",
        "UPDATE assessments_form SET places = '{}'",
        "DELETE FROM assessments_form",
        "SELECT assessments.check_places(NULL, NULL)",
    ):
        with town.acting("governor"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)
    with database.connect("kith_portal") as portal, pytest.raises(psycopg.Error):
        portal.execute("SELECT assessments.publish('{}')")
