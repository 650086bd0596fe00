"""What is proposed to be removed, phrase by phrase, with where it stands; and the pieces without what is removed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kith.desk.own_record.collecting import Piece, collected, hidden_places, others, own_names
from kith.desk.person.banner import Record
from kith.sharing.models import Doing, Redaction, Representative, SubjectAccess
from kith.sharing.subject_access import decided, left_out
from kith.sharing.third_parties import Finder, Found, Other, key, removed_from, without

AROUND = 60  # letters on each side of what was found


@dataclass
class Proposal:
    """One phrase, wherever it stands: whom it may name, why, where; and what was decided. `domain`, `grade`: where it
    stands deepest, and so where the decision is kept."""

    key: str
    phrase: str
    who: str
    why: str
    domain: str
    grade: int
    places: list[tuple[str, str, str, str]] = field(default_factory=list)  # heading, before, words, after
    decision: Redaction | None = None


@dataclass(frozen=True)
class Pack:
    """What is put together: the pieces as they are held, what is proposed, and for whom."""

    pieces: list[Piece]
    proposals: list[Proposal]
    decisions: dict[str, Redaction]
    hidden: list[str]
    left_out: dict[str, Redaction] = field(default_factory=dict)  # piece → on which ground (`why`)

    @property
    def given(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.key not in self.left_out]

    @property
    def undecided(self) -> list[Proposal]:
        return [each for each in self.proposals if each.decision is None]

    @property
    def removed(self) -> list[str]:
        return [phrase for phrase, each in self.decisions.items() if each.doing == Doing.REMOVE]

    def to_give(self) -> list[Piece]:
        """The pieces without what was removed: these words alone are ever drawn."""
        return [replace(p, heading=self.clean(p.heading), text=self.clean(p.text)) for p in self.given]

    def clean(self, text: str) -> str:
        """Words without what was decided, and without where the person is, where that is kept from who asks."""
        return without(removed_from(text, self.removed), self.hidden)


def pack(record: Record, request: SubjectAccess, speaker: Representative | None) -> Pack:
    """Put together anew each time: what was recorded since is proposed too, and waits for a decision."""
    pieces = collected(record, speaker)
    decisions = decided(request)
    people = [each for each in others(record) if speaker is None or speaker.name not in each.names]
    away = left_out(request)
    proposals = proposed((piece for piece in pieces if piece.key not in away), people, own_names(record))
    for each in proposals:
        each.decision = decisions.get(each.key)
    hidden = hidden_places(record) if speaker and speaker.no_address else []
    return Pack(pieces, proposals, decisions, hidden, {p.key: away[p.key] for p in pieces if p.key in away})


def proposed(pieces: Iterable[Piece], people: list[Other], names: list[str]) -> list[Proposal]:
    """Every phrase once, those that stand oftenest first."""
    found: dict[str, Proposal] = {}
    finder = Finder(people, names)
    for piece in pieces:
        for text in (piece.heading, piece.text):
            for span in finder.found_in(text):
                _add(found, piece, text, span)
    return sorted(found.values(), key=lambda each: (-len(each.places), each.key))


def _add(found: dict[str, Proposal], piece: Piece, text: str, span: Found) -> None:
    new = Proposal(key(span.phrase), span.phrase, span.who, span.why, piece.domain, piece.grade)
    one = found.setdefault(new.key, new)
    if piece.grade > one.grade:
        one.domain, one.grade = piece.domain, piece.grade
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    one.places.append((piece.heading, before, span.phrase, after))
