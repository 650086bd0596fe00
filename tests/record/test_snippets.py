"""Headlines come apart into hits and the rest; nothing in them is markup."""

from hypothesis import given
from hypothesis import strategies as st

from kith.record.snippets import LESS, START, STOP, Part, parts


def test_hits_and_the_rest():
    headline = f"a {START}bruise{STOP} on the {START}arm{STOP}"
    assert parts(headline) == (Part("a ", False), Part("bruise", True), Part(" on the ", False), Part("arm", True))


def test_less_than_comes_back():
    assert parts(f"BP {LESS}90, {START}pulse{STOP} >60")[0] == Part("BP <90, ", False)


@given(st.text(alphabet="ab<>&" + START + STOP + LESS))
def test_no_marker_survives_in_front_of_a_reader_and_no_word_is_lost(headline):
    found = parts(headline)
    shown = "".join(part.text for part in found)
    assert START not in shown and LESS not in shown
    assert [c for c in shown if c in "ab&>"] == [c for c in headline if c in "ab&>"]
