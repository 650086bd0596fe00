"""What has left Kith about a person, and the same as a file, which then stands in it too."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import Taken, asked_to_leave
from kith.desk.spreadsheet import as_csv
from kith.record.reading import looked
from kith.sharing.disclosures import disclosures
from kith.sharing.models import Disclosure, Leaves, Medium

HEAD = ("when", "what", "which", "how", "to", "name", "why", "basis", "by", "organisation")


@a_look()
def left(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    found = looked("open", person, disclosures(person))
    return render(request, "desk/rights/left.html", {"record": record, "part": "rights", "left": found})


@a_look()
def left_csv(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    taken = Taken(Leaves.LEFT, Medium.DOWNLOAD, "The list of what has left Kith")
    if (first := asked_to_leave(request, record, taken)) is not None:
        return first
    found = looked("print", person, disclosures(person))
    return as_csv("left", HEAD, (cells(row) for row in found))


def cells(row: Disclosure) -> list[str]:
    """One line of the file."""
    what = [localtime(row.recorded_at).isoformat(timespec="minutes"), row.get_what_display(), row.title]
    to = [row.get_medium_display(), row.get_to_whom_display(), row.to_words, row.why, row.basis]
    return [*what, *to, row.author.practitioner.name, row.owner.name]
