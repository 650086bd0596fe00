"""Who has looked, as a worker shows it to the person or to somebody who speaks for them, and prints it.

The page is made to be turned round: it has no banner, no alerts, nothing that is not for them.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kith.core.errors import Refused, Unknown
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import THEIR_RIGHT, Taken, asked_to_leave
from kith.record.reading import looked
from kith.sharing.looks import Reader, looks_told
from kith.sharing.models import Leaves, Medium, ToWhom
from kith.sharing.representatives import representative, speaks


@a_look()
def told(request: HttpRequest, person: UUID) -> HttpResponse:
    """On the screen."""
    record = open_record(person)
    return render(request, "desk/rights/looks.html", _context(request, record, _reader(request, record)))


@a_look()
def told_print(request: HttpRequest, person: UUID) -> HttpResponse:
    """On paper: written down first as what leaves."""
    record = open_record(person)
    reader = _reader(request, record)
    to = ToWhom.REPRESENTATIVE if reader.row else ToWhom.PERSON
    name = reader.row.name if reader.row else record.banner["name"]
    of_row = reader.row.id if reader.row else None
    taken = Taken(Leaves.LOOKS, Medium.PRINT, "Who has looked", of_row, to_whom=to, to_words=name, basis=THEIR_RIGHT)
    if (first := asked_to_leave(request, record, taken)) is not None:
        return first
    return render(request, "desk/rights/looks.html", _context(request, record, reader) | {"paper": True})


def _reader(request: HttpRequest, record: Record) -> Reader:
    """The person, or whoever speaks for them and is named in the address. Raises Refused for who no longer does."""
    called = str(record.index.name.given or record.index.name) if record.index.name else "this person"
    asked = request.GET.get("for", "")
    if not asked:
        return Reader(called)
    try:
        row = representative(record.person, UUID(asked))
    except (ValueError, Unknown) as error:
        raise Http404 from error
    looked("open", record.person, [row])
    if not speaks(row):
        raise Refused(f"{row.name} does not speak for them today.")
    return Reader(called, row)


def _context(request: HttpRequest, record: Record, reader: Reader) -> dict[str, Any]:
    return {
        "record": record,
        "reader": reader,
        "days": looks_told(record.person, reader),
        "called": reader.name,
        "query": f"?for={reader.row.id}" if reader.row else "",
        "paper": False,
    }
