"""Begin a plan for a person."""

from datetime import date
from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.models import AT_THE_TABLE, Plan
from kith.core.ids import row_id
from kith.record.rules import clean
from kith.record.storing import store


@transaction.atomic
def begin_plan(*, person_id: UUID, title: str, review_on: date | None = None) -> Plan:
    """At the grade at which everybody at the table reads it. Raises Invalid, Refused, Unknown."""
    rules.check_words(title, "Give the plan a name.")
    new, (domain, grade) = row_id(), AT_THE_TABLE
    plan = store(
        Plan(
            id=new, series=new, person_id=person_id, domain=domain, grade=grade, title=clean(title).strip(),
            review_on=review_on,
        )
    )  # fmt: skip
    log("begin plan", person_id, [plan.id], [plan.domain], [plan.grade])
    return plan
