"""The family drawn: generations, couples, broken lines, and that nothing recorded wrongly can break it."""

from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kith.people.genogram import Member, Tie, draw, family_of, lay_out
from kith.people.kin import Kin, reciprocal


def who(n: int) -> UUID:
    return UUID(int=n + 1)


CHILD, MOTHER, FATHER, GRAN, BROTHER, CARER, FRIEND, HALF, STEPFATHER = range(9)
NAMES = [
    "Amira Khan",
    "Nadia Khan",
    "Idris Hussain",
    "Fatima Begum",
    "Yusuf Khan",
    "Pat <b>Carer",
    "Old Friend",
    "Zara",
    "Leon",
]
MEMBERS = [Member(who(n), name, focus=n == CHILD) for n, name in enumerate(NAMES)]
TIES = [
    Tie(who(CHILD), who(MOTHER), "mother"),
    Tie(who(CHILD), who(FATHER), "father"),
    Tie(who(MOTHER), who(CHILD), "daughter"),
    Tie(who(BROTHER), who(MOTHER), "mother"),
    Tie(who(BROTHER), who(FATHER), "father"),
    Tie(who(CHILD), who(BROTHER), "brother"),
    Tie(who(MOTHER), who(GRAN), "mother"),
    Tie(who(MOTHER), who(FATHER), "former partner"),
    Tie(who(MOTHER), who(STEPFATHER), "partner"),
    Tie(who(HALF), who(MOTHER), "mother"),
    Tie(who(HALF), who(STEPFATHER), "father"),
    Tie(who(CHILD), who(CARER), "foster carer"),
    Tie(who(CHILD), who(FRIEND), "friend"),
]


def test_generations_stand_on_lines() -> None:
    at = lay_out(family_of(TIES))
    down = {n: at[who(n)][1] for n in range(9) if n != FRIEND}
    assert down[GRAN] < down[MOTHER] == down[FATHER] == down[STEPFATHER] < down[CHILD] == down[BROTHER] == down[HALF]
    assert down[CARER] < down[CHILD]
    assert who(FRIEND) not in at


def test_a_couple_is_drawn_once_and_its_end_shows() -> None:
    family = family_of(TIES)
    pairs = [union.partners for union in family.unions]
    assert len(pairs) == len(set(pairs))
    together = {union.partners: union.solid for union in family.unions}
    assert together[frozenset({who(MOTHER), who(FATHER)})] is False
    assert together[frozenset({who(MOTHER), who(STEPFATHER)})] is True


def test_grandparents_skip_a_generation_only_where_the_parent_is_not_drawn() -> None:
    alone = lay_out(family_of([Tie(who(CHILD), who(GRAN), "grandmother"), Tie(who(CHILD), who(MOTHER), "mother")]))
    assert alone[who(GRAN)][1] < alone[who(MOTHER)][1] < alone[who(CHILD)][1]
    both = family_of([*TIES, Tie(who(CHILD), who(GRAN), "grandmother")])
    assert len(both.unions) == len(family_of(TIES).unions)


def test_a_step_parent_who_lives_with_a_parent_needs_no_line_of_their_own() -> None:
    both = family_of([*TIES, Tie(who(CHILD), who(STEPFATHER), "step-parent")])
    assert len(both.unions) == len(family_of(TIES).unions)


def test_siblings_without_parents_on_record_hang_together() -> None:
    at = lay_out(family_of([Tie(who(0), who(1), "twin"), Tie(who(1), who(2), "sister")]))
    assert len({at[who(n)][1] for n in range(3)}) == 1


def test_the_drawing_is_xml_escaped_labelled_and_says_who_is_left_out() -> None:
    drawing = draw(MEMBERS, TIES)
    assert drawing
    root = ElementTree.fromstring(str(drawing.svg))
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Family of Amira Khan: 7 relatives. The table below says the same in words."
    assert "<b>" not in str(drawing.svg)
    assert [member.name for member in drawing.left_out] == ["Old Friend"]


def test_someone_who_is_not_shown_is_not_drawn() -> None:
    drawing = draw([m for m in MEMBERS if m.id != who(FATHER)], TIES)
    assert drawing
    assert "Idris" not in str(drawing.svg)


def test_nothing_to_draw() -> None:
    assert draw(MEMBERS[:1], TIES) is None
    assert draw(MEMBERS, [Tie(who(0), who(1), "friend")]) is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(Kin.values)).filter(lambda t: t[0] != t[1]),
        max_size=14,
    )
)
def test_whatever_is_recorded_can_be_drawn(ties: list[tuple[int, int, str]]) -> None:
    drawing = draw(MEMBERS, [Tie(who(a), who(b), kind) for a, b, kind in ties])
    if drawing:
        ElementTree.fromstring(str(drawing.svg))


@example([(2, 6), (0, 7), (0, 1), (1, 5), (0, 7), (5, 7), (2, 6)])  # upside down, now and then, by the layout alone
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda t: t[0] < t[1]), max_size=10))
def test_no_two_people_share_a_place_and_parents_stand_above(pairs: list[tuple[int, int]]) -> None:
    at = lay_out(family_of([Tie(who(younger), who(elder), "mother") for elder, younger in pairs]))
    people = [at[node] for node in at if isinstance(node, UUID)]
    assert len(people) == len(set(people))
    assert all(at[who(elder)][1] < at[who(younger)][1] for elder, younger in pairs)


@pytest.mark.parametrize("kind", Kin.values)
@pytest.mark.parametrize("sex", ["female", "male", None])
def test_what_one_is_to_the_other_goes_back(kind: str, sex: str | None) -> None:
    back = reciprocal(kind, sex)
    assert isinstance(back, Kin)
    neutral = reciprocal(reciprocal(kind))
    assert reciprocal(neutral) == reciprocal(kind)


def test_mothers_and_daughters() -> None:
    assert reciprocal("mother", "female") == Kin.DAUGHTER
    assert reciprocal("son", "male") == Kin.FATHER
    assert reciprocal("daughter") == Kin.PARENT
    assert reciprocal("brother", "female") == Kin.SISTER
    assert reciprocal("niece or nephew", "male") == Kin.UNCLE
    assert reciprocal("foster carer") == Kin.FOSTERED_CHILD
    assert reciprocal("special guardian") == Kin.WARD
    assert reciprocal("friend", "male") == Kin.FRIEND
