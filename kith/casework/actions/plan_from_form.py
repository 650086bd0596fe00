"""Put what a form agrees on into a plan: typed once, and once only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from kith.assessments.queries import Filled
from kith.audit.log import log
from kith.casework.actions.add_to_plan import Doing, add_action, add_aim
from kith.casework.actions.begin_plan import begin_plan
from kith.casework.from_forms import Agreed, waiting
from kith.casework.models import Action
from kith.core.errors import Invalid

AGAIN = "Some of this is in a plan already. Open the form again to see what still waits."


@dataclass(frozen=True)
class Taken:
    """An action that somebody takes out of a form: which, who does it and by when."""

    source: str
    doing: Doing


@transaction.atomic
def plan_from_form(*, filled: Filled, taken: Sequence[Taken], plan_id: UUID | None) -> list[Action]:
    """Into a plan that stands, or a new one that bears the form's title. One need for what is needed for the same.

    Each at the domain and grade at which it was answered. Raises Invalid (none, in a plan already, the doer could not
    read it), Refused, Unknown.
    """
    offered = {each.source: each for each in waiting(filled)}
    if not taken:
        raise Invalid("Choose what goes into the plan.")
    if any(each.source not in offered for each in taken):
        raise Invalid(AGAIN)
    person = filled.row.person_id
    plan = plan_id or begin_plan(person_id=person, title=filled.definition.title).id
    aims: dict[tuple[str, str, tuple[str, int]], UUID] = {}
    made = [_put(person, plan, aims, offered, each) for each in taken]
    log("plan from form", person, [filled.row.id, *(action.id for action in made)])
    return made


def _put(
    person: UUID, plan: UUID, aims: dict[tuple[str, str, tuple[str, int]], UUID], offered: Mapping[str, Agreed],
    taken: Taken,
) -> Action:  # fmt: skip
    said = offered[taken.source]
    of = (said.need, said.outcome, said.at)
    if of not in aims:
        aims[of] = add_aim(person_id=person, plan_id=plan, need=said.need, outcome=said.outcome, at=said.at).key
    try:
        with transaction.atomic():
            return add_action(
                person_id=person, plan_id=plan, aim_key=aims[of], doing=taken.doing, at=said.at, source=taken.source
            )
    except IntegrityError as error:  # another has taken it meanwhile
        raise Invalid(AGAIN) from error
