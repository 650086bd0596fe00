"""What has left Kith about a person, and the same as a file, which then stands in it too."""

import csv
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import Taken, asked_to_leave
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
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="left.csv"'
    out = csv.writer(answer)
    out.writerow(HEAD)
    out.writerows([plainly(cell) for cell in cells(row)] for row in found)
    return answer


def cells(row: Disclosure) -> list[str]:
    """One line of the file."""
    what = [localtime(row.recorded_at).isoformat(timespec="minutes"), row.get_what_display(), row.title]
    to = [row.get_medium_display(), row.get_to_whom_display(), row.to_words, row.why, row.basis]
    return [*what, *to, row.author.practitioner.name, row.owner.name]


def plainly(cell: str) -> str:
    """Words that a spreadsheet would take for a formula are words."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
