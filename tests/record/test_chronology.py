"""The chronology: filters, pages, counts, print, what is new. Always what I see, never what exists."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from kith.core.errors import Unknown
from kith.record.actions.record_entry import record_entry
from kith.record.filters import Filter, read_place
from kith.record.queries import chronology, counts, entry, latest, newest_for, newest_i_may_see, printed

from .conftest import YESTERDAY


@pytest.fixture
def shared(town, child, note, core_group):
    """Seven entries of two agencies; ids by name."""
    core_group(child, town.post["visitor"], "core group: health visitor or school nurse")
    ids = {}
    with town.acting("sara"):
        for name, days, fields in (
            ("old visit", 400, {"kind": "visit"}),
            ("note", 30, {}),
            ("sensitive", 20, {"grade": 4}),
            ("plan", 10, {"kind": "plan", "domain": "plan"}),
            ("missing", 5, {"kind": "missing", "domain": "plan"}),
        ):
            said = note(name, **{"happened_at": YESTERDAY - timedelta(days=days), **fields})
            ids[name] = record_entry(person_id=child, recording=said).id
    with town.acting("visitor"):
        for name, days in (("weighed", 8), ("weighed in clinic", 1)):
            said = note(name, kind="health_check", domain="health", happened_at=YESTERDAY - timedelta(days=days))
            ids[name] = record_entry(person_id=child, recording=said).id
    return ids


def names(entries):
    return [each.text for each in entries]


def test_newest_first_and_each_at_their_own_grade(town, child, shared):
    with town.acting("sara"):
        assert names(chronology(child).entries) == [
            "weighed in clinic", "missing", "weighed", "plan", "sensitive", "note", "old visit"
        ]  # fmt: skip
    with town.acting("visitor"):
        assert names(chronology(child).entries) == ["weighed in clinic", "missing", "weighed", "plan"]
    with town.acting("teacher"):
        assert names(chronology(child).entries) == []


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"domains": {"health"}}, ["weighed in clinic", "weighed"]),
        ({"domains": {"health", "plan"}, "kinds": {"plan", "health_check"}}, ["weighed in clinic", "weighed", "plan"]),
        ({"significant": True}, ["missing"]),
        ({"since": YESTERDAY.date() - timedelta(days=10), "until": YESTERDAY.date() - timedelta(days=5)},
         ["missing", "weighed", "plan"]),
        ({"until": date(1999, 1, 1)}, []),
        ({"words": "weigh"}, ["weighed in clinic", "weighed"]),
        ({"words": "weighed -clinic", "domains": {"health"}}, ["weighed"]),
    ],
)  # fmt: skip
def test_narrowed(town, child, shared, narrowed, found):
    wanted = Filter(**{name: frozenset(value) if isinstance(value, set) else value for name, value in narrowed.items()})
    with town.acting("sara"):
        page = chronology(child, wanted)
        assert names(page.entries) == found
        assert names(printed(child, wanted)) == found[::-1]
        assert set(page.snippets) == ({each.id for each in page.entries} if wanted.words else set())


def test_narrowed_by_organisation(town, child, shared):
    with town.acting("sara"):
        theirs = chronology(child, Filter(agencies=frozenset({town.agency["trust"]})))
    assert names(theirs.entries) == ["weighed in clinic", "weighed"]


def test_pages_meet_without_gap_or_repeat_whatever_is_recorded_meanwhile(town, child, note):
    with town.acting("sara"):
        written = [
            record_entry(person_id=child, recording=note(str(n), happened_at=YESTERDAY - timedelta(hours=n // 3))).id
            for n in range(10)
        ]
        seen, after = [], None
        while True:
            page = chronology(child, after=after, size=3)
            seen += [each.id for each in page.entries]
            if page.next is None:
                break
            after = read_place(str(page.next))
            record_entry(person_id=child, recording=note("meanwhile"))
        assert sorted(seen) == sorted(written)
        assert len(seen) == len(set(seen))


def test_counts_are_of_what_i_see(town, child, shared):
    with town.acting("visitor"):
        mine = counts(child)
        assert (mine.total, mine.domains, mine.kinds) == (
            4, {"health": 2, "plan": 2}, {"health_check": 2, "plan": 1, "missing": 1}
        )  # fmt: skip
        assert mine.agencies[town.agency["trust"]] == ("Larkshire Community NHS Trust", 2)
    with town.acting("teacher"):
        assert counts(child).total == 0


def test_an_entry_that_i_cannot_open_is_as_one_that_is_not_there(town, child, shared):
    with town.acting("visitor"):
        answers = []
        for row in (shared["note"], shared["sensitive"], uuid4()):
            with pytest.raises(Unknown) as refused:
                entry(child, row)
            answers.append(str(refused.value))
        assert len(set(answers)) == 1
        assert entry(child, shared["plan"]).author.practitioner.name == "Sara"


def test_where_things_stand(town, child, note):
    other = town.child()
    with town.acting("sara"):
        for person, words, days in ((child, "Section 20", 90), (child, "Full care order", 3), (other, "Section 20", 5)):
            said = note("", kind="legal_status", title=words, happened_at=YESTERDAY - timedelta(days=days))
            record_entry(person_id=person, recording=said)
        standing = latest([child, other], ["legal_status", "placement"])
        assert {key: each.title for key, each in standing.items()} == {
            (child, "legal_status"): "Full care order",
            (other, "legal_status"): "Section 20",
        }
        assert latest([child], ["placement"]) == {}


def test_what_is_new_on_my_people(town, child, shared, note):
    other = town.child()
    with town.acting("sara"):
        record_entry(person_id=other, recording=note("about another"))
        newest = newest_for([child, other])
        assert names(newest)[0] == "about another"
        assert len(newest) == 8
        assert names(newest_for([child])) == names(newest)[1:]
        assert not newest_for([child], since=newest[0].recorded_at)
        assert not newest_for([])


def test_the_newest_i_may_see(town, child, shared):
    with town.acting("visitor"):
        assert names(newest_i_may_see(3)) == names(newest_for([child], limit=3))
