"""Why I can read one line of a record, and who else can: the same answer as the lock, in words."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.explain import Opening, Why, explain_row, holders, who_opens_row
from kith.access.grades import Grade
from kith.access.models import Graded
from kith.access.words import domain_name, grade_name
from kith.agencies.models import Agency
from kith.core.errors import Unknown
from kith.core.session import acting
from kith.desk.person.access import reason
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.record.models import Entry
from kith.record.reading import looked


@a_look("explain")
def why(request: HttpRequest, person: UUID, row: UUID) -> HttpResponse:
    """One line of a record: the facts that open it, how far they go, what stands beyond, who else opens it."""
    said = explain_row(person, row)
    record = open_record(person)
    line = _line(said)
    owner = Agency.objects.get(pk=said.owner)
    context = {
        "record": record,
        "part": "chronology" if isinstance(line, Entry) else "details",
        "said": said,
        "title": _title(line),
        "entry": line if isinstance(line, Entry) else None,
        "owner": owner,
        "acting_for": acting().agency,
        "ways": in_words(said, owner),
        "reached": record.explanation.on_rows_of(said.owner)[said.domain],
        "beyond": beyond(record, said),
        "openers": who_opens_row(person, row),
    }
    return render(request, "desk/person/why.html", context)


def _line(said: Why) -> Graded:
    """The line itself, under the policy, with its part of the event."""
    model = next(m for m in apps.get_models() if m._meta.db_table == said.table.removeprefix("public."))
    found = model._default_manager.filter(person_id=said.person, id=said.row).first()
    if not isinstance(found, Graded):
        raise Unknown
    looked("explain", said.person, [found])
    return found


def _title(line: Graded) -> str:
    return getattr(line, "title", "") or str(line._meta.verbose_name).capitalize()


def in_words(said: Why, owner: Agency) -> list[dict[str, str]]:
    """Each way in: the fact, then through which agreement it is seen and what that allows."""
    named = holders({way.holder for way in said.ways if way.holder_kind != "finder"})
    ways = {reason(way, named): _through(way, said, owner) for way in _furthest_last(said)}
    return [{"fact": fact, "through": through} for fact, through in ways.items()]


def _furthest_last(said: Why) -> list[Opening]:
    """Of one fact the way that reaches furthest comes last, and so is the one that is said."""
    return sorted(said.ways, key=lambda way: (way.fact, str(way.fact_id), way.grades[said.domain]))


def _through(way: Opening, said: Why, owner: Agency) -> str:
    about, reaches = domain_name(said.domain), grade_name(way.grades[said.domain])
    if way.fact == "draft":
        return "Nobody else opens it until you record it."
    if way.fact == "given":
        return "That opens this and nothing beside it."
    if way.fact in {"share", "emergency", "release"}:
        return f"That opens {about} up to {reaches}."
    role = f"Version {way.version} of the role “{way.profile}”" if way.profile else "The role"
    if way.agreement == "employment":
        return f"{role} opens {about} up to {reaches} on what your own organisation recorded."
    if way.owner is None:
        return f"Anyone at work may see this much of what {owner.name} recorded, with no agreement."
    version = f"version {said.versions[way.edge]} of the {way.agreement}" if way.edge else "an agreement"
    return f"{role}, and {version} with {owner.name}: together they open {about} up to {reaches}."


def beyond(record: Record, said: Why) -> list[Grade]:
    """The grades above what I reach here: from my facts, never from what exists."""
    reached: Any = record.explanation.on_rows_of(said.owner)[said.domain]
    return [grade for grade in Grade if grade > max(reached, said.grade)]
