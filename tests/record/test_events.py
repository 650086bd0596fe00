"""No event, no answer: every reading and every writing of the record says who looked at what."""

from contextlib import contextmanager

import pytest

from kith.core.session import NoEvent, entered
from kith.record import queries
from kith.record.actions.amend_entry import amend_entry
from kith.record.actions.lower_grade import lower_grade
from kith.record.actions.record_entry import record_entry
from kith.record.actions.record_for_several import record_for_several
from kith.record.actions.save_draft import save_draft
from kith.record.models import Entry
from kith.record.reading import one_look


@pytest.fixture
def events(town, behind):
    """The events that acting as this post leaves while inside: (action, person, rows, domains, grades)."""

    @contextmanager
    def watching(post):
        left = []
        ((last,),) = behind("SELECT coalesce(max(id), 0) FROM audit_event")
        with entered(town.token(post)):
            yield left
        left += behind(
            "SELECT action, person_id, rows, domains, grades FROM audit_event"
            " WHERE id > %s AND post = %s AND action <> 'sign in' ORDER BY id",
            last,
            town.post[post],
        )

    return watching


@pytest.fixture
def two(town, child, note):
    with town.acting("sara"):
        return record_entry(person_id=child, recording=note("ab")), record_entry(
            person_id=child, recording=note("ab", domain="plan", grade=4)
        )


def test_a_page_a_search_and_an_entry_name_their_rows(events, child, two):
    first, second = two
    both = (child, sorted([first.id, second.id]), ["plan", "social_care"], [3, 4])
    for action, read in (
        ("list", lambda: queries.chronology(child)),
        ("print", lambda: queries.printed(child)),
        ("search", lambda: queries.search("ab", child)),
        ("list", lambda: queries.newest_for([child])),
        ("search", lambda: queries.search("ab")),
    ):
        with events("sara") as left:
            read()
        ((did, person, rows, domains, grades),) = [each for each in left if each[1] == child]
        assert (did, (person, sorted(rows), domains, grades)) == (action, both)
    with events("sara") as left:
        queries.entry(child, first.id)
    assert left == [("open", child, [first.id], ["social_care"], [3])]


def test_a_list_over_several_people_leaves_one_event_each(town, events, child, two, note):
    other = town.child()
    with town.acting("sara"):
        third = record_entry(person_id=other, recording=note("ab"))
    with events("sara") as left:
        queries.newest_for([child, other])
    assert {(each[1], tuple(each[2])) for each in left} == {
        (child, tuple(each.id for each in reversed(two))), (other, (third.id,))
    }  # fmt: skip


@pytest.mark.parametrize(
    "read",
    [
        lambda child: queries.chronology(child),
        lambda child: queries.counts(child),
        lambda child: queries.printed(child),
        lambda child: queries.search("nothing like it", child),
        lambda child: queries.search("nothing like it"),
        lambda child: queries.versions(child, child),
        lambda child: queries.newest_for([child]),
        lambda child: queries.latest([child], ["placement"]),
        lambda child: queries.newest_i_may_see(),
        lambda child: queries.drafts(),
    ],
)
def test_looking_and_finding_nothing_is_a_look(events, child, read):
    with events("teacher") as left:
        assert read(child) is not None
    assert len(left) == 1
    assert left[0][2] == []


def test_a_reading_without_an_event_is_thrown_away(town, child):
    with pytest.raises(NoEvent), entered(town.token("sara")):
        list(Entry.objects.filter(person_id=child))


def test_a_page_is_one_look(events, child, two):
    with events("sara") as left, one_look(child):
        queries.chronology(child)
        queries.latest([child], ["placement"])
        queries.entry(child, two[0].id)
    ((action, person, rows, domains, grades),) = left
    assert (action, person, domains, grades) == ("open", child, ["plan", "social_care"], [3, 4])
    assert set(rows) == {each.id for each in two}
    with pytest.raises(NoEvent), entered_and_broken(child):
        pass


@contextmanager
def entered_and_broken(child):
    """A page that fails on the way leaves no half event: its transaction is thrown away."""
    raise NoEvent
    yield


def test_every_writing_leaves_its_event(events, child, two, note):
    with events("manager") as left:
        new = record_entry(person_id=child, recording=note(), token="e1")
        record_entry(person_id=child, recording=note(), token="e1")
        version = amend_entry(person_id=child, entry_id=new.id, recording=note("y", grade=4), reason="x")
        lower_grade(person_id=child, entry_id=version.id, grade=3, reason="x")
        record_for_several(people=[child], recording=note())
        save_draft(person_id=child, kind="visit", content={"text": "x"})
    assert [each[0] for each in left] == ["record", "record", "amend", "lower grade", "record", "draft"]
    assert all(each[1] == child and each[2] for each in left)


def test_no_word_about_the_person_is_in_an_event(town, child, note, behind):
    with town.acting("sara"):
        record_entry(person_id=child, recording=note("CANARY", title="CANARY", present="CANARY"), token="c1")
        save_draft(person_id=child, kind="visit", content={"text": "CANARY"})
        queries.search("CANARY", child)
        queries.search("CANARY")
    assert behind("SELECT count(*) FROM audit_event e WHERE e::text LIKE '%%CANARY%%'") == [(0,)]
