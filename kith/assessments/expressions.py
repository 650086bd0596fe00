"""FHIRPath in form definitions: what may stand in it, which questions it reads, and what it comes to.

An expression reads the questions that it names, and no others: it is evaluated over a response that holds nothing else.
So what a score is worked out from is known without running it, and whoever opens all of that may be shown the score.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from statistics import mean
from threading import Lock
from types import MappingProxyType
from typing import Any

from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from fhirpathpy import compile as compiled
from fhirpathpy.parser import parse
from fhirpathpy.parser.generated.FHIRPathLexer import FHIRPathLexer
from fhirpathpy.parser.generated.FHIRPathParser import FHIRPathParser

from kith.assessments import extensions as ext

told = logging.getLogger("kith.assessments")
LONGEST = 2_000
MOST_TOKENS, DEEPEST = 250, 12  # words and signs, and brackets in brackets: the parser's time grows faster than either
EACH = frozenset({"where", "select", "all", "exists"})  # what stands in these is asked once for each answer
WHOLE = frozenset({"%resource", "%patient", "%referral", "descendants", "children"})
PIECES = re.compile(r"'(?:[^'\\]|\\.)*'|`[^`]*`|[()]|%?[A-Za-z_]\w*|\d+(?:\.\d+)?|\S")
# Enough for scores and pre-filling. Nothing here loops, fetches, asks for the time or answers for ever.
FUNCTIONS = frozenset(
    {"where", "select", "exists", "empty", "not", "count", "sum", "min", "max", "avg", "first", "last", "tail", "skip",
     "take", "iif", "all", "allTrue", "anyTrue", "distinct", "combine", "union", "join", "toInteger", "toDecimal",
     "toString", "round", "floor", "ceiling", "abs", "startsWith", "endsWith", "contains", "substring", "upper",
     "lower", "replace", "length", "trim", "descendants", "children", "is", "as", "ofType", "weight"}
)  # fmt: skip
VARIABLES = frozenset({"resource", "patient", "referral"})
NOTHING: Mapping[str, Any] = MappingProxyType({})
_calls_share_a_clock = Lock()  # fhirpathpy keeps the time of an evaluation in one place for all threads


def faults_of(expression: str) -> Iterator[str]:
    """What is wrong with an expression, in words."""
    if len(expression) > LONGEST:
        yield f"is longer than {LONGEST:,} characters"
        return
    if wrong := next(_too_much(expression), ""):
        yield wrong
        return
    if wrong := _syntax(expression):
        yield f"does not parse: {wrong}"
        return
    nodes = list(_walk(parse(expression)))
    if re.search(r"(/|\b(?:div|mod)\b)\s*\(*\s*0+(\.0+)?(?![\d.])", _without_texts(expression)):
        yield "divides by nothing"
    for name in sorted({_text(n) for n in nodes if n.get("type") == "Functn"} - FUNCTIONS):
        yield f"uses {name}(), which Kith does not evaluate"
    for name in sorted({_text(n) for n in nodes if n.get("type") == "ExternalConstant"} - VARIABLES):
        yield f"names %{name}; only %resource, %patient and %referral are known"


def _too_much(expression: str) -> Iterator[str]:
    """What would keep a page waiting for minutes: found before anything is parsed, and in one pass."""
    pieces = PIECES.findall(expression)
    if len(pieces) > MOST_TOKENS:
        yield f"is made of more than {MOST_TOKENS} words and signs"
    around: list[str] = []
    for before, piece in zip(["", *pieces], pieces, strict=False):
        if piece == "(":
            around.append(before)
        elif piece == ")" and around:
            around.pop()
        if len(around) > DEEPEST:
            yield f"has more than {DEEPEST} brackets in one another"
        if piece in WHOLE and EACH & set(around):
            yield f"asks {piece} again for each answer inside {'(), '.join(sorted(EACH & set(around)))}()"


class _First(ErrorListener):
    """Keeps what the grammar first stumbles over: fhirpathpy's own parser goes on with what it can guess."""

    said = ""

    def syntaxError(self, recognizer: Any, symbol: Any, line: int, column: int, msg: str, e: Any) -> None:  # noqa: N802, RUF100 - antlr's name
        self.said = self.said or f"at character {column + 1}: {msg}"


def _syntax(expression: str) -> str:
    """What is wrong with the grammar of the whole expression, or nothing."""
    first = _First()
    lexer = FHIRPathLexer(InputStream(expression))
    parser = FHIRPathParser(CommonTokenStream(lexer))
    for each in (lexer, parser):
        each.removeErrorListeners()
        each.addErrorListener(first)
    parser.entireExpression()
    return first.said


def _without_texts(expression: str) -> str:
    return re.sub(r"'(?:[^'\\]|\\.)*'", "''", expression)


def names_in(expression: str) -> frozenset[str]:
    """Every text in quotes: among them the linkIds that it reads."""
    return frozenset(re.findall(r"'((?:[^'\\]|\\.)*)'", expression))


def worked_out(expression: str, resource: Mapping[str, Any], referral: Mapping[str, Any] = NOTHING) -> Any:
    """What it comes to over a resource: one value, or None. One that fails comes to nothing, and the log says so."""
    known = {"resource": resource, "patient": resource, "referral": dict(referral)}
    with _calls_share_a_clock:
        try:
            found = _ready(expression)(resource, known)
        except Exception as error:  # noqa: BLE001 - whatever was answered, a page that cannot work out a score still opens
            told.warning("an expression failed (%s): %s", type(error).__name__, expression[:200])
            return None
    value = found[0] if len(found) == 1 else None
    return value if isinstance(value, str | int | float | Decimal) else None


@lru_cache(maxsize=500)
def _ready(expression: str) -> Any:
    return compiled(expression, None, {"userInvocationTable": _ours()})


def _ours() -> dict[str, Any]:
    """What fhirpathpy has not, or has only for numbers that other functions gave."""
    plain: dict[str, Any] = {
        "weight": _weights,
        "sum": _over(sum),
        "min": _over(min),
        "max": _over(max),
        "avg": _over(mean),
    }
    return {name: {"fn": function, "arity": {0: []}} for name, function in plain.items()}


def _over(worked: Callable[[list[Any]], Any]) -> Callable[[Iterable[Any]], list[Any]]:
    """Over numbers as they were answered. Of none it is nothing, and a sum 0 (FHIRPath 2.0, aggregates)."""

    def over(answers: Iterable[Any]) -> list[Any]:
        numbers = [getattr(answer, "data", answer) for answer in answers]
        return [worked(numbers)] if numbers or worked is sum else []

    return over


def _weights(answers: Iterable[Any]) -> list[Any]:
    """SDC's weight(): what the answers chosen count, as the definition says."""
    found = []
    for answer in answers:
        told = getattr(answer, "data", answer)
        coding = told.get("valueCoding", told) if isinstance(told, Mapping) else {}
        weight = ext.value_of(coding, ext.ORDINAL)
        found += [] if weight is None else [weight]
    return found


def _walk(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("children", ()):
        yield from _walk(child)


def _text(node: Mapping[str, Any]) -> str:
    """The first identifier under a node."""
    inner = next((n for n in _walk(node) if n.get("type") == "Identifier"), node)
    return str((inner.get("terminalNodeText") or [node.get("text", "")])[0]).strip("`")
