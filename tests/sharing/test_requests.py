"""A request and its answer: who reads it, who may do what, what it opens, what it tells nobody."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from kith.access import facts
from kith.access.explain import explain, explain_row, who_opens_row
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import rows
from kith.sharing.actions.ask import Asking, ask
from kith.sharing.actions.open_up import open_up
from kith.sharing.actions.take_turn import take_turn
from kith.sharing.models import Request, State, Turn, TurnKind
from kith.sharing.queries import conversation, mine, register, side_of
from kith.sharing.rules import answer_by

WHY = Asking(
    person_words="Ada Marsh, born 4 May 2016",
    question="Has she been seen at a hospital since June?",
    why="A burn on her hand; two accounts of it.",
    purpose="enquiry",
    gateway="ca1989-47",
    consent="unsafe",
    confidentiality="statute",
    urgency="soon",
)


def asked(town, person: UUID, of: str = "health visitors", **other: object) -> UUID:
    """Sara asks a team for health, to practice grade."""
    given = {"grades": {"health": 3}, "domain": "social_care", "grade": 3, "asking": WHY, "token": uuid4().hex}
    with town.acting("sara"):
        return ask(person=person, holder=town.team[of], mine=town.post["sara"], **(given | other))


def reads(town, who: str, person: UUID, request: UUID) -> bool:
    with town.acting(who):
        return Request.objects.filter(person_id=person, id=request).exists()


def test_both_sides_read_it_and_others_only_by_involvement(town, known) -> None:
    request = asked(town, known)
    assert {who for who in town.post if reads(town, who, known, request)} == {"sara", "mo", "manager", "visitor"}


def test_a_team_that_knows_nobody_reads_it_and_still_does_not_find_the_person(town, known) -> None:
    request = asked(town, known, of="protecting")
    with town.acting("officer"):
        assert conversation(known, request).side == "asked"
        assert explain(known) is None
        assert not rows("SELECT 1 FROM people_personname WHERE person_id = %s", known)


def test_whom_one_asks_makes_no_difference_before_they_answer(town, known) -> None:
    """Whether a team works with the person or not: the asker sees the same."""
    told = []
    for team in ("health visitors", "mind", "protecting"):
        request = asked(town, known, of=team)
        with town.acting("sara"):
            c = conversation(known, request)
            told.append((c.side, c.request.state, len(c.turns), c.request.answered_at))
    assert len(set(told)) == 1


def test_sent_again_it_is_the_same(town, known) -> None:
    token = uuid4().hex
    assert asked(town, known, token=token) == asked(town, known, token=token)


def test_those_asked_are_told_and_the_asker_of_the_answer(town, known) -> None:
    request = asked(town, known)
    assert ("request", str(request)) in notices(town, "visitor")
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.ANSWERED, text="Not since January.")
    assert ("answer", str(request)) in notices(town, "sara")


def test_what_waited_waits_no_longer_once_it_is_answered(town, known) -> None:
    """For the whole team: a colleague who opens it a week later has nothing to do."""
    request = asked(town, known)
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.ACKNOWLEDGED)
    assert ("request", str(request)) not in notices(town, "visitor")
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.ANSWERED, text="Not since January.")
    with town.acting("sara"):
        take_turn(person=known, request=request, kind=TurnKind.SAID, text="Thank you.")
    assert ("answer", str(request)) not in notices(town, "sara")
    assert ("answer", str(request)) in notices(town, "visitor")


def notices(town, who: str) -> list[tuple[str, str]]:
    with town.acting(who):
        return rows("SELECT kind, detail ->> 'request' FROM access.notices()")


def test_opening_opens_exactly_that_until_then(town, known) -> None:
    request = asked(town, known)
    with town.acting("sara"):
        before = explain(known).by_owner[town.agency["trust"]]["health"]
    with town.acting("visitor"):
        open_up(request=Request.objects.get(id=request), grades={"health": 3}, until=now() + timedelta(days=2))
    with town.acting("sara"):
        c = conversation(known, request)
        assert (c.request.state, c.turns[-1].kind) == (State.ANSWERED, TurnKind.OPENED)
        assert [f for f in explain(known).facts if f.fact == "share" and f.grades["health"] == 3]
        assert before <= 3
    with town.acting("visitor"):
        facts.end_share(known, c.turns[-1].share, "No longer needed")
    with town.acting("sara"):
        assert not [f for f in explain(known).facts if f.fact == "share"]


def test_less_than_was_asked_needs_a_ground_and_more_is_not_opened(town, known) -> None:
    request = asked(town, known, grades={"health": 3, "family": 2})
    later = now() + timedelta(days=2)
    with town.acting("visitor"):
        r = Request.objects.get(id=request)
        with pytest.raises(Invalid, match="less than was asked"):
            open_up(request=r, grades={"health": 2}, until=later)
        with pytest.raises(Invalid, match="no more than was asked"):
            open_up(request=r, grades={"health": 4}, until=later)
        open_up(request=r, grades={"health": 2}, until=later, text="The rest is not needed.", reason="not necessary")
        assert Request.objects.get(id=request).state == State.PART


def test_nobody_opens_more_than_they_open(town, known) -> None:
    """The police do not know the child: they may not even find them, let alone share."""
    request = asked(town, known, of="protecting")
    with town.acting("officer"), pytest.raises(Unknown):
        open_up(request=Request.objects.get(id=request), grades={"health": 3}, until=now() + timedelta(days=1))


def test_a_duty_is_refused_only_with_a_name_behind_it(town, known) -> None:
    request = asked(town, known)
    no = {"person": known, "request": request, "kind": TurnKind.REFUSED, "text": "It would hamper our work."}
    with town.acting("visitor"):
        with pytest.raises(Invalid):
            take_turn(**no)
        with pytest.raises(Refused, match="obliges"):
            take_turn(**no, reason="own functions")
        with pytest.raises(Refused, match="obliges"):  # not one of theirs
            take_turn(**no, reason="own functions", stands_by=town.post["manager"])
    with town.acting("sara"):
        assert conversation(known, request).request.state == State.OPEN


def test_who_stands_behind_a_refusal_hears_of_it_and_reads_it(town, known, database) -> None:
    """Nobody's name is put under a refusal without their knowing."""
    with database.connect("kith_owner") as owner:
        named = f"lead {uuid4().hex[:6]}"
        town.add_post(owner, named, "trust", "mind", manager=True)
    request = asked(town, known)
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.REFUSED, text="It would hamper our work.",
                  reason="own functions", stands_by=town.post[named])  # fmt: skip
    assert ("refused for you", str(request)) in notices(town, named)
    with town.acting(named):
        assert conversation(known, request).turns[-1].stands_by == town.post[named]
        take_turn(person=known, request=request, kind=TurnKind.SAID, text="I stand by it.")
    with town.acting("sara"):
        assert conversation(known, request).request.state == State.REFUSED


