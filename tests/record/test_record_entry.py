"""Recording about one person: who owns it, what is refused and how, and a form that is sent twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kith.core.errors import Invalid, Refused, Unknown
from kith.record.actions.record_entry import record_entry
from kith.record.queries import chronology, entry

from .conftest import YESTERDAY


def test_owner_and_author_are_the_writers_whatever_the_caller_says(town, child, note):
    with town.acting("sara"):
        written = record_entry(person_id=child, recording=note())
        read = entry(child, written.id)
    assert (read.owner_id, read.author_id) == (town.agency["children"], town.post["sara"])
    assert (written.owner_id, written.author_id, written.recorded_at) == (
        read.owner_id,
        read.author_id,
        read.recorded_at,
    )
    assert (read.series, read.version, read.current) == (read.id, 1, True)


def test_defaults_are_the_kinds_then_the_teams(town, child, note):
    with town.acting("sara"):
        plain = record_entry(person_id=child, recording=note(domain=None))
        said = record_entry(person_id=child, recording=note("I want to see my dad", kind="voice", domain=None))
        inquiry = record_entry(person_id=child, recording=note(kind="section_47", domain=None))
    assert (plain.domain, plain.grade, plain.significant) == ("social_care", 3, False)
    assert (said.domain, said.grade) == ("voice", 3)
    assert (inquiry.grade, inquiry.significant) == (4, True)


def test_a_form_sent_twice_records_once(town, child, note):
    with town.acting("sara"):
        first = record_entry(person_id=child, recording=note(), token="a1")
    with town.acting("sara"):
        again = record_entry(person_id=child, recording=note(), token="a1")
        assert again.id == first.id
        assert len(chronology(child).entries) == 1
        assert record_entry(person_id=child, recording=note(), token="a2").id != first.id


def test_a_grade_beyond_the_writer_is_refused_in_words_and_nothing_else_is_lost(town, child, note):
    with town.acting("mo"):  # cover: practice
        before = record_entry(person_id=child, recording=note())
        with pytest.raises(Refused, match="lower grade, or refer it"):
            record_entry(person_id=child, recording=note(grade=4))
        assert [each.id for each in chronology(child).entries] == [before.id]


def test_a_person_beyond_the_writer_is_answered_as_nobody(town, child, note):
    answers = []
    for person in (child, uuid4()):
        with town.acting("teacher"), pytest.raises(Unknown) as refused:
            record_entry(person_id=person, recording=note(domain="education"))
        answers.append(str(refused.value))
    assert answers[0] == answers[1]


def test_only_a_manager_records_below_the_kinds_grade(town, child, note):
    with town.acting("sara"), pytest.raises(Invalid, match="sensitive or higher"):
        record_entry(person_id=child, recording=note(kind="section_47", grade=3))
    with town.acting("manager"):
        assert record_entry(person_id=child, recording=note(kind="section_47", grade=3)).grade == 3


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " ", "title": ""}, "Write what happened"),
        ({"kind": "gossip"}, "kind of entry"),
        ({"happened_at": YESTERDAY + timedelta(days=3)}, "future"),
        ({"happened_until": YESTERDAY - timedelta(days=1)}, "ended before"),
        ({"domain": "sociology"}, "about"),
        ({"grade": 9}, "how far in"),
        ({"details": {"unasked": "x"}}, "out of date"),
        ({"text": "x" * 100_001}, "100,001 characters"),
        ({"present": "x" * 2_001}, "who was there"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_words(town, child, note, wrong, says):
    with town.acting("sara"):
        with pytest.raises(Invalid, match=says):
            record_entry(person_id=child, recording=note(**wrong))
        assert not chronology(child).entries


@pytest.mark.parametrize("token", ["x" * 101, "é", "a\nb"])
def test_a_token_that_is_none_of_ours(town, child, note, token):
    with town.acting("sara"), pytest.raises(Invalid, match="out of date"):
        record_entry(person_id=child, recording=note(), token=token)


def test_what_is_typed_is_what_is_kept(town, child, note):
    typed = "<b>he</b> said '); DROP TABLE record_entry;-- \x00\ud83d ünïcödé ﷽"
    with town.acting("sara"):
        written = record_entry(person_id=child, recording=note(typed, title=" T ", present="A; B"))
        read = entry(child, written.id)
    assert read.text == typed.replace("\x00", "").replace("\ud83d", "")
    assert (read.title, read.present) == ("T", "A; B")


def test_another_agency_sees_it_as_far_as_profile_and_agreement_reach(town, child, note, core_group):
    core_group(child, town.post["teacher"], "core group: school")
    with town.acting("sara"):
        essential = record_entry(person_id=child, recording=note(kind="legal_status"))
        record_entry(person_id=child, recording=note())
    with town.acting("teacher"):
        assert [each.id for each in chronology(child).entries] == [essential.id]
