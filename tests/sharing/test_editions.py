"""Editions of the guide: each organisation's own, kept by its governance; a request stays under its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.access import facts
from kith.core.errors import Invalid, Refused
from kith.core.session import rows
from kith.sharing.actions.ask import Asking, ask
from kith.sharing.actions.keep_guide import keep_guide
from kith.sharing.actions.take_turn import take_turn
from kith.sharing.editions import guide, guides, law_ever
from kith.sharing.guide import STARTING
from kith.sharing.models import Request, TurnKind

TOLD = STARTING.read_text()
OURS = (
    TOLD.replace('version: "2026-11"', "version: council-1")
    .replace("name: Children Act 1989, section 47(9) to (11)", "name: Section 47, as our board reads it")
    .replace("code: vital", "code: vital interests")
)


@pytest.fixture(scope="module")
def child(town):
    person = town.child()
    with town.acting("sara"):
        facts.involve(person, town.team["health visitors"], "core group: health visitor or school nurse")
    return person


def asked(town, child, token: str):
    with town.acting("sara"):
        asking = Asking(
            person_words="Ada", question="?", why="!", purpose="enquiry", gateway="ca1989-47", consent="told",
            confidentiality="statute",
        )  # fmt: skip
        return ask(
            person=child, holder=town.team["health visitors"], mine=town.post["sara"], grades={"health": 3},
            domain="social_care", grade=3, asking=asking, token=token,
        )  # fmt: skip


def test_before_anybody_kept_one_it_is_what_comes_with_kith(town) -> None:
    with town.acting("sara"):
        assert guide().version == "2026-11" and guide().edition


def test_a_new_one_holds_for_its_organisation_and_what_was_asked_before_stays(town, child) -> None:
    before = asked(town, child, "before")
    with town.acting("governor"):
        number = keep_guide(told=OURS, why="Our board, minute 3")
    after = asked(town, child, "after")
    with town.acting("sara"):
        assert guide().edition == number
        found = {row.id: row.guide_edition for row in Request.objects.filter(person_id=child)}
        under = guides(found.values())
        said = {key: under[edition].gateway("ca1989-47").name for key, edition in found.items()}
        assert said[before].startswith("Children Act 1989") and said[after] == "Section 47, as our board reads it"
        assert guide().gateway("vital") is None and law_ever("vital").name == "Vital interests"
    with town.acting("visitor"):  # another organisation is guided as before, and reads the request as it was asked
        assert guide().version == "2026-11"
        assert guides([number])[number].version == "council-1"
        take_turn(person=child, request=after, kind=TurnKind.ANSWERED_PART, text="A part", reason="third party")
        ((edition,),) = rows("SELECT guide_edition FROM sharing_turn WHERE reason <> '' AND person_id = %s", child)
        assert edition == guide().edition != number


def test_read_once_a_request(town) -> None:
    with town.acting("sara"), CaptureQueriesContext(connection) as sent:
        guide(), guide(), guide()
    assert sum("sharing_guideedition" in each["sql"] for each in sent) == 1


@pytest.mark.parametrize("who", ["sara", "manager", "visitor", "admin"])
def test_nobody_else_keeps_one(town, who) -> None:
    with town.acting(who), pytest.raises(Refused):
        keep_guide(told=TOLD.replace("2026-11", f"mine-{who}"), why="I say so")


def test_a_broken_one_and_a_name_that_is_taken_are_refused(town) -> None:
    with town.acting("governor"):
        with pytest.raises(Invalid, match="is “must”"):
            keep_guide(told=TOLD.replace("    force: duty", "    force: must", 1), why="x")
        with pytest.raises(Invalid, match="already"):
            keep_guide(told=TOLD, why="the same again")
        with pytest.raises(Invalid):
            keep_guide(told=TOLD.replace("2026-11", "b"), why=" ")


def test_under_another_organisations_edition_nobody_asks(town, child) -> None:
    with town.acting("governor"):
        ours = guide().edition
    with town.acting("visitor"), pytest.raises(Invalid, match="edition"):
        rows(
            "SELECT sharing.ask_advice(%s, 't', %s)",
            town.post["manager"],
            f'{{"question": "?", "guide_edition": {ours}}}',
        )
