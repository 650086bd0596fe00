"""What is held about the person, as whoever puts it together may open it; and who must release what lies beyond.

What lies beyond is worked out from facts, never from rows: it says who may hold more, not that they do.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localtime

from kith.access.grades import Domain, Grade
from kith.access.models import Involvement
from kith.agencies.models import Agency, AgencyKind
from kith.assessments import queries as assessments
from kith.casework.models import Action, Aim, Plan, Report
from kith.casework.plans import standings
from kith.desk.assessing.telling import sections_of
from kith.desk.person.banner import Record
from kith.people.models import Address, PersonName
from kith.record import kinds
from kith.record.queries import printed
from kith.record.reading import looked
from kith.record.wording import whole
from kith.sharing.consents import consents
from kith.sharing.looks import somebody_at
from kith.sharing.models import Representative, Turn
from kith.sharing.queries import about as requests_about
from kith.sharing.representatives import kept_from, representatives
from kith.sharing.third_parties import Other

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
PLACES = (AgencyKind.SCHOOL, AgencyKind.PROVIDER)


@dataclass(frozen=True)
class Piece:
    """One thing that is held: where it stands, whose it is, what it says. `key`: by which it is left out whole."""

    key: str
    heading: str
    when: date | None
    owner: str
    domain: str
    grade: int
    text: str


@dataclass(frozen=True)
class Beyond:
    """What an organisation may hold that whoever puts this together does not open."""

    owner: str
    domains: tuple[str, ...]


def collected(record: Record, speaker: Representative | None) -> list[Piece]:
    """Everything that the caller opens, oldest first, less what is kept from whoever asks for the person."""
    away = kept_from(speaker) if speaker else frozenset()
    pieces = [*_index(record, speaker), *_forms(record), *_letters(record), *_consents(record)]
    pieces += [*_plans(record), *_entries(record)]
    pieces = [_plain(piece) for piece in pieces if piece.domain not in away]
    if speaker and speaker.no_address:
        kinds_of = {agency.name: somebody_at(agency) for agency in Agency.objects.all()}
        pieces = [replace(piece, owner=kinds_of.get(piece.owner, "A service")) for piece in pieces]
    return sorted(pieces, key=lambda piece: (piece.when or date.min, piece.heading))


def _plain(piece: Piece) -> Piece:
    """Composed letters and nothing that is not seen: a name cut by an invisible letter is a name."""
    return replace(piece, heading=_seen(piece.heading), text=_seen(piece.text))


def _seen(text: str) -> str:
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _index(record: Record, speaker: Representative | None) -> Iterator[Piece]:
    index = record.index
    names = dict(Agency.objects.values_list("pk", "name"))
    held = [
        *((row, row.get_kind_display(), str(row)) for row in index.names),
        *((row, "Born", index.born) for row in index.births[:1]),
        *((row, row.get_kind_display(), f"{row.value} {row.note}".strip()) for row in index.particulars),
        *((row, "Number", f"{row.scheme.upper()} {row.value}") for row in index.identifiers),
        *((row, "Alert", row.words) for row in index.alerts),
        *((relative.row, "Relative", f"{relative.name}, {relative.kind}") for relative in index.relatives),
    ]
    if not (speaker and speaker.no_address):
        held += [(row, "Address", f"{row.lines} {row.postcode}") for row in index.addresses]
    for row, heading, text in held:
        yield Piece(
            str(row.id),
            heading,
            row.since or localtime(row.recorded_at).date(),
            names[row.owner_id],
            row.domain,
            row.grade,
            text,
        )


def _entries(record: Record) -> Iterator[Piece]:
    for row in printed(record.person):
        kind = kinds.kind(row.kind)
        heading = f"{kind.label}: {row.title}" if row.title else kind.label
        yield Piece(
            str(row.id), heading, localtime(row.happened_at).date(), row.organisation, row.domain, row.grade, whole(row)
        )


def _forms(record: Record) -> Iterator[Piece]:
    """Each answer that opens; a form's answers are of many domains, so each is taken at its own."""
    for row in assessments.responses_of(record.person):
        filled = assessments.filled(record.person, row.id, record.explanation.on_rows_of)
        for section in sections_of(filled):
            for n, line in enumerate(section["rows"]):
                if line["is"] == "answer" and line["text"]:
                    domain, grade = line["item"].part
                    at = localtime(row.recorded_at).date()
                    heading = f"{filled.definition.title}: {line['question']}"
                    key = f"{row.id} {line['item'].key} {n}"
                    yield Piece(key, heading, at, row.owner.name, domain, grade, line["text"])


