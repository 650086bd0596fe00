"""From what somebody types in one box to what is looked for, and from what is found to how likely it is and why.

The database returns candidates that share clues with the query (`sql/`); here they are weighed and ordered. Scores
run from 0 to 100 and mean nothing beyond their order.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kith.people import dates, identifiers, names

MOST_WORDS = 6  # of a name; a longer text is a paste
NOT_NAMES = {"dob", "born", "date", "of", "birth", "nhs", "upn", "no", "number", "aged", "age", "and", "about", "circa"}
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
NUMBER = re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b|\b(?=[A-Za-z/-]*\d)[A-Za-z\d]+(?:[/-][A-Za-z\d]+)*\b")
DATE = re.compile(
    rf"""(?:\b(?:about|around|circa|c\.|approx\.?)\s*)?(?:
      \b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b | \b\d{{1,2}}\ \d{{1,2}}\ \d{{4}}\b
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\s+\d{{2,4}}\b
    | \b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b | \b{MONTH}\s+\d{{4}}\b | \b\d{{1,2}}[/.-]\d{{4}}\b
    | \b(?:19|20)\d\d\b | \bage[d]?\s+\d{{1,3}}\b | \b\d{{1,3}}\s+(?:years|yrs)(?:\s+old)?\b )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Query:
    """What is looked for. `notes` say what of the text was not understood."""

    words: tuple[str, ...] = ()
    born: dates.Typed | None = None
    numbers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers or self.born)

    @property
    def kinds(self) -> list[str]:
        """What the search was by: this, and no word of it, stands in the access event."""
        return [
            kind
            for kind, given in (("name", self.words), ("date of birth", self.born), ("number", self.numbers))
            if given
        ]


def read(text: str, today: date) -> Query:
    """Names, a date of birth and numbers, in any order, from one box. "Smith, John" is John Smith. Never raises."""
    numbers: list[str] = []
    notes: list[str] = []
    text = text[:200]
    born, text = _take_date(_keep_numbers(text, numbers), today, notes)
    words = _name_words(text, notes)
    return Query(words, born, tuple(dict.fromkeys(numbers)), tuple(notes))


def names_typed(text: str, today: date) -> tuple[str, str]:
    """First names and last name as they were typed to find somebody, less the date and the numbers."""
    _, left = _take_date(_keep_numbers(text[:200], []), today, [])
    family, comma, given = left.partition(",")
    typed = [word for word in (f"{given} {family}" if comma else left).split() if names.words(word)]
    typed = [word for word in typed if not NOT_NAMES & {*names.words(word)} and not word.isdecimal()]
    return " ".join(typed[:-1]), " ".join(typed[-1:])


def asked(given: str, family: str, born: dates.Typed | None, numbers: list[str]) -> Query:
    """The query that a filled-in form amounts to: what registering a person looks for first."""
    words = (*names.words(given), *names.words(family))[:MOST_WORDS]
    return Query(words, born, tuple(identifiers.canonical(number) for number in numbers))


def _keep_numbers(text: str, numbers: list[str]) -> str:
    """Take out what looks like an NHS number, a UPN or a local number; leave what looks like a date."""

    def take(found: re.Match[str]) -> str:
        number = found.group()
        if DATE.fullmatch(number) or identifiers.recognise(number) is None:
            return number
        numbers.append(identifiers.canonical(number))
        return number if re.fullmatch(r"\d{8}", number) else " "  # eight figures may also be a date

    return NUMBER.sub(take, text)


def _take_date(text: str, today: date, notes: list[str]) -> tuple[dates.Typed | None, str]:
    found = DATE.search(text) or re.search(r"\b\d{8}\b", text)
    if not found:
        return None, text
    rest = text[: found.start()] + " " + text[found.end() :]
    try:
        return dates.parse(found.group(), today), rest
    except dates.Unclear as unclear:
        if not re.fullmatch(r"\d{8}", found.group()):
            notes.append(str(unclear))
        return None, rest


def _name_words(text: str, notes: list[str]) -> tuple[str, ...]:
    family, comma, given = text.partition(",")
    found = names.words(f"{given} {family}" if comma else text)
    words = tuple(word for word in found if word not in NOT_NAMES and not word.isdecimal())
    left = [word for word in found if word.isdecimal()]
    if left:
        notes.append(f"“{' '.join(left)}” was not used. For a date of birth, give at least a year, such as 2014.")
    if len(words) > MOST_WORDS:
        notes.append(f"Only the first {MOST_WORDS} names were used.")
    return words[:MOST_WORDS]


def clues_of(query: Query) -> list[dict[str, list[str]]]:
    """For each word, what a name on record must share with it: itself, its sound or other form, or a near spelling."""
    beside: dict[int, list[str]] = {}
    for i, both in enumerate(names.joined(query.words)):
        beside.setdefault(i, []).append(f"={both}")
        beside.setdefault(i + 1, []).append(f"={both}")
    return [
        {
            "same": [f"={word}", *beside.get(i, [])],
            "like": sorted({*names.sounds(word), *(f"={form}" for form in names.known_as(word))}),
            "near": sorted(names.near(word)),
        }
        for i, word in enumerate(query.words)
    ]


