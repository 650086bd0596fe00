"""The family page: a table and a drawing of those whom the caller may locate, in few statements."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kith.access import facts
from kith.people.actions.add_particular import add_particular
from kith.people.actions.recording import put
from kith.people.actions.relate import relate
from kith.people.family import family_page
from kith.people.models import Birth, PersonName
from tests.town import Town


@pytest.fixture(scope="module")
def family(town: Town) -> dict[str, UUID]:
    made = {}
    for key in ("child", "mother", "father", "gran", "brother", "friend"):
        made[key] = town.child()
        with town.acting("sara"):
            put(PersonName, made[key], given=key.title(), family="Ferreira")
            put(Birth, made[key], on=date(2014, 11, 3), died_on=date(2020, 1, 1) if key == "gran" else None)
    with town.acting("sara"):
        add_particular(made["child"], "sex", "Female")
        relate(made["child"], made["mother"], "mother", parental_responsibility=True)
        relate(made["child"], made["father"], "father")
        relate(made["brother"], made["mother"], "mother", parental_responsibility=True)
        relate(made["mother"], made["gran"], "mother")
        relate(made["child"], made["friend"], "friend")
    return made


def test_the_table_and_the_drawing(town: Town, family: dict[str, UUID]) -> None:
    with town.acting("sara"):
        page = family_page(family["child"])
    assert [(one.name, one.kind) for one in page.relatives] == [
        ("Mother Ferreira", "Mother"),
        ("Father Ferreira", "Father"),
        ("Friend Ferreira", "Friend"),
    ]
    assert page.drawing
    drawn = str(page.drawing.svg)
    assert all(f"{key.title()} Ferreira" in drawn for key in ("child", "mother", "father", "gran", "brother"))
    assert [member.name for member in page.drawing.left_out] == ["Friend Ferreira"]


def test_whoever_is_sealed_is_neither_in_the_table_nor_drawn(town: Town, family: dict[str, UUID]) -> None:
    with town.acting("sara"):
        seal = facts.seal(family["gran"], [town.human["sara"]], "protection order")
        other = facts.seal(family["father"], [town.human["sara"]], "protection order")
    with town.acting("mo"):
        page = family_page(family["child"])
    with town.acting("sara"):
        facts.unseal(family["gran"], seal, "over")
        facts.unseal(family["father"], other, "over")
    assert page.drawing
    assert [one.name for one in page.relatives] == ["Mother Ferreira", "Friend Ferreira"]
    assert "Gran" not in str(page.drawing.svg)
    assert "Father" not in str(page.drawing.svg)


def test_nobody_out_of_reach_has_a_family(town: Town, family: dict[str, UUID]) -> None:
    with town.acting("teacher"):
        page = family_page(family["child"])
    assert page.relatives == []
    assert page.drawing is None


def test_five_statements_at_most(town: Town, family: dict[str, UUID]) -> None:
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with town.acting("sara"), connection.execute_wrapper(note):
        family_page(family["child"])
    assert len([sql for sql in statements if not sql.startswith(("SAVEPOINT", "RELEASE"))]) <= 5