def test_that_all_was_opened_is_not_said_of_a_part(town, known) -> None:
    """Whatever the code says: the share itself is compared with what was asked for."""
    request = asked(town, known)
    with town.acting("visitor"):
        share = facts.share(known, town.post["sara"], {"health": 2}, now() + timedelta(days=1), "x", "x")
        with pytest.raises(Invalid, match="not all of it"):
            take_turn(person=known, request=request, kind=TurnKind.OPENED, share=share)


def test_a_power_may_be_refused_with_a_ground(town, known) -> None:
    request = asked(town, known, asking=replaced(gateway="ca2004-10"))
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.REFUSED, text="Not needed.", reason="not necessary")
    with town.acting("sara"):
        c = conversation(known, request)
        assert (c.request.state, c.turns[-1].reason) == (State.REFUSED, "not necessary")


def replaced(**other: str) -> Asking:
    from dataclasses import replace

    return replace(WHY, **other)


def test_passed_on_it_is_read_by_both(town, known) -> None:
    request = asked(town, known, of="health visitors")
    assert not reads(town, "therapist", known, request)
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.SAID, text="One moment.")
        take_turn(person=known, request=request, kind=TurnKind.PASSED_ON, to_holder=town.team["mind"])
    assert reads(town, "visitor", known, request)
    with town.acting("therapist"):
        assert next(turn.text for turn in conversation(known, request).turns) == "One moment."
        assert side_of(Request.objects.get(id=request)) == "asked"


