import pytest

from kith.access.grades import DOMAINS
from kith.access.words import domain_name, listed, most_of, reach_in_words


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        ({"social_care": 3, "health": 2}, "practice grade in social care; essential in health"),
        ({"health": 2, "social_care": 3, "family": 3}, "practice grade in family and social care; essential in health"),
        ({"identity": 1}, "locate grade in identity"),
        (dict.fromkeys(DOMAINS, 4), "sensitive grade in everything"),
        (dict.fromkeys(DOMAINS, 0), "nothing of this record"),
        ({}, "nothing of this record"),
    ],
)
def test_a_reach_is_said_the_furthest_grade_first(reach, said):
    assert reach_in_words(reach) == said


def test_listed():
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_where_most_stand_it_is_said_what_does_not():
    names = [domain_name(domain) for domain in DOMAINS]
    assert most_of(names) == "everything"
    assert most_of(names[2:]) == f"everything but {names[0]} and {names[1]}"
    assert most_of(names[:2]) == f"{names[0]} and {names[1]}"
