"""What every act on a step needs: who acts, the line that says what was done, and the step changed."""

from typing import Any

from django.db import DatabaseError, transaction

from kith.casework.models import Move, MoveKind, Step
from kith.casework.rules import Doer
from kith.core.errors import of_database
from kith.core.ids import row_id
from kith.core.session import acting
from kith.record.rules import clean
from kith.record.storing import store


def doer() -> Doer:
    """Whoever acts. `manages` is of any team; the database asks for one of the step's own organisation."""
    me = acting()
    return Doer(me.post, me.agency, bool(me.manages), me.holders)


def note(step: Step, kind: MoveKind, text: str = "", holder: int | None = None) -> Move:
    """Leaves the line. Raises Refused where the step is another organisation's."""
    about = {"person_id": step.person_id, "domain": step.domain, "grade": step.grade, "step_id": step.id}
    return store(Move(id=row_id(), kind=kind, text=clean(text).strip(), holder=holder, **about))


def change(step: Step, **fields: Any) -> None:
    """Whether it may be changed so is the database's to say: it raises Invalid, Refused."""
    try:
        with transaction.atomic():
            Step.objects.filter(person_id=step.person_id, id=step.id).update(**fields)
    except DatabaseError as error:
        raise of_database(error) or error from error
    for name, value in fields.items():
        setattr(step, name, value)
