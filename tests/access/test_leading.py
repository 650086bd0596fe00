"""The lead of a record passes: asked for by who guards it, taken by who works with the person; nothing opens by it."""

from typing import Any
from uuid import UUID

import pytest

from kith.access import facts
from kith.access.explain import explain, lead_offered_to
from kith.core.errors import Invalid, Refused, Unknown

VISITOR = "core group: health visitor or school nurse"
LOCKS = """SELECT 'involvement', id, audience, gate, denied FROM access_involvement WHERE person_id = %s
    UNION ALL SELECT 'entry', id, audience, gate, denied FROM record_entry WHERE person_id = %s ORDER BY 1, 2"""


@pytest.fixture
def known(town) -> UUID:
    """A child of the council's, with whom the trust's health visitors work too."""
    child = town.child()
    with town.acting("sara"):
        facts.involve(child, town.team["health visitors"], VISITOR)
    return child


@pytest.fixture
def asked(town, known) -> UUID:
    """The trust is asked to lead."""
    with town.acting("sara"):
        facts.offer_lead(known, town.agency["trust"], "Health is what it is about now.")
    return known


def lead_of(town: Any, child: UUID, who: str = "sara") -> int:
    with town.acting(who):
        found = explain(child)
        assert found
        return found.lead


def events(town: Any, child: UUID) -> list[tuple[Any, ...]]:
    with town.database.superuser() as admin:
        said = "SELECT action, post, detail FROM audit_event WHERE person_id = %s AND action LIKE %s ORDER BY id"
        return list(admin.execute(said, [child, "% the lead"]).fetchall())


def told(town: Any, child: UUID) -> set[tuple[str, int]]:
    with town.database.superuser() as admin:
        return set(admin.execute("SELECT kind, human FROM access.notice WHERE person_id = %s", [child]).fetchall())


def test_it_passes_once_both_have_said_yes(town, asked) -> None:
    assert lead_of(town, asked) == town.agency["children"]
    assert told(town, asked) == {("lead offered", town.human["visitor"])}
    with town.acting("visitor"):
        assert lead_offered_to(asked) == town.agency["trust"]
        assert facts.take_lead(asked) == town.agency["children"]
        assert lead_offered_to(asked) is None
    assert lead_of(town, asked) == lead_of(town, asked, "visitor") == town.agency["trust"]
    assert {human for kind, human in told(town, asked) if kind == "lead taken"} >= {town.human["sara"]}
    assert [(action, post) for action, post, _ in events(town, asked)] == [
        ("offer the lead", town.post["sara"]),
        ("take the lead", town.post["visitor"]),
    ]


def test_no_lock_changes(town, asked) -> None:
    with town.database.superuser() as admin:
        before = admin.execute(LOCKS, [asked, asked]).fetchall()
        with town.acting("visitor"):
            facts.take_lead(asked)
        assert admin.execute(LOCKS, [asked, asked]).fetchall() == before
        assert admin.execute("SELECT sum(drifted) FROM access.verify(%s)", [asked]).fetchone() == (0,)


def test_whoever_leads_accepts_and_guards_from_then_on(town, asked) -> None:
    with town.acting("visitor"):
        facts.take_lead(asked)
    with town.acting("teacher"), pytest.raises(Unknown):  # a stranger learns nothing, before or after
        facts.take_lead(asked)
    with town.acting("sara"), pytest.raises(Refused):
        facts.seal(asked, [town.human["sara"], town.human["manager"]], "The old lead seals no more")
    with town.acting("sara"), pytest.raises(Refused):
        facts.offer_lead(asked, town.agency["school"], "Not theirs to give any more")


@pytest.mark.parametrize("who", ["visitor", "mo"])
def test_only_guardians_of_the_lead_ask(town, known, who) -> None:
    """The health visitor, and a colleague who covers and opens identity less deeply."""
    with town.acting(who), pytest.raises(Refused):
        facts.offer_lead(known, town.agency["trust"], "Because")


@pytest.mark.parametrize(
    ("agency", "why", "words"),
    [
        ("children", "Because", "leads already"),
        ("school", "Because", "Nobody there works with them yet"),
        ("trust", " ", "Enter why they are to lead"),
        ("trust", "x" * 201, "at most 200"),
    ],
)
def test_who_can_be_asked(town, known, agency, why, words) -> None:
    with town.acting("sara"), pytest.raises(Invalid, match=words):
        facts.offer_lead(known, town.agency[agency], why)


def test_sent_twice_it_is_asked_once(town, asked) -> None:
    with town.acting("sara"), pytest.raises(Invalid, match="asked already"):
        facts.offer_lead(asked, town.agency["trust"], "Sent again")
    assert len(events(town, asked)) == 1


def test_nobody_takes_what_they_are_not_asked(town, known) -> None:
    with town.acting("visitor"), pytest.raises(Invalid, match="not asked"):
        facts.take_lead(known)


def test_an_emergency_is_no_work(town, asked) -> None:
    """A colleague of the trust who opened it for an hour neither knows of the question nor takes the lead."""
    with town.acting("sara"):
        facts.involve(asked, town.post["therapist"], "known to the service")
    with town.acting("therapist"):
        facts.open_in_emergency(asked, "a child is at risk", 1)
        assert lead_offered_to(asked) is None
        with pytest.raises(Invalid, match="not asked"):
            facts.take_lead(asked)


def test_a_service_that_may_not_be_named_is_not_asked(town) -> None:
    """Information governance does not learn by asking that a discreet service of the trust works with the child."""
    child = town.child()
    with town.acting("sara"):
        facts.involve(child, town.team["mind"], "core group: mental health service")
        facts.involve(child, town.post["governor"], "information governance officer")
    with town.acting("governor", "governance"), pytest.raises(Invalid, match="Nobody there works with them yet"):
        facts.offer_lead(child, town.agency["trust"], "Because")


@pytest.mark.parametrize(("who", "heard"), [("visitor", "sara"), ("sara", "visitor")])
def test_it_is_declined_or_taken_back(town, asked, who, heard) -> None:
    with town.acting(who):
        facts.drop_lead(asked, "Not now")
        with pytest.raises(Invalid):
            facts.drop_lead(asked, "Not now")
    assert lead_of(town, asked) == town.agency["children"]
    assert ("lead not taken", town.human[heard]) in told(town, asked)
    with town.acting("visitor"), pytest.raises(Invalid):
        facts.take_lead(asked)


def test_whoever_is_barred_is_not_told(town, known) -> None:
    with town.acting("sara"):
        facts.exclude(known, town.human["visitor"], "Her own niece")
        facts.offer_lead(known, town.agency["trust"], "Because")
    assert told(town, known) == set()
    with town.acting("visitor"), pytest.raises(Unknown):
        facts.take_lead(known)


def test_only_the_two_know_that_it_is_asked(town, asked) -> None:
    with town.acting("sara"):
        facts.involve(asked, town.post["officer"], "core group: police")
        assert lead_offered_to(asked) == town.agency["trust"]
    with town.acting("officer"):
        assert lead_offered_to(asked) is None
        with pytest.raises(Invalid):
            facts.drop_lead(asked, "Why not")
