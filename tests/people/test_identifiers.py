"""Check digits: known numbers, and that every single slip of the keys is caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.people.identifiers import (
    LOCAL,
    NHS,
    UPN,
    UPN_LETTERS,
    canonical,
    check_passed,
    nhs_number,
    recognise,
    shown,
    unique_pupil_number,
)

nine = st.text("0123456789", min_size=9, max_size=9)


def with_check(first_nine: str) -> str | None:
    return next((first_nine + d for d in "0123456789" if nhs_number(first_nine + d)), None)


@pytest.mark.parametrize("number", ["9434765919", "943 476 5919", "943-476-5919", "4010232137", "9000000009"])
def test_an_nhs_number_that_holds(number: str) -> None:
    assert nhs_number(number)


@pytest.mark.parametrize("number", ["9434765918", "94347659190", "943476591", "", "943476591X", "٩٤٣٤٧٦٥٩١٩"])
def test_an_nhs_number_that_does_not(number: str) -> None:
    assert not nhs_number(number)


@given(nine)
def test_one_check_digit_at_most_holds(first_nine: str) -> None:
    assert sum(nhs_number(first_nine + d) for d in "0123456789") <= 1


@given(nine, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_an_nhs_number_is_caught(first_nine: str, at: int, by: int) -> None:
    number = with_check(first_nine)
    if number:
        wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
        assert not nhs_number(wrong)


@given(nine, st.integers(0, 8))
def test_two_neighbouring_digits_exchanged_are_caught(first_nine: str, at: int) -> None:
    number = with_check(first_nine)
    if number and number[at] != number[at + 1]:
        assert not nhs_number(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@pytest.mark.parametrize("number", ["A123456789014", "H801200001001", "T80120000100A"])
def test_a_pupil_number_has_one_right_letter(number: str) -> None:
    right = [letter for letter in UPN_LETTERS if unique_pupil_number(letter + number[1:])]
    assert len(right) == 1


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(1, 12), st.integers(1, 9))
def test_one_wrong_digit_of_a_pupil_number_is_caught(twelve: str, at: int, by: int) -> None:
    number = next(letter + twelve for letter in UPN_LETTERS if unique_pupil_number(letter + twelve))
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not unique_pupil_number(wrong)


def test_a_pupil_number_never_begins_with_a_letter_read_as_a_figure() -> None:
    assert not any(unique_pupil_number(letter + "123456789012") for letter in "IOS")


def test_a_local_number_has_no_check() -> None:
    assert check_passed(LOCAL, "anything") is None
    assert check_passed(NHS, "1") is False
    assert check_passed(UPN, "1") is False


@given(st.text())
def test_the_canonical_form_is_stable_and_never_raises(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    recognise(text)
    for scheme in (NHS, UPN, LOCAL):
        check_passed(scheme, text)


def test_recognised_and_shown() -> None:
    assert recognise("943 476 5919") == NHS
    assert recognise("h801200001001") == UPN
    assert recognise("AB-12345") == LOCAL
    assert recognise("12") is None
    assert shown(NHS, "9434765919") == "943 476 5919"
    assert shown(LOCAL, "AB12345") == "AB12345"