@dataclass(frozen=True)
class OnRecord:
    """What the record says of a candidate: one name, a birth if known, and whether a number typed is theirs."""

    given: str
    family: str
    born: date | None = None
    precision: str = dates.EXACT
    number: bool = False


@dataclass(frozen=True)
class Match:
    """How likely, from 0 to 100, and why, in words."""

    score: int
    reasons: tuple[str, ...]


def weigh(query: Query, found: OnRecord) -> Match:
    """How well a candidate answers the query. A number outweighs a name, and a name a date."""
    parts: list[tuple[float, float]] = []  # weight, how alike from 0 to 1
    reasons: list[str] = []
    if query.numbers:
        parts.append((4, float(found.number)))
        reasons += ["The number is the same"] if found.number else []
    if query.words:
        alike, why = _weigh_names(query.words, names.words(found.given), names.words(found.family))
        parts.append((3, alike))
        reasons += why
    if query.born:
        alike, why = _weigh_birth(query.born, found.born, found.precision)
        parts.append((2, alike))
        reasons += why
    weight = sum(w for w, _ in parts) or 1
    return Match(round(100 * sum(w * alike for w, alike in parts) / weight), tuple(reasons))


def _weigh_names(typed: tuple[str, ...], given: tuple[str, ...], family: tuple[str, ...]) -> tuple[float, list[str]]:
    stored = [*given, *names.joined(given), *family, *names.joined(family)]
    typed_and_joined = [*typed, *names.joined(typed)]
    pairs = sorted(
        ((*_alike(word, other), word, other) for word in typed_and_joined for other in stored),
        key=lambda pair: (-pair[0], pair[2]),
    )
    best: dict[str, tuple[float, str, str]] = {}
    used: set[str] = set()
    for alike, why, word, other in pairs:
        if alike and word not in best and other not in used:
            best[word] = (alike, why, other)
            used.add(other)
    for a, b in pairwise(typed):  # Abdul Rahman typed, Abdulrahman on record
        if a + b in best and not (a in best and b in best):
            best[a] = best[b] = best[a + b]
    scored = [best[word][0] for word in typed if word in best]
    reasons = list(dict.fromkeys(best[word][1] for word in typed if word in best and best[word][1]))
    if len(scored) == len(typed) and not reasons:
        reasons = ["The name is the same"]
    if _swapped(typed, given, family, best):
        reasons.append("First and last names the other way round")
    return sum(scored) / len(typed), reasons


def _alike(word: str, other: str) -> tuple[float, str]:
    """How alike two words are, and what to say of it. The same word needs no saying."""
    said = f"{word.title()}, on record {other.title()}: "
    if word == other:
        return 1.0, ""
    close = names.similarity(word, other)
    if other in names.known_as(word):
        return 0.9, said + "another form of the name"
    if names.near(word) & names.near(other):
        return 0.8 + 0.1 * close, said + "one letter apart"
    if names.sounds(word) & names.sounds(other):
        return 0.75 + 0.1 * close, said + "sounds alike"
    return (0.7 * close, said + "spelt much alike") if close >= 0.88 else (0.0, "")


def _swapped(
    typed: tuple[str, ...],
    given: tuple[str, ...],
    family: tuple[str, ...],
    best: dict[str, tuple[float, str, str]],
) -> bool:
    first, last = best.get(typed[0]), best.get(typed[-1])
    if len(typed) < 2 or not first or not last:
        return False
    return first[2] in {*family} - {*given} and last[2] in {*given} - {*family}


def _weigh_birth(typed: dates.Typed, on: date | None, precision: str) -> tuple[float, list[str]]:
    if on is None:
        return 0.3, []
    if typed.first <= on <= typed.last:
        if typed.precision == dates.EXACT and precision == dates.EXACT:
            return 1.0, ["The date of birth is the same"]
        return 0.8, [f"Born {dates.spoken(on, precision)}"]
    if precision == dates.YEAR and on.year == typed.first.year:
        return 0.6, [f"Born {dates.spoken(on, precision)}"]
    if precision == dates.MONTH and (on.year, on.month) == (typed.first.year, typed.first.month):
        return 0.7, [f"Born {dates.spoken(on, precision)}"]
    if typed.swapped and typed.swapped.first == on:
        return 0.8, ["Day and month of birth the other way round"]
    if dates.ESTIMATED in {typed.precision, precision} and abs(on.year - typed.first.year) <= 1:
        return 0.6, [f"Born {dates.spoken(on, precision)}"]
    if typed.precision == dates.EXACT and _one_part_off(typed.first, on):
        return 0.5, [f"Born {dates.spoken(on, precision)}: one part of the date differs"]
    return 0.0, []


def _one_part_off(one: date, other: date) -> bool:
    return sum((one.year != other.year, one.month != other.month, one.day != other.day)) == 1
