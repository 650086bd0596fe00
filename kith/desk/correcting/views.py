"""Pages that put right what is on a record. Nothing is overwritten: what stood before stays, with the reason."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from kith.core.errors import Unknown
from kith.desk.asking import asked
from kith.desk.correcting.forms import LowerForm, ReviewForm, WithdrawForm
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.people.actions.recording import own
from kith.people.actions.review_alert import end_alert, review_alert
from kith.people.actions.withdraw import withdraw
from kith.people.models import Address, Alert, Birth, Held, Identifier, Particular, PersonName, Relationship
from kith.record import queries
from kith.record.actions.lower_grade import lower_grade

RECORDED: dict[str, tuple[type[Held], str]] = {
    "name": (PersonName, "name"),
    "birth": (Birth, "date of birth"),
    "particular": (Particular, "line"),
    "number": (Identifier, "number"),
    "address": (Address, "address"),
    "alert": (Alert, "alert"),
    "relative": (Relationship, "relationship"),
}
KEPT = "It no longer counts and no longer shows. It is kept, with your reason, for those who look after the record."


@a_look()
def lower(request: HttpRequest, person: UUID, entry_id: UUID) -> HttpResponse:
    """A manager's act: the same words in a new version, nearer the door or about something else."""
    entry = queries.entry(person, entry_id)
    record = open_record(person)
    form = LowerForm(request.POST or None, entry=entry)

    def act(entered: dict[str, Any]) -> str:
        lower_grade(person_id=person, entry_id=entry_id, **entered)
        return "Recorded as a new version. Earlier versions keep the grade they had."

    note = f"“{entry.title or 'This entry'}” is {entry.get_grade_display()} grade now. More people will open it."
    return asked(request, record, form, "Lower the grade", "Lower it", act, "chronology", note=note)


@a_look()
def review(request: HttpRequest, person: UUID, alert_id: UUID) -> HttpResponse:
    """Whether an alert still holds."""
    record = open_record(person)
    alert = next((each for each in record.index.alerts if each.id == alert_id), None)
    if alert is None:
        raise Unknown
    form = ReviewForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        if entered["holds"] == "no":
            end_alert(person, alert_id)
            return "Ended. It stays on record with its dates."
        review_alert(person, alert_id, entered["review_on"])
        return "Recorded: it still holds."

    return asked(request, record, form, "Review an alert", "Record the review", act, "person", note=f"“{alert.words}”")


@a_look()
def withdraw_recorded(request: HttpRequest, person: UUID, what: str, row: UUID) -> HttpResponse:
    """What was recorded in error."""
    if what not in RECORDED:
        raise Http404
    model, said = RECORDED[what]
    record = open_record(person)
    own(model, person, row)  # raises: nobody is asked why about what is not there, or not theirs
    form = WithdrawForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        withdraw(model, person, row, entered["reason"])
        return "Withdrawn."

    then = "family" if what == "relative" else "details"
    return asked(request, record, form, f"Withdraw this {said}", "Withdraw it", act, then, note=KEPT)
