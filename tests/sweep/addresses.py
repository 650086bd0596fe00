"""What docs/addresses.yaml says of each address, beside the address itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

FILE = Path(__file__).resolve().parents[2] / "docs" / "addresses.yaml"
LISTED: dict[str, Any] = yaml.safe_load(FILE.read_text())
PARTS: dict[str, Any] = LISTED.pop("parts")
MOST = 12  # statements of a page that says nothing else
NOBODY = UUID("0d9bb8bc-6f2b-4a3a-9d7c-2f8f6f8f7a11")


@dataclass(frozen=True)
class Address:
    """One address: who may (its group), what it is, and what is expected of it."""

    name: str
    group: str
    words: str
    statements: int = MOST
    takes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    never_found: str = ""
    letter: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(patterns()[self.name].pattern.regex.groupindex)

    @property
    def about_a_person(self) -> bool:
        return "person" in self.parts

    @property
    def row(self) -> str:
        """The part that names a row about the person, if there is one."""
        return next((part for part in self.parts if isinstance(PARTS.get(part), str)), "")

    @property
    def table(self) -> str:
        return PARTS[self.row] if self.row else ""

    @property
    def variants(self) -> list[dict[str, Any]]:
        """Every choice of values for the parts that take values: one of them where none does."""
        named = [part for part in self.parts if isinstance(PARTS.get(part), list)]
        return [dict(zip(named, values, strict=True)) for values in product(*(PARTS[part] for part in named))]

    def at(self, person: UUID = NOBODY, row: UUID = NOBODY, **given: Any) -> str:
        """The address about this person and row; any other part has its first value."""
        values = {part: PARTS[part][0] for part in self.parts if isinstance(PARTS.get(part), list)}
        values |= {"person": person, self.row: row} | given
        return reverse(self.name, kwargs={part: values[part] for part in self.parts})


def addresses() -> dict[str, Address]:
    """Every address of the file, by name."""
    return {a.name: a for group, these in LISTED.items() for a in (declared(group, n, s) for n, s in these.items())}


def declared(group: str, name: str, said: Any) -> Address:
    """Words alone, or what it is and what is expected. Raises TypeError where something else is said."""
    more = {"is": said} if isinstance(said, str) else dict(said)
    return Address(
        name, group, more.pop("is"), takes=tuple(more.pop("takes", ())), only=tuple(more.pop("only", ())), **more
    )


def patterns() -> dict[str, URLPattern]:
    """Every address that the resolver knows, by name."""
    return _patterns(get_resolver())


@cache
def _patterns(resolver: URLResolver) -> dict[str, URLPattern]:
    return {str(pattern.name): pattern for pattern in walk(resolver)}


def walk(resolver: Any) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern)
        else:
            yield pattern
