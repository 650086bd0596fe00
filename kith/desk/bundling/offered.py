"""What can be put into a bundle: entries, and what signed forms say, each in words; chosen by a code of its own."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.utils.timezone import localtime

from kith.access.grades import Domain, Grade
from kith.assessments.models import Form, State
from kith.assessments.queries import filled, responses_of
from kith.core.errors import Unknown
from kith.desk.assessing.telling import sections_of
from kith.desk.person.banner import Record
from kith.record.queries import printed
from kith.record.wording import headed
from kith.sharing.actions.put_together import Source, of_entry
from kith.sharing.bundles import Opened


def offered(record: Record, opened: Opened) -> list[tuple[str, str]]:
    """Code and words of each that the caller opens and that is not in it. Restricted things do not go into one."""
    there = {exhibit.of_row for exhibit in opened.exhibits}
    entries = [e for e in printed(record.person) if e.id not in there and e.grade < Grade.RESTRICTED]
    signed = [r for r in responses_of(record.person) if r.state == State.SIGNED and r.id not in there]
    titles = dict(Form.objects.filter(slug__in={r.form for r in signed}).values_list("slug", "title"))
    found = [(f"entry {e.id}", f"{localtime(e.happened_at):%-d %b %Y}, {headed(e)}, {e.owner.name}") for e in entries]
    return found + [
        (f"form {r.id}", f"{localtime(r.ended_at or r.recorded_at):%-d %b %Y}, form: {titles[r.form]}, {r.owner.name}")
        for r in signed
    ]


def sources(record: Record, code: str) -> Iterator[Source]:
    """What a code stands for: one source, or of a form one for each domain and grade that is opened in it."""
    what, _, row = code.partition(" ")
    if what == "entry":
        yield of_entry(record.person, UUID(row))
    else:
        yield from _parts(record, UUID(row))


def _parts(record: Record, response: UUID) -> Iterator[Source]:
    """Raises Unknown where nothing in it opens to the caller."""
    form = filled(record.person, response, record.explanation.on_rows_of)
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    for section in sections_of(form):
        for row in section["rows"]:
            if row["is"] == "answer" and row["text"] and row["item"].part[1] < Grade.RESTRICTED:
                said[row["item"].part].append(f"{row['question']}\n{row['text']}")
    if not said:
        raise Unknown("Nothing in this form can be put in: you open no answers in it.")
    for domain, grade in sorted(said):
        title = f"{form.definition.title}: {Domain(domain).label}, {Grade(grade).label}"
        yield Source(response, title, "\n\n".join(said[domain, grade]), (domain, grade))
