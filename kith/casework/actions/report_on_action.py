"""Say what came of an action of a plan."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.models import Report
from kith.casework.plans import action_of
from kith.core.ids import row_id
from kith.record.rules import clean
from kith.record.storing import store


@transaction.atomic
def report_on_action(*, person_id: UUID, action_id: UUID, done: bool, text: str = "") -> Report:
    """What came of it, by whoever opens it. What was not done says why. Raises Invalid, Refused, Unknown."""
    action = action_of(person_id, action_id)
    if not done:
        rules.check_words(text, "Say what stands in the way.")
    about = {"person_id": person_id, "domain": action.domain, "grade": action.grade, "action_key": action.key}
    said = store(Report(id=row_id(), done=done, text=clean(text).strip(), **about))
    log("report on action", person_id, [said.id, action.id], [said.domain], [said.grade])
    return said
