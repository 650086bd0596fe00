"""Who may agree for whom."""

from datetime import date

import pytest

from kith.core.errors import Invalid
from kith.sharing.rules_of_consent import check_dates, check_given

MAY = [  # given by, capacity, age
    ("self", "presumed", 30),
    ("self", "presumed", 16),
    ("self", "assessed", 90),
    ("self", "gillick", 13),
    ("self", "gillick", None),
    ("parent", "not yet", 4),
    ("parent", "lacks", 17),
    ("attorney", "lacks", 80),
    ("deputy", "lacks", 40),
]
MAY_NOT = [
    ("self", "not yet", 5, "cannot decide this themself"),
    ("self", "lacks", 50, "cannot decide this themself"),
    ("self", "presumed", 12, "They are 12"),
    ("self", "gillick", 16, "They are 16"),
    ("parent", "gillick", 14, "can decide this themself"),
    ("parent", "presumed", 17, "can decide this themself"),
    ("parent", "lacks", 18, "parental responsibility for an adult"),
    ("attorney", "presumed", 80, "only what the person was assessed as unable"),
    ("deputy", "not yet", 9, "only what the person was assessed as unable"),
]


@pytest.mark.parametrize(("given_by", "capacity", "age"), MAY)
def test_who_may(given_by, capacity, age) -> None:
    check_given(given_by, capacity, age, "asked what it means, and told me", "Jo, mother")


@pytest.mark.parametrize(("given_by", "capacity", "age", "told"), MAY_NOT)
def test_who_may_not(given_by, capacity, age, told) -> None:
    with pytest.raises(Invalid, match=told):
        check_given(given_by, capacity, age, "asked what it means", "Jo, mother")


@pytest.mark.parametrize("capacity", ["gillick", "assessed", "lacks"])
def test_what_was_assessed_says_how(capacity) -> None:
    by = "attorney" if capacity == "lacks" else "self"
    with pytest.raises(Invalid, match="how you know"):
        check_given(by, capacity, None, " ", "Jo")


def test_somebody_else_has_a_name() -> None:
    with pytest.raises(Invalid, match="who decided it"):
        check_given("parent", "not yet", 4, "", "")


TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("given", "until", "review", "told"),
    [
        (date(2026, 11, 27), None, date(2027, 2, 1), "has not come"),
        (TODAY, TODAY, date(2027, 2, 1), "still to come"),
        (TODAY, None, TODAY, "within a year"),
        (TODAY, None, date(2027, 11, 28), "within a year"),
    ],
)
def test_dates(given, until, review, told) -> None:
    with pytest.raises(Invalid, match=told):
        check_dates(given, until, review, TODAY)
    check_dates(TODAY, date(2027, 1, 1), date(2027, 2, 1), TODAY)
