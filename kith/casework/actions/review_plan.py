"""Review a plan, which makes its next version; or end it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework.models import Action, Aim, Plan, PlanState
from kith.casework.plans import InPlan, plan_of, standing
from kith.core.errors import Invalid, Refused
from kith.core.ids import row_id
from kith.core.session import acting
from kith.record.storing import store


@transaction.atomic
def review_plan(*, person_id: UUID, plan_id: UUID, review_on: date | None) -> Plan:
    """The next version, with every need and every action that is not done, as far as the reviewer opens them.

    What they do not open stays in the version before. The one before is replaced. Raises Refused, Invalid, Unknown.
    """
    before = standing(person_id, plan_id)
    _own(before.row)
    if before.row.state != PlanState.CURRENT:
        raise Invalid("This plan has been reviewed or ended since you opened it. Open it again.")
    Plan.objects.filter(person_id=person_id, id=plan_id).update(state=PlanState.REPLACED)
    row = before.row
    about = {"person_id": person_id, "domain": row.domain, "grade": row.grade, "title": row.title}
    plan = store(Plan(id=row_id(), series=row.series, version=row.version + 1, review_on=review_on, **about))
    for aim in before.aims:
        _carry(aim, plan)
    log("review plan", person_id, [plan.id, plan_id], [plan.domain], [plan.grade])
    return plan


def _carry(aim: InPlan, plan: Plan) -> None:
    """A need into the next version, with what is still to be done for it."""
    r = aim.row
    about = {"person_id": plan.person_id, "plan_id": plan.id}
    store(Aim(id=row_id(), key=r.key, need=r.need, outcome=r.outcome, domain=r.domain, grade=r.grade, **about))
    for action, said in aim.actions:
        if said is None or not said.done:
            kept = {
                name: getattr(action, name) for name in ("what", "holder", "by_words", "by_when", "domain", "grade")
            }
            store(Action(id=row_id(), key=action.key, aim_key=action.aim_key, **kept, **about))


@transaction.atomic
def end_plan(*, person_id: UUID, plan_id: UUID) -> Plan:
    """It is met, or not needed any more; its actions wait for nobody. Raises Refused, Invalid, Unknown."""
    plan = plan_of(person_id, plan_id)
    _own(plan)
    if plan.state != PlanState.CURRENT:
        raise Invalid("This plan has been reviewed or ended since you opened it. Open it again.")
    Plan.objects.filter(person_id=person_id, id=plan_id).update(state=PlanState.ENDED)
    log("end plan", person_id, [plan.id], [plan.domain], [plan.grade])
    return plan


def _own(plan: Plan) -> None:
    if plan.owner_id != acting().agency:
        raise Refused("Only the organisation whose plan this is can do that. Ring them.")
