"""What an address asks of a chronology."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.core.errors import Invalid
from kith.record.filters import Filter, Place, read_filter, read_place

asked = st.dictionaries(
    st.sampled_from(["domain", "kind", "organisation", "since", "until", "significant", "words", "x"]),
    st.lists(st.text(max_size=20), max_size=3),
)


def test_an_address_with_everything():
    found = read_filter(
        {
            "domain": ["health", "voice"],
            "kind": ["visit"],
            "organisation": ["1004"],
            "since": ["2026-03-29"],
            "until": ["2026-10-25"],
            "significant": ["yes"],
            "words": ["  bruise   on\x00 arm "],
        }
    )
    assert found == Filter(
        frozenset({"health", "voice"}), frozenset({"visit"}), frozenset({1004}),
        date(2026, 3, 29), date(2026, 10, 25), True, "bruise on arm",
    )  # fmt: skip
    assert found.begins == datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    assert found.ends == datetime(2026, 10, 26, 0, 0, tzinfo=UTC)
    assert found.narrows


def test_days_are_londons():
    assert Filter(since=date(2026, 7, 1)).begins == datetime(2026, 6, 30, 23, 0, tzinfo=UTC)


@given(asked)
def test_nothing_in_an_address_breaks_it(asked):
    found = read_filter(asked)
    assert found.begins is None or found.begins.tzinfo
    assert len(found.words) <= 200
    assert found.narrows == (found != Filter())


def test_what_has_gone_is_left_out():
    assert read_filter({"domain": ["sociology"], "organisation": ["١٢"], "since": ["yesterday"]}) == Filter()


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda at: at.year >= 1900), st.uuids())
def test_a_place_reads_back(at, row):
    assert read_place(str(Place(at, row))) == Place(at, row)


@pytest.mark.parametrize("typed", ["x", "20261301T000000.000000-" + UUID(int=1).hex, "' OR 1=1"])
def test_a_place_that_is_not_one(typed):
    with pytest.raises(Invalid, match="newest"):
        read_place(typed)


def test_no_place_is_the_beginning():
    assert read_place("") is None