def test_that_a_discreet_service_was_asked_stands_in_its_own_domain(town, known) -> None:
    request, other = asked(town, known, of="mind"), asked(town, known)
    with town.acting("visitor"):
        take_turn(person=known, request=other, kind=TurnKind.PASSED_ON, to_holder=town.team["mind"])
    with town.acting("sara"):
        assert conversation(known, request).request.domain == "mental_health"
        assert [turn.domain for turn in conversation(known, other).turns] == ["mental_health"]
        assert conversation(known, other).request.domain == "social_care"


def test_it_is_not_passed_to_another_organisation(town, known) -> None:
    request = asked(town, known)
    with town.acting("visitor"), pytest.raises(Invalid):
        take_turn(person=known, request=request, kind=TurnKind.PASSED_ON, to_holder=town.team["protecting"])


def test_each_side_does_its_own(town, known) -> None:
    request = asked(town, known)
    for who, kind in (("sara", TurnKind.ANSWERED), ("sara", TurnKind.REFUSED), ("visitor", TurnKind.WITHDRAWN)):
        with town.acting(who), pytest.raises(Invalid):
            take_turn(person=known, request=request, kind=kind, text="x", reason="no basis")
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.ASKED_BACK, text="Which hospital?")
        assert Request.objects.get(id=request).state == State.ASKED_BACK
    with town.acting("sara"):
        take_turn(person=known, request=request, kind=TurnKind.SAID, text="Any.")
        assert Request.objects.get(id=request).state == State.OPEN
        take_turn(person=known, request=request, kind=TurnKind.WITHDRAWN, text="Found out.")
    with town.acting("visitor"), pytest.raises(Invalid):
        take_turn(person=known, request=request, kind=TurnKind.ANSWERED, text="Too late.")


@pytest.mark.parametrize("who", ["duty", "teacher", "governor", "officer"])
def test_nobody_else_takes_a_turn(town, known, who) -> None:
    request = asked(town, known)
    with town.acting(who), pytest.raises(Unknown):
        take_turn(person=known, request=request, kind=TurnKind.SAID, text="x")


def test_colleagues_who_read_by_involvement_take_no_turn(town, known) -> None:
    """Mo works with the child and reads it; answering and withdrawing is for those to whom it was written."""
    request = asked(town, known)
    with town.acting("mo"), pytest.raises(Unknown):
        take_turn(person=known, request=request, kind=TurnKind.WITHDRAWN, text="x")


def test_about_a_sealed_record_nothing_is_asked(town, known) -> None:
    with town.acting("manager"):
        facts.seal(known, [town.human["manager"], town.human["sara"]], "Adoption")
    with pytest.raises(Refused, match="Ring them"):
        asked(town, known)
    with town.acting("duty"), pytest.raises(Unknown):
        ask(person=known, holder=town.team["mind"], mine=town.post["duty"], grades={"health": 1}, domain="health",
            grade=2, asking=WHY, token=uuid4().hex)  # fmt: skip


def test_a_seal_and_a_bar_shut_letters_too(town, known) -> None:
    request = asked(town, known)
    with town.acting("manager"):
        facts.exclude(known, town.human["visitor"], "A relative")
    assert not reads(town, "visitor", known, request)
    with town.acting("manager"):
        facts.seal(known, [town.human["manager"]], "Adoption")
    assert not reads(town, "sara", known, request)


def test_why_and_who_else(town, known) -> None:
    request = asked(town, known, of="protecting")
    with town.acting("officer"):
        assert {way.fact for way in explain_row(known, request).ways} == {"letter"}
        assert "protecting" in {opener.name for opener in who_opens_row(known, request)}


