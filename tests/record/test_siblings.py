"""One visit, three children: one row each, on each child's own locks, and no word from one to another."""

from uuid import uuid4

import pytest

from kith.access import facts
from kith.core.errors import Invalid
from kith.record.actions.record_entry import record_entry
from kith.record.actions.record_for_several import MOST, NotForAll, record_for_several
from kith.record.queries import chronology, entry, same_occasion


def test_each_has_their_own_row_and_the_event_holds_them_together(town, note):
    twins = [town.child(), town.child()]
    with town.acting("sara"):
        left, right = record_for_several(people=twins, recording=note(), token="t1")
        assert [left.person_id, right.person_id] == twins
        assert [each.id for each in same_occasion(left)] == [right.id]
        again = record_for_several(people=[*twins, twins[0]], recording=note(), token="t1")
        assert [each.id for each in again] == [left.id, right.id]


def test_who_opens_one_sibling_sees_nothing_of_the_other(town, note, core_group):
    ours, theirs = town.child(), town.child()
    core_group(ours, town.post["visitor"], "core group: health visitor or school nurse")
    with town.acting("sara"):
        record_for_several(people=[ours, theirs], recording=note(domain="plan"))
    with town.acting("visitor"):
        (seen,) = chronology(ours).entries
        assert list(same_occasion(seen)) == []
        assert not chronology(theirs).entries


def test_having_an_occasion_tells_nothing(town, child, note):
    with town.acting("sara"):
        alone = record_entry(person_id=child, recording=note())
        assert alone.occasion not in (None, alone.id, alone.series)
        assert entry(child, alone.id).occasion == alone.occasion
        assert list(same_occasion(alone)) == []


def test_all_or_nothing_on_each_persons_own_grade(town, note):
    mine, covered = town.child(allocated="mo"), town.child()
    with town.acting("mo"):
        with pytest.raises(NotForAll, match="1 of the 2 people") as refused:
            record_for_several(people=[mine, covered], recording=note(grade=4))
        assert set(refused.value.refusals) == {covered}
        assert not chronology(mine).entries
        assert len(record_for_several(people=[mine, covered], recording=note(grade=3))) == 2


def test_a_sealed_sibling_and_a_stranger_are_refused_in_the_same_words(town, note):
    open_, sealed, stranger = town.child(), town.child(), uuid4()
    with town.acting("sara"):
        facts.seal(sealed, [town.human["sara"]], "threat")
    with town.acting("mo"), pytest.raises(NotForAll) as refused:
        record_for_several(people=[open_, sealed, stranger], recording=note())
    assert set(refused.value.refusals) == {sealed, stranger}
    assert len(set(refused.value.refusals.values())) == 1


@pytest.mark.parametrize("how_many", [0, MOST + 1])
def test_how_many_at_once(town, note, how_many):
    with town.acting("sara"), pytest.raises(Invalid, match="between 1 and"):
        record_for_several(people=[uuid4() for _ in range(how_many)], recording=note())
