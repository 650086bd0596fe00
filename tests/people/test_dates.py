"""What people type as a date of birth, and what is said when it cannot be one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.people.dates import Typed, Unclear, day, parse, spoken

TODAY = date(2026, 11, 23)
NOVEMBER_3 = Typed(date(2014, 11, 3), date(2014, 11, 3))


@pytest.mark.parametrize(
    "text",
    [
        "3/11/2014", "03/11/2014", "3.11.2014", "3-11-2014", "3 11 2014", "3/11/14", "2014-11-03", "03112014",
        "20141103",
        "3 Nov 2014", "3 November 2014", "3rd of November 2014", "November 3, 2014", "nov 3 2014", " 3  nov. 2014 ",
        "born 3 11 2014", "3 Nov 14",
    ],
)  # fmt: skip
def test_one_day(text: str) -> None:
    assert parse(text, TODAY) == NOVEMBER_3


@pytest.mark.parametrize("text", ["Nov 2014", "11/2014", "november 2014", "2014-11", "11 2014"])
def test_a_month(text: str) -> None:
    assert parse(text, TODAY) == Typed(date(2014, 11, 1), date(2014, 11, 30), "month")


def test_a_year_and_an_estimate() -> None:
    assert parse("2014", TODAY) == Typed(date(2014, 1, 1), date(2014, 12, 31), "year")
    assert parse("about 2014", TODAY) == Typed(date(2014, 1, 1), date(2014, 12, 31), "estimated")
    assert parse("c. 2014", TODAY).precision == "estimated"


def test_an_age() -> None:
    assert parse("age 11", TODAY) == Typed(date(2014, 11, 24), date(2015, 11, 23), "estimated")
    assert parse("11 years", date(2024, 2, 29)).first == date(2012, 3, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Enter a date of birth"),
        ("11", "could be a day, a month or an age"),
        ("31/2/2014", "February 2014 has 28 days"),
        ("29/2/2014", "February 2014 has 28 days"),
        ("0/3/2014", "March 2014 has 31 days"),
        ("3/14/2014", "Did you mean 14 March 2014?"),
        ("32/14/2014", "There is no month 14"),
        ("14/2014", "There is no month 14"),
        ("3/0/2014", "There is no month 0"),
        ("3/11/1066", "year 1066"),
        ("3/11/2099", "year 2099"),
        ("3 Noember 2014 x", "is not a date"),
        ("soon", "is not a date"),
        ("1 2 3 4", "is not a date"),
        ("3 11", "has no year"),
        ("age 400", "too high"),
        ("3/11/20145", "year 20145"),
    ],
)
def test_what_cannot_be_a_date_says_why(text: str, says: str) -> None:
    with pytest.raises(Unclear, match=says):
        parse(text, TODAY)


@given(st.dates(date(1850, 1, 1), TODAY))
def test_every_day_is_read_however_it_is_written(on: date) -> None:
    for text in (f"{on.day}/{on.month}/{on.year}", on.isoformat(), on.strftime("%d %B %Y"), spoken(on, "exact")):
        assert parse(text, TODAY) == Typed(on, on)


@given(st.dates(date(1850, 1, 1), TODAY))
def test_swapping_twice_is_the_same_day(on: date) -> None:
    swapped = day(on.year, on.month, on.day).swapped
    if swapped:
        assert swapped.swapped == Typed(on, on)
        assert swapped.first != on
    else:
        assert on.day > 12 or on.day == on.month


@given(st.text())
def test_anything_typed_is_a_date_or_unclear(text: str) -> None:
    try:
        typed = parse(text, TODAY)
    except Unclear as unclear:
        assert str(unclear)
    else:
        assert typed.first <= typed.last


@given(st.integers(0, 120), st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_an_age_covers_a_year(age: int, today: date) -> None:
    typed = parse(f"aged {age}", today)
    assert typed.last - typed.first in (timedelta(364), timedelta(365))


def test_read_out() -> None:
    assert spoken(date(2014, 11, 3), "exact") == "3 November 2014"
    assert spoken(date(2014, 11, 1), "month") == "November 2014"
    assert spoken(date(2014, 1, 1), "year") == "2014"
    assert spoken(date(2027, 2, 1), "unborn") == "due 1 February 2027"
    assert spoken(None, "exact") == "not known"
