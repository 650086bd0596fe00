"""Sign a form off, or put it away: after that nothing in it changes."""

from uuid import UUID

from django.db import transaction

from kith.assessments import rules
from kith.assessments.answering import keys_of
from kith.assessments.fhir import instances
from kith.assessments.models import FORM, Response, State
from kith.assessments.queries import Filled, Reach, filled
from kith.audit.log import log
from kith.core.clock import now
from kith.core.session import acting, call
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.record.rules import clean


@transaction.atomic
def sign_response(*, person_id: UUID, response_id: UUID, reach_on: Reach) -> Response:
    """Signed off by whoever acts; the chronology says so. Raises Refused, Invalid (something is missing), Unknown."""
    found = _held(person_id, response_id, reach_on)
    rules.check_signing(found.definition, found.opened, lacking(found))
    _end(found.row, State.SIGNED, found.row.reason)
    version = f", version {found.row.version}" if found.row.version > 1 else ""
    said = Recording(
        FORM, now(), found.definition.title, f"Signed off{version}. The answers stand in the form.",
        found.row.domain, found.row.grade,
    )  # fmt: skip
    record_entry(person_id=person_id, recording=said, token=f"response-{found.row.id}")
    log("sign form", person_id, [found.row.id], [found.row.domain], [found.row.grade])
    return found.row


@transaction.atomic
def put_away(*, person_id: UUID, response_id: UUID, reason: str, reach_on: Reach) -> Response:
    """Begun and not needed: it stays readable and is not signed. Raises Invalid, Refused, Unknown."""
    rules.check_reason(reason)
    found = _held(person_id, response_id, reach_on)
    _end(found.row, State.PUT_AWAY, clean(reason).strip())
    log("put form away", person_id, [found.row.id], [found.row.domain], [found.row.grade])
    return found.row


def lacking(found: Filled) -> list[str]:
    """The questions that must still be answered, in the order of the form."""
    count = {
        group.key: len(instances(group, found.content)) or 1
        for group in found.definition.items.values()
        if group.repeats
    }
    keys = [key for section in found.definition.sections for key in keys_of(section, count)]
    return rules.missing(found.definition, found.content, keys)


def _held(person_id: UUID, response_id: UUID, reach_on: Reach) -> Filled:
    """Read again once nobody else can change it."""
    call("assessments.hold", person_id, response_id)
    found = filled(person_id, response_id, reach_on)
    rules.check_fillable(found.row.owner_id == acting().agency, found.row.state)
    return found


def _end(row: Response, state: State, reason: str) -> None:
    """Who and when are the database's to say (sql/0001_responses.sql), and whether it may end."""
    Response.objects.filter(person_id=row.person_id, id=row.id).update(state=state, reason=reason)
    row.state, row.reason = state, reason