def _letters(record: Record) -> Iterator[Piece]:
    """What organisations asked one another about the person, and answered."""
    for row in requests_about(record.person):
        looked("open", record.person, [row])
        heading = f"{row.owner.name} asked {row.asked_agency.name}"
        at = localtime(row.recorded_at).date()
        yield Piece(str(row.id), heading, at, row.owner.name, row.domain, row.grade, f"{row.question}\n{row.why}")
    for turn in Turn.objects.filter(person_id=record.person).exclude(text="").select_related("owner"):
        at = localtime(turn.recorded_at).date()
        yield Piece(str(turn.id), turn.get_kind_display(), at, turn.owner.name, turn.domain, turn.grade, turn.text)


def _consents(record: Record) -> Iterator[Piece]:
    """What the person, or who speaks for them, agreed to, refused or objected to."""
    for row in looked("open", record.person, consents(record.person)):
        said = [row.what, row.with_words, row.how_words, row.by_words, row.capacity_words, row.ended_words]
        text = "\n".join(filter(None, [*said, row.outcome_words]))
        heading = f"About their information: {row.get_kind_display()}"
        yield Piece(str(row.id), heading, row.given_on, row.owner.name, row.domain, row.grade, text)


def _plans(record: Record) -> Iterator[Piece]:
    """Plans in every version: each need, each action and what came of it at its own domain and grade."""
    for plan in standings(record.person):
        yield _of_plan(plan.row, "A plan", plan.row.title)
        for aim in plan.aims:
            yield _of_plan(aim.row, f"{plan.row.title}: a need", f"{aim.row.need}\n{aim.row.outcome}")
        for action, report in plan.actions:
            yield _of_plan(action, f"{plan.row.title}: who does what", f"{action.what}\n{action.by_words}".strip())
            if report is not None and report.text:
                yield _of_plan(report, f"{plan.row.title}: what came of it", report.text)


def _of_plan(row: Plan | Aim | Action | Report, heading: str, text: str) -> Piece:
    return Piece(str(row.id), heading, localtime(row.recorded_at).date(), row.owner.name, row.domain, row.grade, text)


def others(record: Record) -> list[Other]:
    """Relatives by every name and address that the caller opens, and whoever speaks for the person."""
    related = {relative.person_id: relative for relative in record.index.relatives}
    called: dict[object, list[str]] = {person: [relative.name] for person, relative in related.items()}
    for name in PersonName.objects.filter(person_id__in=related, withdrawn_at=None):
        called[name.person_id].append(str(name))
    own = {place for address in record.index.addresses for place in places_of(address)}
    live: dict[object, set[str]] = {person: set() for person in related}
    for address in Address.objects.filter(person_id__in=related, withdrawn_at=None):
        live[address.person_id] |= {place for place in places_of(address) if place not in own}
    family = [
        Other(f"{relative.name}, {relative.kind}", tuple(called[person]), tuple(sorted(live[person])))
        for person, relative in related.items()
    ]
    speaking = [Other(f"{row.name}, who speaks for them", (row.name,)) for row in representatives(record.person)]
    return family + speaking


def places_of(address: Address) -> list[str]:
    """A first line and a postcode: what tells where somebody is."""
    first = re.split(r"[\n,]", address.lines)[0].strip()
    return [place for place in (first, address.postcode) if len(place) > 4]


def hidden_places(record: Record) -> list[str]:
    """Where the person lives or lived, and where they learn or are cared for: never told to who may not know."""
    kinds_of = {contact.agency_id for contact in record.contacts if contact.agency_id}
    named = Agency.objects.filter(pk__in=kinds_of, kind__in=PLACES).values_list("name", flat=True)
    return [*(place for address in record.index.addresses for place in places_of(address)), *named]


def beyond(record: Record) -> list[Beyond]:
    """Who may hold more: those that the caller may know to work with them, or to have; and in which domains."""
    known = set(Involvement.objects.filter(person_id=record.person).values_list("owner_id", flat=True))
    names = Agency.objects.filter(pk__in=known | {record.explanation.lead}).order_by("name")
    found = [Beyond(agency.name, _short_of(record.explanation.on_rows_of(agency.pk))) for agency in names]
    return [each for each in found if each.domains]


def _short_of(reach: dict[str, int]) -> tuple[str, ...]:
    return tuple(str(Domain(domain).label) for domain, grade in reach.items() if grade < Grade.SENSITIVE)


def own_names(record: Record) -> list[str]:
    return [str(name) for name in record.index.names]


def by_owner(pieces: Iterable[Piece]) -> dict[str, int]:
    """For the covering schedule: how many pieces of each organisation."""
    counted: dict[str, int] = {}
    for piece in pieces:
        counted[piece.owner] = counted.get(piece.owner, 0) + 1
    return counted
