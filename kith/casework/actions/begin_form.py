"""Begin the form in which a step is done: signing it off is what finishes the step, so nothing is typed twice."""

from uuid import UUID

from django.db import transaction

from kith.assessments.actions.begin_response import begin_response
from kith.assessments.models import Response
from kith.casework import rules
from kith.casework.chains import kind_of
from kith.casework.moving import change, doer
from kith.casework.queries import step_of
from kith.core.errors import Invalid
from kith.core.session import call


@transaction.atomic
def begin_form(*, person_id: UUID, step_id: UUID) -> Response:
    """The newest version of the step's form. Raises Invalid (none, or begun already), Refused, Unknown."""
    step = step_of(person_id, step_id)
    rules.check_open(step, doer())
    form = kind_of(step.chain, step.step).form
    if not form or step.response:
        raise Invalid("This step has no form that waits to be begun.")
    response = begin_response(person_id=person_id, slug=form)
    change(step, response=response.id)
    call("casework.seal_form", person_id, step_id)
    return response
