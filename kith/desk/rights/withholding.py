"""Looks that are not told to the person: decided, listed for those who may decide it, looked at again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kith.agencies.models import Agency
from kith.core.clock import today
from kith.core.errors import Unknown
from kith.core.session import require_recent, rows
from kith.desk.asking import asked
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.rights.forms import ReviewForm, WithholdForm
from kith.desk.sharing.forms import midnight
from kith.sharing.actions.withhold import Withheld, end_withholding, review_withholding, withhold_looks

LIST = (
    "SELECT w.id, a.name || coalesce(', ' || pr.name, ''), w.since, w.shown_on, w.words, w.review_on"
    " FROM sharing.withholdings(%s) w JOIN agencies_agency a ON a.id = w.agency"
    " LEFT JOIN agencies_post po ON po.id = w.post LEFT JOIN agencies_practitioner pr ON pr.id = po.practitioner_id"
)
POSTS = (
    "SELECT h.id, h.name || ', ' || h.title || ', ' || h.agency FROM agencies.holder h"
    " WHERE h.kind = 'post' AND h.agency_id = ANY (%s) ORDER BY h.agency, h.name"
)
QUIET = "That there is such a decision is itself kept from everybody but those who may decide it. Do not speak of it."


@dataclass(frozen=True)
class Kept:
    """One decision, as those who may decide it read it."""

    id: UUID
    whose: str
    since: datetime
    shown_on: date | None
    words: str
    review_on: date


def withheld(person: UUID) -> list[Kept]:
    """Nothing for anybody else."""
    return [Kept(*row) for row in rows(LIST, person)]


@a_look()
def withhold(request: HttpRequest, person: UUID) -> HttpResponse:
    """Of an organisation that the reader knows to be involved, or of their own."""
    require_recent()
    record = open_record(person)
    agencies = _agencies(record)
    posts = [(post, words) for post, words in rows(POSTS, [agency for agency, _ in agencies])]
    form = WithholdForm(request.POST or None, agencies=agencies, posts=posts, initial={"since": today()})

    def act(entered: dict[str, Any]) -> str:
        entered |= {"since": midnight(entered["since"]), "until": entered["until"] and midnight(entered["until"])}
        withhold_looks(person=person, withheld=Withheld(**entered))
        return "Decided. You are told when its review is due."

    return asked(request, record, form, "A look is not told to them", "Decide it", act, "rights", warning=QUIET)


def _agencies(record: Record) -> list[tuple[int, str]]:
    involved = {contact.agency_id for contact in record.contacts if contact.agency_id} | {record.explanation.lead}
    return list(Agency.objects.filter(pk__in=involved).order_by("name").values_list("pk", "name"))


@a_look()
def review(request: HttpRequest, person: UUID, withholding_id: UUID) -> HttpResponse:
    record = open_record(person)
    found = next((each for each in withheld(person) if each.id == withholding_id), None)
    if found is None:
        raise Unknown
    form = ReviewForm(request.POST or None, initial={"words": found.words})

    def act(entered: dict[str, Any]) -> str:
        if entered["goes_on"] == "yes":
            review_withholding(
                person=person, withholding=found.id, words=entered["words"], review_on=entered["review_on"]
            )
            return "It goes on."
        end_withholding(person=person, withholding=found.id, words=entered["words"])
        return "Ended. They may be told."

    heading = f"Looks of {found.whose} are not told to them"
    return asked(request, record, form, heading, "Decide it", act, "rights", warning=QUIET)
