from datetime import UTC, date, datetime

import pytest

from kith.core import clock, words

NOON = datetime(2025, 11, 3, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    clock.set_for_session(NOON)
    yield
    clock.set_for_session(None)


@pytest.mark.parametrize(
    ("value", "said", "exact"),
    [
        (datetime(2025, 11, 3, 14, 10, tzinfo=UTC), "today 14:10", "Monday 3 November 2025, 14:10"),
        (datetime(2025, 11, 2, 9, 5, tzinfo=UTC), "yesterday 09:05", "Sunday 2 November 2025, 09:05"),
        (date(2025, 11, 4), "tomorrow", "Tuesday 4 November 2025"),
        (date(2025, 11, 1), "1 Nov 2025", "Saturday 1 November 2025"),
        (datetime(2025, 7, 1, 23, 30, tzinfo=UTC), "2 Jul 2025", "Wednesday 2 July 2025, 00:30"),  # summer time
    ],
)
def test_when_is_said_as_people_say_it_and_carries_the_exact_moment(value, said, exact):
    assert words.when(value) == (
        f'<time datetime="{value.isoformat()}" title="{exact}">'
        f'<span class="kith-said">{said}</span><span class="kith-exact">{exact}</span></time>'
    )


def test_what_is_not_known_is_not_said():
    assert (words.when(None), words.day(None), words.clock(None), words.age(None)) == ("", "", "", "")


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2025, 11, 3), "0 days"),
        (date(2025, 11, 2), "1 day"),
        (date(2025, 10, 7), "27 days"),
        (date(2025, 10, 3), "1 month"),
        (date(2023, 11, 4), "23 months"),
        (date(2023, 11, 3), "2 years"),
        (date(2011, 11, 4), "13 years"),
        (date(1944, 2, 29), "81 years"),
        (date(2026, 3, 3), "due 3 Mar 2026"),
    ],
)
def test_age(born, said):
    assert words.age(born) == said


def test_age_at_death():
    assert words.age(date(1940, 1, 1), date(2020, 6, 1)) == "80 years"
