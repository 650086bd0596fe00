"""Snippets of found text as plain parts: what is a hit and what is not. No HTML here, so none to be escaped wrongly.

PostgreSQL marks hits with two private-use characters, which are taken out of the text first; `<` travels as a third,
because `ts_headline` drops what looks like a tag ("BP <90 and >60"). The template escapes every part.
"""

from dataclasses import dataclass

START, STOP, LESS = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True)
class Part:
    """A stretch of a snippet; `hit`: it is what was searched for."""

    text: str
    hit: bool


def parts(headline: str) -> tuple[Part, ...]:
    """A headline with private markers, as parts in reading order."""
    found: list[Part] = []
    for piece in headline.strip().removeprefix("· ").replace(LESS, "<").split(START):
        hit, stop, after = piece.partition(STOP)
        if stop:
            found += [Part(hit, True), Part(after, False)]
        else:
            found.append(Part(piece, False))
    return tuple(part for part in found if part.text)
