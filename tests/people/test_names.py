"""Names of many origins, spelt as they are heard and as fingers slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.people.names import clues, folded, known_as, near, similarity, sounds, words

letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12)

ALIKE = [
    "mohammed/muhammad", "siobhan/chevonne", "nguyen/nuyen", "wojciech/voytek", "yusuf/yousef", "thompson/tomson",
    "wright/right", "shaun/sean", "catherine/kathryn", "leigh/lee", "hussein/husayn", "krzysztof/kristoff",
    "zhang/jang", "xavier/zavier", "niamh/neve", "caoimhe/keeva", "smith/schmidt", "smyth/smith", "phillip/filip",
    "oluwaseun/oluwasheun", "stephen/steven", "philippa/filipa", "kayleigh/caylee", "rhys/reece", "hugh/huw",
    "isaac/izak", "abdirahman/abdulrahman", "aaliyah/aliya", "okonkwo/okwonko", "singh/sing", "ahmed/ahmad",
    "kaur/cor", "mackenzie/mckenzie",
]  # fmt: skip


@pytest.mark.parametrize("pair", ALIKE)
def test_sounding_alike(pair: str) -> None:
    one, other = (words(name)[0] for name in pair.split("/"))
    assert sounds(one) & sounds(other)


@pytest.mark.parametrize("pair", ["brown/okafor", "patel/jones", "amira/joseph", "li/adeyemi", "khan/whittaker"])
def test_not_sounding_alike(pair: str) -> None:
    one, other = pair.split("/")
    assert not sounds(one) & sounds(other)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("O'Brien", ("obrien",)),
        ("O\u2019BRIEN", ("obrien",)),
        ("Smith-Jones", ("smith", "jones")),
        ("Zoë", ("zoe",)),
        ("Łukasz Jiří", ("lukasz", "jiri")),
        ("Bjørn Straße", ("bjorn", "strasse")),
        ("MacDonald", ("mcdonald",)),
        ("Macy Mack", ("macy", "mack")),
        ("Dr. Ana  María", ("ana", "maria")),
        ("Miss", ("miss",)),
        ("", ()),
        ("<b>", ("b",)),
        ("李小龙", ("李小龙",)),
        ("\x00\u202e", ()),
    ],
)
def test_folded_words(written: str, expected: tuple[str, ...]) -> None:
    assert words(written) == expected


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)
    clues(text, text)


@given(letters, st.data())
def test_one_slip_always_shares_a_clue(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    exchanged = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for slip in (word[:at] + letter + word[at + 1 :], word[:at] + letter + word[at:], exchanged):
        assert near(word) & near(slip), slip
    if len(word) > 4:
        assert near(word) & near(word[:at] + word[at + 1 :])


@given(letters)
def test_a_word_is_wholly_like_itself(word: str) -> None:
    assert similarity(word, word) == 1.0
    assert sounds(word)


def test_neighbouring_words_also_count_as_one() -> None:
    assert "=abdulrahman" in clues("Abdul Rahman", "Khan")
    assert "=smithjones" in clues("Ann", "Smith-Jones")
    assert "=annsmith" not in clues("Ann", "Smith")


def test_short_forms() -> None:
    assert "katherine" in known_as("kate")
    assert "kate" in known_as("katherine")
    assert not known_as("mohammed")


def test_a_long_paste_is_cut() -> None:
    assert len(words("a" * 5000)[0]) == 40
    assert folded("Ann-Marie", "O'Neill") == "ann marie oneill"
