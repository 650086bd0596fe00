"""Put a bundle together for a court: begin it, put entries in, take them out, fix it."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from kith.core.errors import Invalid
from kith.core.session import call
from kith.documents.paging import SERVED, pages_asked
from kith.documents.queries import document as document_of
from kith.people.rules import needed, tidy
from kith.record.queries import entry as entry_of
from kith.record.wording import headed, whole
from kith.sharing.third_parties import removed_from


@transaction.atomic
def begin_bundle(*, person: UUID, title: str, court: str, number: str, token: str) -> UUID:
    """Sent again with the same token it is the same bundle. Raises Invalid, Unknown, Refused."""
    said = {
        "title": needed(title, "What it is", 200),
        "court": needed(court, "The court", 200),
        "number": tidy(number, "The case number", 60),
    }
    return UUID(str(call("sharing.begin_bundle", person, token, json.dumps(said))))


@dataclass(frozen=True)
class Source:
    """What an exhibit is copied from, in words: an entry, or that `part` (domain, grade) of a signed form; a document
    with its `media_type`, and of a PDF the `sheets` (pages) that are served."""

    row: UUID
    title: str
    text: str
    part: tuple[str, int] | None = None
    media_type: str = ""
    sheets: tuple[int, ...] = ()


def of_document(person: UUID, document: UUID, sheets: str = "") -> Source:
    """A document, with how it came here; of a PDF the pages that are asked for. Raises Unknown, Invalid."""
    row = document_of(person, document)
    if row.media_type not in SERVED:
        raise Invalid(f"“{row.title}” is neither a picture nor a PDF. Print it to PDF, keep that, and put that in.")
    chosen = pages_asked(sheets, row.pages) if row.pages else ()
    came = f"{row.get_what_display()}, had from {row.received_from} ({row.get_received_how_display()})."
    return Source(row.id, row.title, "\n".join(filter(None, [row.description, came])), None, row.media_type, chosen)


def of_entry(person: UUID, entry: UUID) -> Source:
    """An entry in the caller's words for it: with its facts and who was there. Raises Unknown."""
    found = entry_of(person, entry)
    return Source(entry, headed(found), whole(found))


@transaction.atomic
def add_exhibit(
    *, person: UUID, bundle: UUID, of: Source, place: int, section: str = "", removing: list[str] | None = None
) -> UUID:
    """A copy, without these words, wherever they stand in it. They never are in what is drawn from it.

    Raises Unknown (what it is made of, or the bundle, is not the caller's to open), Refused, Invalid (it is in it).
    """
    phrases = [tidy(each, "Words to remove", 200) for each in removing or [] if each.strip()]
    said = {
        "place": place,
        "section": tidy(section, "The section", 100),
        "title": removed_from(of.title, phrases),
        "text": removed_from(of.text, phrases),
        "removed": phrases,
        "media_type": of.media_type,
        "sheets": of.sheets,
    }
    domain, grade = of.part or (None, None)
    return UUID(str(call("sharing.add_exhibit", person, bundle, of.row, domain, grade, json.dumps(said))))


@transaction.atomic
def move_exhibit(*, person: UUID, exhibit: UUID, later: bool) -> None:
    """One place in its section."""
    call("sharing.move_exhibit", person, exhibit, later)


@transaction.atomic
def drop_exhibit(*, person: UUID, exhibit: UUID) -> None:
    call("sharing.drop_exhibit", person, exhibit)


@transaction.atomic
def fix_bundle(*, person: UUID, bundle: UUID, truth: str, digest: str) -> None:
    """`truth`: who stands by it. Raises Invalid, Unknown, Refused, Unconfirmed."""
    call("sharing.fix_bundle", person, bundle, needed(truth, "Who stands by it", 200), digest)
