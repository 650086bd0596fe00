"""One box: what is read from it, and how what is found is weighed, ordered and explained."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.people.dates import Typed
from kith.people.searching import OnRecord, Query, asked, clues_of, names_typed, read, weigh

TODAY = date(2026, 11, 23)
BORN = date(2014, 11, 3)
EXACT = Typed(BORN, BORN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jon Smyth 3/11/2014", Query(("jon", "smyth"), EXACT)),
        ("smith, john", Query(("john", "smith"))),
        ("943 476 5919", Query(numbers=("9434765919",))),
        ("NHS number 943-476-5919", Query(numbers=("9434765919",))),
        ("Child 566910", Query(("child",), numbers=("566910",))),
        ("h801200001001 lee", Query(("lee",), numbers=("H801200001001",))),
        ("Khan Nov 2014", Query(("khan",), Typed(date(2014, 11, 1), date(2014, 11, 30), "month"))),
        ("dob 3 11 2014", Query((), EXACT)),
        ("jones 03112014", Query(("jones",), EXACT, ("03112014",))),
        ("\x00", Query()),
        ("", Query()),
    ],
)
def test_read(text: str, expected: Query) -> None:
    assert read(text, TODAY) == expected


def test_what_was_not_understood_is_said() -> None:
    assert "February 2014 has 28 days" in read("Amira 31/2/2014", TODAY).notes[0]
    assert "at least a year" in read("Amira 11", TODAY).notes[0]
    assert read("a b c d e f g h", TODAY).notes == ("Only the first 6 names were used.",)


@given(st.text(max_size=300))
def test_reading_never_raises(text: str) -> None:
    query = read(text, TODAY)
    assert len(clues_of(query)) == len(query.words) <= 6
    match = weigh(query, OnRecord("Amira", "Khan", BORN))
    assert 0 <= match.score <= 100


def weighed(text: str, given_name: str, family: str, born: date | None = BORN, precision: str = "exact") -> int:
    return weigh(read(text, TODAY), OnRecord(given_name, family, born, precision)).score


def test_the_better_match_comes_first() -> None:
    text = "Jon Smyth 3/11/2014"
    scores = [
        weighed(text, "Jon", "Smyth"),
        weighed(text, "Jon", "Smith"),
        weighed(text, "Jon", "Smith", date(2014, 3, 11)),
        weighed(text, "Jon", "Smith", date(2009, 3, 30)),
        weighed(text, "Mary", "Okafor", date(2009, 3, 30)),
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
    assert scores[-1] == 0
    assert len(set(scores)) == 5


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        ("Mohamed Khan", OnRecord("Muhammad", "Khan"), "sounds alike"),
        ("Amira Borwn", OnRecord("Amira", "Brown"), "one letter apart"),
        ("Kate Brown", OnRecord("Katherine", "Brown"), "another form of the name"),
        ("Khan Amira", OnRecord("Amira", "Khan"), "First and last names the other way round"),
        ("Amira 3/11/2014", OnRecord("Amira", "Khan", date(2014, 3, 11)), "Day and month of birth the other way round"),
        ("Amira 3/11/2014", OnRecord("Amira", "Khan", BORN), "The date of birth is the same"),
        ("Amira 2014", OnRecord("Amira", "Khan", BORN), "Born 3 November 2014"),
        ("Amira 3/11/2014", OnRecord("Amira", "Khan", date(2014, 1, 1), "year"), "Born 2014"),
        ("Amira 3/11/2014", OnRecord("Amira", "Khan", date(2014, 11, 1), "month"), "Born November 2014"),
        ("Amira 3/11/2014", OnRecord("Amira", "Khan", date(2015, 11, 3)), "one part of the date differs"),
        ("943 476 5919", OnRecord("Amira", "Khan", number=True), "The number is the same"),
    ],
)
def test_reasons(text: str, found: OnRecord, reason: str) -> None:
    assert any(reason in said for said in weigh(read(text, TODAY), found).reasons)


def test_two_words_on_one_side_are_one_on_the_other() -> None:
    assert weighed("Abdul Rahman Khan", "Abdulrahman", "Khan") == 100
    assert weighed("Abdulrahman Khan", "Abdul Rahman", "Khan") == 100


def test_a_filled_in_form_asks_the_same() -> None:
    assert asked("Jon", "Smyth", EXACT, ["943 476 5919"]) == Query(("jon", "smyth"), EXACT, ("9434765919",))


def test_what_goes_into_the_event_holds_no_content() -> None:
    assert read("Jon 3/11/2014 943 476 5919", TODAY).kinds == ["name", "date of birth", "number"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Mya Okafor 3 11 2014", ("Mya", "Okafor")),
        ("O'Brien, Siân Mair", ("Siân Mair", "O'Brien")),
        ("aaliyah", ("", "aaliyah")),
        ("943 476 5919", ("", "")),
        ("born March 2015", ("", "")),
    ],
)
def test_names_are_taken_as_they_were_typed(typed: str, names: tuple[str, str]) -> None:
    assert names_typed(typed, date(2026, 1, 1)) == names
