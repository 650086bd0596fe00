"""Refer: write, then lose sight (docs/decisions/0011-referrals.md)."""

from uuid import uuid4

import pytest

from kith.access import facts
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.ids import person_id
from kith.record.actions.refer import refer
from kith.record.actions.save_draft import save_draft
from kith.record.queries import chronology, drafts, search


@pytest.fixture
def pupil(town):
    """A child known to the school alone, whose teacher has the grades of the school's core-group profile."""
    pupil = person_id()
    with town.acting("teacher"):
        facts.admit(pupil, town.post["teacher"], "core group: school")
    return pupil


@pytest.fixture
def send(town, note):
    def send(person, by="teacher", to="front door", token="r1", **fields):
        with town.acting(by):
            said = note("She has a burn on her hand.", **{"kind": "referral", "grade": 4, **fields})
            return refer(person_id=person, team_id=town.team[to], recording=said, token=token)

    return send


def test_the_front_door_sees_it_at_once_and_the_sender_no_more(town, pupil, send):
    receipt = send(pupil)
    assert (receipt.team, receipt.agency) == ("front door", "Larkshire Children's Services")
    assert receipt.telephone == "01632 960002"
    with town.acting("duty"):
        (found,) = chronology(pupil).entries
        assert found.id == receipt.reference
        assert (found.owner_id, found.author_id) == (town.agency["children"], town.post["teacher"])
        assert (found.grade, found.significant, found.text) == (4, True, "She has a burn on her hand.")
        assert [hit.entry.id for hit in search("burn")] == [receipt.reference]
    with town.acting("teacher"):
        assert not chronology(pupil).entries
        assert not search("burn")


def test_the_involvement_of_the_front_door_comes_with_it_once(town, pupil, send, behind):
    first, again, another = send(pupil), send(pupil), send(pupil, token="r2")
    assert first.reference == again.reference != another.reference
    held = behind(
        "SELECT profile, accepted, dated FROM access_involvement WHERE person_id = %s AND holder_id = %s",
        pupil,
        town.team["front door"],
    )
    assert held == [("front door screening", True, False)]


def test_the_same_token_of_two_senders_is_two_referrals(town, child, send):
    assert len({send(child, by=by, to="adults duty").reference for by in ("sara", "manager")}) == 2


def test_what_was_asked_beside_the_words_arrives(town, pupil, send):
    send(pupil, kind="contact", details={"outcome": "We asked her to stay in school"})
    with town.acting("duty"):
        (found,) = chronology(pupil).entries
    assert (found.kind, found.details) == ("contact", {"outcome": "We asked her to stay in school"})


def test_it_leaves_an_event_with_the_sender(town, pupil, send, behind):
    receipt = send(pupil)
    assert behind(
        "SELECT post, rows, domains, grades FROM audit_event WHERE action = 'refer' AND person_id = %s", pupil
    ) == [(town.post["teacher"], [receipt.reference], ["social_care"], [4])]


def test_a_person_beyond_the_sender_is_answered_as_nobody(town, child, send, behind):
    answers = []
    for person in (child, uuid4()):
        with pytest.raises(Unknown) as refused:
            send(person)
        answers.append(str(refused.value))
    assert answers[0] == answers[1]
    assert behind("SELECT count(*) FROM record_entry WHERE person_id = %s", child) == [(0,)]


def test_only_into_a_front_door(town, pupil, send):
    with pytest.raises(Invalid, match="front door"):
        send(pupil, to="safeguarding")


def test_not_deeper_than_a_front_door_opens(town, pupil, send, behind):
    for fields in ({"grade": 5}, {"domain": "staff_concern", "grade": 4}):
        with pytest.raises(Invalid, match="does not open that much"):
            send(pupil, **fields)
    assert behind("SELECT count(*) FROM access_involvement WHERE person_id = %s", pupil) == [(1,)]


def test_a_sealed_record_is_rung_about_not_written_into(town, child, send):
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "threat")
    with pytest.raises(Refused, match="Ring them"):
        send(child, by="sara", to="adults duty")
    with pytest.raises(Unknown):
        send(child, by="mo", to="adults duty")


def test_a_referral_has_a_token(town, pupil, send):
    with pytest.raises(Invalid, match="out of date"):
        send(pupil, token="")


def test_the_draft_of_a_referral_keeps_no_words(town, pupil, note, behind):
    with town.acting("teacher"):
        kept, _ = save_draft(person_id=pupil, kind="referral", content={"text": "She has a burn on her hand."})
        said = note("She has a burn on her hand.", kind="referral", grade=4)
        refer(person_id=pupil, team_id=town.team["front door"], recording=said, token="r9", draft_id=kept)
        assert kept not in {each.id for each in drafts()}
    assert behind("SELECT content FROM record_draft WHERE id = %s", kept) == [({},)]


def test_the_locks_are_right_afterwards(town, pupil, send, behind):
    send(pupil)
    assert not [row for row in behind("SELECT name, drifted FROM access.verify()") if row[1]]
