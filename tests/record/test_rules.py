"""The rules of recording, for every grade, domain and moment."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.access.grades import DOMAINS
from kith.core.errors import Invalid
from kith.record import rules
from kith.record.kinds import Field, Kind, kind, kinds

NOW = datetime(2026, 11, 23, 14, 10, tzinfo=UTC)
NOTE, MEETING = kind("case_note"), kind("meeting")
any_kind = st.sampled_from(kinds())
grades = st.integers(1, 5)
reaches = st.fixed_dictionaries({domain: st.integers(0, 5) for domain in DOMAINS})


@given(any_kind, st.sampled_from(DOMAINS), grades, reaches, st.booleans())
def test_a_grade_is_within_reach_and_lower_than_its_kind_only_for_a_manager(kind, domain, grade, reach, manager):
    allowed = grade <= reach[domain] and (grade >= kind.grade or manager)
    assert rules.grade(kind, domain, grade, reach, manager) == allowed


@given(any_kind, st.sampled_from(DOMAINS), grades, reaches)
def test_raising_is_open_to_any_author(kind, domain, grade, reach):
    assert rules.grade(kind, domain, max(grade, kind.grade), {**reach, domain: 5}, manager=False)


@pytest.mark.parametrize(("domain", "grade"), [("sociology", 3), ("", 3), ("health", 0), ("health", 6), ("health", -1)])
def test_what_is_no_domain_or_no_grade_is_refused(domain, grade):
    assert not rules.grade(NOTE, domain, grade, dict.fromkeys(DOMAINS, 5), manager=True)


def test_a_refusal_says_what_i_open_and_what_to_do():
    with pytest.raises(Invalid, match=r"In health you open essential .* graded sensitive .* refer it to a front door"):
        rules.check_reach("health", 4, {"health": 2})


@given(any_kind, st.timedeltas(timedelta(days=-40_000), timedelta(days=2_000)))
def test_only_what_is_planned_lies_ahead(kind, apart):
    ahead = rules.FURTHEST_AHEAD if kind.planned else rules.SLOW_CLOCK
    assert rules.happened(kind, NOW + apart, None, NOW) == (apart <= ahead and NOW + apart >= rules.EARLIEST)


@given(st.timedeltas(timedelta(days=-10), timedelta(days=10)))
def test_it_ends_after_it_begins(lasting):
    began = NOW - timedelta(days=20)
    assert rules.happened(NOTE, began, began + lasting, NOW) == (lasting >= timedelta(0))


@given(st.booleans(), st.booleans(), st.booleans(), grades, grades, st.booleans())
def test_a_version_is_the_owners_of_the_newest_and_lower_only_for_a_manager(own, current, manager, old, new, moved):
    allowed = own and current and (manager or (new >= old and not moved))
    assert allowed == rules.version(
        grade=old,
        domain="health",
        new_grade=new,
        new_domain="education" if moved else "health",
        own=own,
        current=current,
        manager=manager,
    )


@pytest.mark.parametrize(
    ("title", "text", "allowed"),
    [
        ("", "seen", True),
        ("Seen", "", True),
        ("", "  \n", False),
        ("a" * 201, "seen", False),
        ("a" * 200, "b" * 100_000, True),
        ("", "b" * 100_001, False),
    ],
)
def test_something_is_said_and_it_fits(title, text, allowed):
    assert rules.words(title, text) is allowed


def test_details_belong_to_the_kind():
    asked = Kind(
        "x", "X", "X", "Other", fields=(Field("alone", "Alone?", "choice", ("Yes", "No")), Field("where", "Where?"))
    )
    assert rules.details(asked, {"alone": "Yes", "where": "the kitchen"})
    assert rules.details(asked, {"alone": ""})
    for wrong in ({"alone": "Perhaps"}, {"elsewhere": "x"}, {"where": 3}, {"where": "x" * 10_001}):
        assert not rules.details(asked, wrong)


def test_a_change_has_a_reason():
    assert rules.reason("The time was wrong")
    assert not rules.reason("  ")
    assert not rules.reason("x" * 1_001)


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_what_is_typed_can_be_stored(typed):
    stored = rules.clean(typed)
    assert "\x00" not in stored
    assert stored.encode("utf-8").decode("utf-8") == stored == rules.clean(stored)
