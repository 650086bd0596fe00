"""Names as they are compared: folded to plain letters, and reduced to clues that survive misspelling.

A clue is a short text that two spellings of one name share, so that finding is equality on an index:
    =word    the word itself                       (O'Neill and ONEILL)
    ~code    how it sounds                         (Smyth and Smith; Siobhan and Shevaun)
    -word    the word, or the word less one letter (Borwn and Brown: both hold -brwn)
Sound is Double Metaphone, made for names of many origins, and NYSIIS, made on a register of New York; together they
miss less than either. Two words one typing slip apart (a letter lost, added, changed, or two exchanged) always share
a "-" clue; trigram similarity does not promise that, least of all in short names, and needs an extension.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import jellyfish
from doublemetaphone import doublemetaphone
from nicknames import NickNamer

LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ə": "a"}
)
TITLES = {"mr", "mrs", "miss", "ms", "mx", "dr", "sir", "master"}
APOSTROPHES = re.compile("['`\u2019\u2018\u00b4\u02bb\u02bc]")  # straight, curly, accents, okina
LONGEST = 40  # letters of a word that are compared; a longer one is a paste, not a name

# Spelt far from how an English ear writes it: no rule of sound bridges these.
SAID = {
    "siobhan": "shevaun", "niamh": "neve", "caoimhe": "keeva", "aoife": "eefa", "sean": "shaun", "eoin": "owen",
    "eoghan": "owen", "saoirse": "seersha", "ciara": "keera", "tadhg": "tige", "roisin": "rosheen",
    "sinead": "shinade", "grainne": "gronya", "aisling": "ashling", "oisin": "osheen", "padraig": "porrick",
    "maeve": "mave", "mairi": "vari", "hamish": "haymish", "ieuan": "yeyan", "ifan": "evan", "sian": "sharn",
    "dafydd": "davith", "gruffudd": "griffith", "wojciech": "voytek", "krzysztof": "kristof", "lukasz": "lucash",
    "agnieszka": "agneshka", "joao": "jowow", "nguyen": "nwin", "xiao": "shao", "qin": "chin", "jesus": "hesus",
    "jorge": "horhay", "guillaume": "geeyom",
}  # fmt: skip


@lru_cache(maxsize=1)
def _nicknamer() -> NickNamer:
    return NickNamer()


def words(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters. Accents, apostrophes and titles go; a hyphen is a space."""
    plain = APOSTROPHES.sub("", name.casefold()).translate(LETTERS)
    letters = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    found = [_mc(word[:LONGEST]) for word in re.findall(r"[^\W_]+", letters.casefold())]
    return tuple(word for word in found if word not in TITLES) or tuple(found)


def _mc(word: str) -> str:
    """Mac and Mc before a consonant are written either way by the same family."""
    return re.sub(r"^mac(?=[b-df-gj-np-tv-z]\w{2})", "mc", word)


def folded(*parts: str) -> str:
    """A whole name to be compared at a glance."""
    return " ".join(word for part in parts for word in words(part))


@lru_cache(maxsize=50_000)
def sounds(word: str) -> frozenset[str]:
    """How a folded word sounds, as codes. A word in a script that the codes do not know has none."""
    codes: set[str] = set()
    for spelling in {word, SAID.get(word, word), _slurred(word)}:
        if spelling.isascii() and spelling.isalpha():
            codes |= {f"~{code}" for code in doublemetaphone(spelling) if code}
            codes.add(f"~{jellyfish.nysiis(spelling).lower()}")
    return frozenset(codes)


def _slurred(word: str) -> str:
    """Letters that one spelling says and another leaves out: Thompson, Tomson; Abdulrahman, Abdirahman."""
    return re.sub(r"mp(?=[st])", "m", re.sub(r"^abd[aeiou]+l?(?=\w{4})", "abd", word))


def near(word: str) -> frozenset[str]:
    """The word and what is left of it less any one letter. Three letters are too few to lose one."""
    shorter = {word[:i] + word[i + 1 :] for i in range(len(word))} if len(word) > 3 else set()
    return frozenset(f"-{text}" for text in {word, *shorter})


def known_as(word: str) -> frozenset[str]:
    """Full and short forms of a given name: Kate for Katherine, Bill for William."""
    namer = _nicknamer()
    return frozenset({*namer.nicknames_of(word), *namer.canonicals_of(word)} - {word})


def clues(given: str, family: str) -> list[str]:
    """What a name can be found by, sorted. Neighbouring words also count as one: Abdul Rahman and Abdulrahman."""
    found: set[str] = set()
    for part in (words(given), words(family)):
        for word in {*part, *joined(part)}:
            found |= {f"={word}"} | sounds(word) | near(word)
    return sorted(found)


def joined(part: Iterable[str]) -> list[str]:
    return [a + b for a, b in pairwise(part)]


def similarity(one: str, other: str) -> float:
    """How alike two folded words are, from 0 to 1 (Jaro-Winkler: a slip at the beginning weighs most)."""
    return float(jellyfish.jaro_winkler_similarity(one, other))
