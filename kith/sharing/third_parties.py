"""Words in a text that name somebody else: proposed to be removed, for a person to decide. Pure.

What is looked for: names of others on the record and of their relatives, with their short forms (kith/people/names.py)
and misspellings (rapidfuzz); their addresses; any telephone number and e-mail address. A surname that the person shares
is proposed only beside another name of the other's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from kith.people.names import folded, known_as, sounds, words

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-](?!s\b)[^\W\d_]+)*")
TITLES = r"(?:Mr|Mrs|Miss|Ms|Mx|Dr|Nan|Nana|Grandad|Auntie?|Uncle)\.?\s+"
TITLE, TITLED = re.compile(rf"{TITLES}$"), re.compile(rf"^{TITLES}")
TELEPHONE = re.compile(r"(?<![\w+])(?:\+44\s?|0)(?:[\s-]?\d){9,10}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LONG, ALIKE = 4, 80  # letters that a name must have to be looked for misspelt; how alike, of a hundred
REMOVED = "[removed]"


@dataclass(frozen=True)
class Other:
    """Somebody else: what they are to the person, every name of theirs, every place of theirs."""

    who: str
    names: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Words in a text, where they stand, whom they may name, and why they were found."""

    start: int
    end: int
    phrase: str
    who: str
    why: str


def key(phrase: str) -> str:
    """A phrase as decisions are kept by: however it is spaced and written large."""
    return " ".join(phrase.casefold().split())


def found_in(text: str, others: Iterable[Other], own: Iterable[str]) -> list[Found]:
    """What is proposed, in order, none across another. `own`: the person's own names, which stay."""
    return Finder(others, own).found_in(text)


class Finder:
    """Looks through texts for the same others: a word is judged once, however often it stands in them."""

    def __init__(self, others: Iterable[Other], own: Iterable[str]):
        self.others = tuple(others)
        self.mine = frozenset(word for name in own for word in words(name))
        self.named = cache(partial(_named, others=self.others, mine=self.mine))

    def found_in(self, text: str) -> list[Found]:
        names = [self._whom(each) for each in _names(text, self)]
        spans = [*_places(text, self.others), *_numbers(text), *names]
        taken: list[Found] = []
        for span in sorted(spans, key=lambda each: (each.start, -each.end)):
            if not taken or span.start >= taken[-1].end:
                taken.append(span)
        return taken

    def _whom(self, found: Found) -> Found:
        """Of a name that several of them have, all of them: a surname says which family, not who."""
        said = words(TITLED.sub("", found.phrase))
        called = [each for each in self.others if said and all(part in _known(each.names) for part in said)]
        who: dict[str, str] = {}
        for each in called:
            who.setdefault(each.names[0], each.who)  # who speaks for the person may be a relative too
        several = " or ".join(who.values())
        return replace(found, who=f"{several}, or somebody else of that name") if len(who) > 1 else found


def removed_from(text: str, phrases: Iterable[str]) -> str:
    """The text without these phrases, wherever they stand as whole words, the longest first."""
    for phrase in sorted({key(each) for each in phrases if each.strip()}, key=len, reverse=True):
        text = re.sub(spaced(phrase), REMOVED, text, flags=re.IGNORECASE)
    return text


def without(text: str, places: Iterable[str]) -> str:
    """The text without these addresses, postcodes and names of places, however they are spaced."""
    for place in places:
        text = re.sub(loosely(place), REMOVED, text, flags=re.IGNORECASE)
    return text


def spaced(phrase: str) -> str:
    """A pattern for the phrase as whole words, over line ends, however it is spaced."""
    inner = r"\s+".join(re.escape(part) for part in phrase.split())
    return rf"(?<!\w){inner}(?!\w)"


def _places(text: str, others: tuple[Other, ...]) -> Iterator[Found]:
    for other in others:
        for place in other.places:
            for match in re.finditer(loosely(place), text, re.IGNORECASE):
                yield Found(match.start(), match.end(), match[0], other.who, "where they are")


def loosely(place: str) -> str:
    """An address or a postcode with any spacing and commas."""
    return r"(?<!\w)" + r"[\s,]*".join(re.escape(letter) for letter in re.sub(r"[\s,]", "", place)) + r"(?!\w)"


def _numbers(text: str) -> Iterator[Found]:
    for pattern, what in ((TELEPHONE, "a telephone number"), (EMAIL, "an e-mail address")):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), match[0], "Somebody", what)


def _names(text: str, finder: Finder) -> Iterator[Found]:
    """Words that name somebody; those that stand beside one another and name the same are one."""
    last: Found | None = None
    for match in WORD.finditer(text):
        said = finder.named(match[0])
        beside = last is not None and text[last.end : match.start()] in (" ", "\n", "-")
        if last is not None and not (said and beside and said[0] == last.who):
            tail = beside and _shared(match[0], finder, last.who)
            yield _until(text, last, match.end()) if tail else last
            last = None
            if tail:
                continue
        if said:
            start = last.start if last else _with_title(text, match.start())
            last = Found(start, match.end(), text[start : match.end()], *said)
    if last:
        yield last


def _until(text: str, found: Found, end: int) -> Found:
    return Found(found.start, end, text[found.start : end], found.who, found.why)


def _with_title(text: str, start: int) -> int:
    before = TITLE.search(text[:start])
    return before.start() if before else start


def _shared(word: str, finder: Finder, who: str) -> bool:
    """A surname that they share with the person, beside another name of theirs."""
    return any(part in finder.mine for part in words(word)) and any(
        part in words(name)
        for other in finder.others
        if other.who == who
        for name in other.names
        for part in words(word)
    )


def _named(word: str, others: tuple[Other, ...], mine: frozenset[str]) -> tuple[str, str] | None:
    """Whom a word may name, and why: as it is, by a short form, by a slip."""
    parts = words(word)
    if not parts or all(part in mine for part in parts):
        return None
    likely = None
    for other in others:
        why = _alike(parts, word, _known(other.names), mine)
        if why == "their name":
            return other.who, why
        likely = likely or (why and (other.who, why))
    return likely or None


@lru_cache(maxsize=5_000)
def _known(names: tuple[str, ...]) -> dict[str, str]:
    """Every word by which somebody is called, with why."""
    whole = {part: "their name" for name in names for part in words(name) if len(part) > 1}
    short = {other: f"short or long for {part.capitalize()}" for part in whole for other in known_as(part)}
    return short | whole


def _alike(parts: tuple[str, ...], word: str, known: dict[str, str], mine: frozenset[str]) -> str:
    for part in parts:
        if part not in mine and part in known:
            return known[part]
    if not word[0].isupper() and len(folded(word)) < LONG + 1:
        return ""
    plain = folded(word)
    return next((f"spelt like {name.capitalize()}" for name in known if _slip(plain, name, word[0].isupper())), "")


def _slip(word: str, name: str, large: bool) -> bool:
    """A misspelling: one or two slips in a name that is long enough, or the same sound. A small word must be nearer."""
    if min(len(word), len(name)) < LONG or abs(len(word) - len(name)) > 2:
        return False
    if word[0] != name[0] and not sounds(word) & sounds(name):
        return False
    alike = fuzz.ratio(word, name)
    slips = DamerauLevenshtein.distance(word, name)
    return slips <= (2 if len(name) > 5 else 1) and alike >= (
        ALIKE - 10 if large and sounds(word) & sounds(name) else ALIKE
    )
