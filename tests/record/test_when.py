"""What people type for a date and a time, read as they meant it."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.core.errors import Invalid
from kith.record.when import LONDON, MONTHS, read_time, when

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("23", "11", "2026"), date(2026, 11, 23)),
        (("3", "Nov", "26"), date(2026, 11, 3)),
        ((" 03 ", "november", "2026"), date(2026, 11, 3)),
        (("1", "Sept.", "2025"), date(2025, 9, 1)),
        (("29", "feb", "2024"), date(2024, 2, 29)),
        (("5", "may", "99"), date(1999, 5, 5)),
        (("5", "may", "27"), date(2027, 5, 5)),
    ],
)
def test_days(typed, meant):
    found = when(*typed, today=TODAY)
    assert found.day_only
    assert found.at == datetime.combine(meant, time(0), LONDON)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:10", time(14, 10)),
        ("1410", time(14, 10)),
        ("2.10pm", time(14, 10)),
        ("2 pm", time(14)),
        ("2:10 P.M.", time(14, 10)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("noon", time(12)),
        ("9", time(9)),
        ("0:05", time(0, 5)),
    ],
)
def test_times(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["soon", "25:00", "12:60", "13pm", "0am", "1:2:3", "-1", "٣", "14:1x"])
def test_a_time_that_cannot_be_read_says_what_to_type(typed):
    with pytest.raises(Invalid, match="14:10"):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("", "", ""), "must include a day and a month and a year"),
        (("1", "", "2026"), "must include a month"),
        (("30", "feb", "2026"), "real date"),
        (("31", "11", "2026"), "real date"),
        (("one", "11", "2026"), "day must be a number"),
        (("1", "ju", "2026"), "month must be a number, or the name"),
        (("1", "13", "2026"), "real date"),
        (("1", "1", "202"), "four digits"),
        (("1", "1", "²"), "year must be a number"),
        (("0", "1", "2026"), "real date"),
    ],
)
def test_a_date_that_cannot_be_read_says_which_part(typed, says):
    with pytest.raises(Invalid, match=says):
        when(*typed, today=TODAY)


def test_the_hour_that_is_skipped_in_march_did_not_exist():
    with pytest.raises(Invalid, match="clocks went forward"):
        when("29", "3", "2026", "01:30", today=TODAY)


def test_the_hour_that_comes_twice_in_october_is_taken_the_first_time():
    assert when("25", "10", "2026", "01:30", today=TODAY).at.astimezone(UTC) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@given(st.dates(date(1900, 1, 1), date(2026, 11, 23)), st.times())
def test_whatever_is_written_plainly_is_read_back(day, at):
    at = at.replace(second=0, microsecond=0)
    try:
        found = when(str(day.day), MONTHS[day.month - 1][:3], str(day.year), at.strftime("%H:%M"), today=TODAY)
    except Invalid as skipped:
        assert "clocks" in str(skipped)
        return
    assert (found.at.date(), found.at.time(), found.day_only) == (day, at, False)


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_nothing_that_is_typed_breaks_it(day, month, year, clock):
    try:
        assert when(day, month, year, clock, today=TODAY).at.tzinfo is LONDON
    except Invalid as refused:
        assert str(refused)
