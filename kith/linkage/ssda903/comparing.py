"""What the return says beside what an earlier import put on the record: new, changed, or there already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from kith.linkage.ssda903.facts import Fact, Table


@dataclass(frozen=True)
class Known:
    """A row that an import wrote. `stands`: nobody has withdrawn it or written a later version by hand."""

    table: Table
    source_key: str
    id: UUID
    stands: bool
    domain: str
    grade: int
    series: UUID | None = None
    version: int = 0

    @property
    def key(self) -> str:
        return self.source_key.rpartition(":")[0]


@dataclass
class Comparison:
    """What to write for one child. Facts that are there already are in neither list."""

    new: list[Fact] = field(default_factory=list)
    changed: list[tuple[Known, Fact]] = field(default_factory=list)


def compare(facts: Iterable[Fact], known: Iterable[Known]) -> Comparison:
    """An older return, brought in again, changes nothing: what it says is in the history of the record."""
    there = {(one.table, one.source_key): one for one in known}
    facts = _once(facts)
    spoken_of = {(fact.table, fact.source_key) for fact in facts}
    replaceable: dict[tuple[Table, str], list[Known]] = defaultdict(list)
    for place, one in there.items():
        if one.stands and place not in spoken_of:
            replaceable[one.table, one.key].append(one)
    found = Comparison()
    for fact in facts:
        if (fact.table, fact.source_key) in there:
            continue
        if earlier := replaceable[fact.table, fact.key]:
            found.changed.append((earlier.pop(0), fact))
        else:
            found.new.append(fact)
    return found


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """Two rows of one return may say the same thing of the same day: the first is the fact."""
    first: dict[tuple[Table, str], Fact] = {}
    for fact in facts:
        first.setdefault((fact.table, fact.source_key), fact)
    return list(first.values())
