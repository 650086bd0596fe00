"""New, changed or there already."""

from uuid import uuid4

from kith.access.grades import Domain, Grade
from kith.linkage.ssda903.comparing import Known, compare
from kith.linkage.ssda903.facts import Fact, Table


def fact(code: str, line: int = 2) -> Fact:
    place = (Domain.PLAN, Grade.PRACTICE)
    return Fact(Table.ENTRY, "reviews.csv", line, "ssda903:reviews:101:review:2017-05-01", {"CODE": code}, *place, {})


def known(code: str, stands: bool = True) -> Known:
    return Known(Table.ENTRY, fact(code).source_key, uuid4(), stands, "plan", 3)


def test_nothing_known() -> None:
    assert compare([fact("a"), fact("b")], []).new == [fact("a"), fact("b")]


def test_the_same_again() -> None:
    found = compare([fact("a")], [known("a")])
    assert (found.new, found.changed) == ([], [])


def test_changed() -> None:
    before = known("a")
    assert compare([fact("b")], [before]).changed == [(before, fact("b"))]


def test_two_of_one_day_of_which_one_changed() -> None:
    same, before = known("a"), known("b")
    assert compare([fact("c"), fact("a")], [same, before]).changed == [(before, fact("c"))]


def test_what_no_longer_stands_is_not_changed_but_joined() -> None:
    assert compare([fact("b")], [known("a", stands=False)]).new == [fact("b")]


def test_an_older_word_is_in_the_history_already() -> None:
    found = compare([fact("a")], [known("a", stands=False), known("b")])
    assert (found.new, found.changed) == ([], [])


def test_said_twice_is_one_fact_from_the_first_line() -> None:
    assert [one.line for one in compare([fact("a", 5), fact("a", 9)], []).new] == [5]
