"""Faults that can be made in the text of a function, one at a time.

Each clause left out, each comparison shifted, AND and OR swapped, each null opened, each coalesce emptied, each side of
what is joined (`||`) left out, each call of the engine left out, each span of time opened at either end.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SHIFTS = {
    " >= ": " > ",
    " <= ": " < ",
    " < ": " <= ",
    " > ": " >= ",
    " <> ": " = ",
    " = ": " <> ",
    " AND ": " OR ",
    " OR ": " AND ",
    " NOT ": " ",
    " IS NOT NULL": " IS NULL",
    " IS NULL": " IS NOT NULL",
    " IS DISTINCT FROM ": " IS NOT DISTINCT FROM ",
}
JOINED, CALLED, SPANNED = " || ", "call", "span"
KINDS = (*SHIFTS, "coalesce", JOINED, CALLED, SPANNED)
SAMPLED = (" >= ", " <= ", " < ", " > ", " AND ", " NOT ", JOINED, SPANNED)  # what an ordinary run draws from
BODY = re.compile(r"\$(function|procedure)\$")
COALESCE = re.compile(r"coalesce\(")
JOINT = re.compile(r"\s+\|\|\s+")
CALL = re.compile(r"access\.\w+\(")
SPAN = re.compile(r"access\.(within|active)\(")
QUOTED = re.compile(r"E?'[^']*'")
BEFORE = (":= ", "RETURN ", "SELECT ", "THEN ", "ELSE ", "|| ", ", ", "AS %L', ")  # what an operand follows
AFTER = re.compile(r"\s+\|\||,|;|\n *(?=FROM |\$)|\n *\$| AS | END\b| WHEN | THEN | ELSE | FROM ")


@dataclass(frozen=True)
class Mutant:
    name: str
    function: str
    text: str


def mutants(function: str, text: str, kinds: Iterable[str] = KINDS) -> Iterator[Mutant]:
    """Every fault of these kinds in the body of a function; of every kind, unless said."""
    body = BODY.search(text).end()  # type: ignore[union-attr]  # every definition has one
    for kind in kinds:
        for name, start, end, new in _faults(text, body, kind):
            yield Mutant(f"{function}: {name}", function, text[:start] + new + text[end:])


Fault = tuple[str, int, int, str]  # its name, from where to where, what stands there instead


def _faults(text: str, body: int, kind: str) -> Iterator[Fault]:
    if kind in SHIFTS:
        return _shifted(text, body, kind)
    made = {"coalesce": _emptied, JOINED: _unjoined, CALLED: _uncalled, SPANNED: _unbounded}
    return made[kind](text, body)


def _shifted(text: str, body: int, old: str) -> Iterator[Fault]:
    for n, found in enumerate(re.compile(re.escape(old)).finditer(text, body), 1):
        at = found.start()
        around = " ".join(text[at - 12 : at + 28].split())
        yield f"{old.strip()} {n} ({around})", at, found.end(), SHIFTS[old]
        if old in (" AND ", " OR "):
            end = at + len(clause_after(text[at:]))
            yield f"without{text[at:end]}", at, end, ""
        if old == " AND " and (start := _first(text, at, body)) is not None:
            yield f"without the first: {_short(text[start:at])}", start, found.end(), ""


def _first(text: str, end: int, body: int) -> int | None:
    """Where the clause begins that an AND follows, if it is the first of its row: after WHERE, ON or a bracket."""
    depth = 0
    for at in range(end - 1, body, -1):
        depth += (text[at] in ")]") - (text[at] in "([")
        if depth < 0:
            return at + 1
        if depth == 0 and text[:at].endswith((" AND ", " OR ", "SELECT ")):
            return None
        if depth == 0 and text[:at].endswith(("WHERE ", " ON ", "WHEN ", "IF ")):
            return at
    return None


def _emptied(text: str, body: int) -> Iterator[Fault]:
    """What stands in for a null is left out."""
    for n, found in enumerate(COALESCE.finditer(text, body), 1):
        parts = _arguments(text, found.end())
        start, end = parts[0][0], parts[-1][1]
        yield f"coalesce {n} emptied", found.start(), end + 1, f"({text[start : parts[-1][0] - 1]})"


def _unjoined(text: str, body: int) -> Iterator[Fault]:
    """Of what is joined, what follows is left out; and what comes first."""
    for n, found in enumerate(JOINT.finditer(text, body), 1):
        if _quoted(text, found.start()):
            continue
        start, end = _back(text, found.start(), body), _ahead(text, found.end())
        yield f"|| {n} without {_short(text[found.end() : end])}", found.start(), end, ""
        if not text[:start].endswith("|| "):
            yield f"|| {n} without {_short(text[start : found.start()])}", start, found.end(), ""


def _uncalled(text: str, body: int) -> Iterator[Fault]:
    """A function of the engine is not asked: nothing comes back."""
    for n, found in enumerate(CALL.finditer(text, body), 1):
        end = _arguments(text, found.end())[-1][1] + 1
        yield f"call {n} left out: {_short(text[found.start() : end])}", found.start(), end, "NULL"


def _unbounded(text: str, body: int) -> Iterator[Fault]:
    """A span of time that always began, and one that never ends."""
    for n, found in enumerate(SPAN.finditer(text, body), 1):
        (*_, (starts, comma), (ends, close)) = _arguments(text, found.end())
        said = _short(text[found.start() : close + 1])
        yield f"span {n} always began: {said}", starts, comma, " '-infinity'"
        yield f"span {n} never ends: {said}", ends, close, " NULL"


def clause_after(text: str) -> str:
    """From an AND or OR up to the next, end of line, or bracket that closes around it."""
    depth = 0
    for n, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0 or (depth == 0 and n > 4 and re.match(r"\n| AND | OR | THEN |;", text[n:])):
            return text[:n]
    return text


def _arguments(text: str, start: int) -> list[tuple[int, int]]:
    """Where the arguments of a call begin and end, the first of them at `start`; the last ends at its bracket."""
    depth, found = 0, []
    for at in range(start, len(text)):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth < 0 or (depth == 0 and text[at] == ","):
            found.append((start, at))
            start = at + 1
        if depth < 0:
            break
    return found


def _ahead(text: str, start: int) -> int:
    """Where the operand that begins here ends."""
    at, depth = start, 0
    case = text.startswith("CASE ", start)
    while at < len(text):
        if quoted := QUOTED.match(text, at):
            at = quoted.end()
            continue
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth == 0 and case and text.startswith(" END", at):
            return at + len(" END")
        if depth < 0 or (depth == 0 and not case and at > start and AFTER.match(text, at)):
            return at
        at += 1
    return at


def _back(text: str, end: int, body: int) -> int:
    """Where the operand that ends here begins."""
    depth = 0
    for at in range(end - 1, body, -1):
        depth += (text[at] in ")]") - (text[at] in "([")
        if depth < 0:
            return at + 1
        if depth == 0 and text[:at].endswith(BEFORE) and not _quoted(text, at):
            return at
    return body


def _quoted(text: str, at: int) -> bool:
    """Whether a place lies between quotes."""
    line = text.rfind("\n", 0, at) + 1
    return text.count("'", line, at) % 2 == 1


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
