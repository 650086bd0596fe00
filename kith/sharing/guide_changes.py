"""What one edition of the guide changes against another, in words, for whoever decides whether to keep it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import product
from typing import Any

from kith.agencies.models import AgencyKind
from kith.assessments.comparing import Change
from kith.sharing.guide import Choice, Gateway, Guide, Reason

SAID = {
    "name": "Name", "says": "What it says", "force": "What it is", "exception": "Unless", "purposes": "For",
    "asks": "Who may ask", "of": "Who is asked", "article6": "UK GDPR Article 6", "article9": "UK GDPR Article 9",
    "regime": "Regime", "sure": "How sure", "words": "Words", "law": "Law", "about": "About",
}  # fmt: skip
PARTS = (("gateways", "Law"), ("purposes", "Purpose"), ("confidentiality", "Confidence"), ("reasons", "Ground"))
Entry = Gateway | Choice | Reason


def changes(before: Guide, after: Guide) -> list[Change]:
    """Law by law and choice by choice, what is gone last; then for which purposes somebody is led to other laws."""
    found = [change for part, what in PARTS for change in _of_part(getattr(before, part), getattr(after, part), what)]
    return found + list(_led_elsewhere(before, after))


def _of_part(before: Sequence[Entry], after: Sequence[Entry], what: str) -> Iterator[Change]:
    was, now = {each.code: each for each in before}, {each.code: each for each in after}
    for code, entry in now.items():
        if words := tuple(_changed(was[code], entry)) if code in was else (f"Added: {_first(entry)}",):
            yield Change(f"{what}: {_named(entry)}", words)
    yield from (Change(f"{what}: {_named(was[code])}", ("Removed.",)) for code in was if code not in now)


def _named(entry: Entry) -> str:
    return entry.name if isinstance(entry, Gateway) else entry.words


def _first(entry: Entry) -> str:
    """What somebody needs to know of a new one."""
    if isinstance(entry, Gateway):
        return f"{entry.force_words} {entry.says}"
    return entry.law if isinstance(entry, Reason) else entry.code


def _changed(was: Entry, now: Entry) -> Iterator[str]:
    for name in (field.name for field in fields(now) if field.name != "code"):
        old, new = _said(getattr(was, name)), _said(getattr(now, name))
        if old != new:
            yield f"{SAID[name]}: was “{old or 'nothing'}”, is “{new or 'nothing'}”."


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _led_elsewhere(before: Guide, after: Guide) -> Iterator[Change]:
    """Purposes for which some who asks of some is told of other laws, or of the same in another order."""
    pairs = list(product(AgencyKind.values, repeat=2))
    for purpose in after.purposes:
        other = [pair for pair in pairs if _codes(before, purpose.code, pair) != _codes(after, purpose.code, pair)]
        if other:
            asks, of = AgencyKind(other[0][0]).label, AgencyKind(other[0][1]).label
            told = f"{len(other)} of {len(pairs)} pairs of organisations are led to other laws, such as where {asks}"
            yield Change(f"Where it leads: {purpose.words}", (f"{told} asks {of}.",))


def _codes(guide: Guide, purpose: str, pair: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(law.code, law.force) for law in guide.fitting(purpose, pair[0], pair[1])]
