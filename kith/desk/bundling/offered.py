"""What can be put into a bundle: entries, documents, what signed forms say; in words, chosen by a code of its own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.timezone import localtime

from kith.access.grades import Domain, Grade
from kith.assessments.models import Form, State
from kith.assessments.queries import filled, responses_of
from kith.core.errors import Unknown
from kith.desk.assessing.telling import sections_of
from kith.desk.person.banner import Record
from kith.documents.models import Document
from kith.documents.paging import SERVED
from kith.documents.queries import documents, kept_in
from kith.record.kinds import kind
from kith.record.models import Entry
from kith.record.queries import printed
from kith.record.wording import headed, whole
from kith.sharing.actions.put_together import Source, of_document, of_entry
from kith.sharing.bundles import Opened

FORM = "Form"
PAPER = "Document or photo"


class Offer(NamedTuple):
    """`code`: what is sent; `words`: how it is listed; `kind` in words, `on` and `text`: what it is looked for by."""

    code: str
    words: str
    kind: str
    on: date
    text: str = ""


def offered(record: Record, opened: Opened) -> list[Offer]:
    """Each that the caller opens and that is not in it, the newest first. Restricted things do not go into one."""
    there = {exhibit.of_row for exhibit in opened.exhibits}
    papers = [d for d in documents(record.person) if d.media_type in SERVED and not d.withdrawn_at]
    entries = [e for e in without(papers, printed(record.person)) if e.id not in there and e.grade < Grade.RESTRICTED]
    signed = [r for r in responses_of(record.person) if r.state == State.SIGNED and r.id not in there]
    titles = dict(Form.objects.filter(slug__in={r.form for r in signed}).values_list("slug", "title"))
    found = [
        offer_of(f"entry {e.id}", e.happened_at, headed(e), e.organisation, kind(e.kind).label, whole(e))
        for e in entries
    ]
    found += [
        offer_of(f"document {d.id}", d.recorded_at, f"document: {d.title}", d.owner.name, PAPER, d.description)
        for d in papers
        if d.id not in there and d.grade < Grade.RESTRICTED
    ]
    found += [
        offer_of(f"form {r.id}", r.ended_at or r.recorded_at, f"form: {titles[r.form]}", r.owner.name, FORM)
        for r in signed
    ]
    return sorted(found, key=lambda offer: offer.on, reverse=True)


def without(papers: Sequence[Document], entries: Sequence[Entry]) -> list[Entry]:
    """Entries but those that only say that one of these documents was kept: it is there itself."""
    there = {paper.id for paper in papers}
    return [entry for entry in entries if kept_in(entry.source_key) not in there]


def offer_of(code: str, at: datetime, what: str, owner: str, kind: str, text: str = "") -> Offer:
    on = localtime(at)
    return Offer(code, f"{on:%-d %b %Y}, {what}, {owner}", kind, on.date(), text)


def sources(record: Record, code: str, sheets: str = "") -> Iterator[Source]:
    """What a code stands for: one source, or of a form one for each domain and grade that is opened in it."""
    what, _, row = code.partition(" ")
    if what == "entry":
        yield of_entry(record.person, UUID(row))
    elif what == "document":
        yield of_document(record.person, UUID(row), sheets)
    else:
        yield from _parts(record, UUID(row))


def _parts(record: Record, response: UUID) -> Iterator[Source]:
    """Raises Unknown where nothing in it opens to the caller."""
    form = filled(record.person, response, record.explanation.on_rows_of)
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    for section in sections_of(form):
        for row in section["rows"]:
            copied = (
                row["is"] == "answer" and row["text"] and row["item"].part not in form.given
            )  # those are not theirs to copy
            if copied and row["item"].part[1] < Grade.RESTRICTED:
                said[row["item"].part].append(f"{row['question']}\n{row['text']}")
    if not said:
        raise Unknown("Nothing in this form can be put in: you open no answers in it.")
    for domain, grade in sorted(said):
        title = f"{form.definition.title}: {Domain(domain).label}, {Grade(grade).label}"
        yield Source(response, title, "\n\n".join(said[domain, grade]), (domain, grade))