def test_the_register_counts_and_names_nobody(town, known) -> None:
    with town.acting("manager"):
        before = len(register(now() - timedelta(days=1)))
    request = asked(town, known)
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.ANSWERED, text="Not since January.")
        assert register(now() - timedelta(days=1)) == []
    with town.acting("manager"):
        lines = register(now() - timedelta(days=1))
        assert len(lines) == before + 1
        assert (lines[0].by_agency, lines[0].of_agency, lines[0].outcome) == (
            town.agency["children"],
            town.agency["trust"],
            "answered",
        )
        assert lines[0].in_time


def told(town, database, request: UUID, hours: float) -> list[tuple[str, str]]:
    """Who is reminded of what by then: the worker comes by twice."""
    database.set_clock(now() + timedelta(hours=hours))
    try:
        for _ in range(2):
            with database.connect("kith_app") as app:
                app.execute("SELECT sharing.remind()")
    finally:
        database.set_clock(None)
    with database.superuser() as superuser:
        found = superuser.execute(
            "SELECT kind, human FROM access.notice WHERE detail ->> 'request' = %s AND seen_at IS NULL"
            " AND kind <> 'request' ORDER BY kind, human",
            [str(request)],
        ).fetchall()
    who = {human: key for key, human in town.human.items()}
    return [(kind, who[human]) for kind, human in found]


def test_due_soon_and_late_are_told_once_to_those_whose_it_is(town, known, database) -> None:
    request = asked(town, known)
    assert told(town, database, request, 17) == []
    assert told(town, database, request, 19) == [("request due", "visitor")]
    late = [("answer late", "sara"), ("request due", "visitor"), ("request late", "visitor")]
    assert told(town, database, request, 25) == late
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.ANSWERED, text="No")
    assert told(town, database, request, 26) == [("answer", "sara")]


def test_who_says_that_they_work_on_it_is_not_reminded_before_it_is_late(town, known, database) -> None:
    request = asked(town, known)
    with town.acting("visitor"):
        take_turn(person=known, request=request, kind=TurnKind.ACKNOWLEDGED)
    assert told(town, database, request, 19) == [("answer", "sara")]


def test_it_is_in_my_list_and_every_reading_leaves_its_event(town, known) -> None:
    request = asked(town, known)
    with town.acting("visitor"):
        asked_of_me, _ = mine()
        assert request in {r.id for r in asked_of_me}
    with town.acting("sara"):
        assert request in {r.id for r in mine()[1]}
        conversation(known, request)
        said = rows("SELECT action FROM access.looks(%s)", known)
    assert {"ask", "open"} <= {action for (action,) in said}


def test_turns_are_kept_in_order_and_never_lost(town, known) -> None:
    request = asked(town, known)
    for text in ("One", "Two", "Three"):
        with town.acting("visitor"):
            take_turn(person=known, request=request, kind=TurnKind.SAID, text=text)
    with town.acting("sara"):
        assert [turn.text for turn in conversation(known, request).turns] == ["One", "Two", "Three"]
        assert Turn.objects.filter(person_id=known, request_id=request).count() == 3


@pytest.mark.parametrize(
    ("urgency", "asked_at", "due"),
    [
        ("now", "2026-12-24T16:00+00:00", "2026-12-24T20:00+00:00"),
        ("soon", "2026-12-24T16:00+00:00", "2026-12-25T16:00+00:00"),
        ("ordinary", "2026-12-24T16:00+00:00", "2027-01-05T16:00+00:00"),  # Christmas, Boxing Day, New Year
        ("ordinary", "2026-03-26T09:30+00:00", "2026-04-02T08:30+00:00"),  # the clocks change: the same hour of the day
    ],
)
def test_ordinary_is_working_days_and_urgent_is_hours(urgency, asked_at, due) -> None:
    assert answer_by(urgency, datetime.fromisoformat(asked_at)) == datetime.fromisoformat(due)
