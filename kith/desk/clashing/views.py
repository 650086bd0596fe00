"""The queue of numbers that stand on two records, and the page that settles one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.audit.log import log
from kith.core.errors import Unknown
from kith.desk.asking import asked
from kith.desk.clashing.forms import ClashForm
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.people.actions.settle_clash import settle_clash
from kith.people.identifiers import CALLED
from kith.people.queries import clash_of, clashes

NEXT = "Recorded on both records. If a number is wrong, withdraw it under “Numbers” on that person's details."


def number_clashes(request: HttpRequest) -> HttpResponse:
    """Those of which I may open both sides; of others nothing, not even that there are any."""
    waiting = clashes()
    log("list", rows={person for clash, _, _ in waiting for person in (clash.person_id, clash.other_id)})
    lines = [(clash, CALLED.get(clash.scheme, "Number"), one, other) for clash, one, other in waiting]
    return render(request, "desk/clashing/queue.html", {"lines": lines})


@a_look()
def settle(request: HttpRequest, person: UUID, clash_id: UUID) -> HttpResponse:
    """Say what was found out. Raises Unknown unless the line opens to the caller."""
    record = open_record(person)
    waiting = clash_of(person, clash_id)
    if waiting is None:
        raise Unknown
    clash, name = waiting
    form = ClashForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        settle_clash(person, clash_id, form.found_out())
        return NEXT

    called = CALLED.get(clash.scheme, "Number")
    note = f"{called} of {record.banner['name']} and of {name} is the same. Compare both records before you say why."
    return asked(
        request, record, form, "A number on two records", "Record what you found out", act, "details", note=note
    )
