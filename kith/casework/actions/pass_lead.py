"""The lead of a record passes to another organisation: asked for, taken or left, each a line in the chronology."""

from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.access.grades import Grade
from kith.agencies.models import Agency
from kith.casework.models import STEP
from kith.core.clock import now
from kith.core.ids import row_id
from kith.core.session import acting
from kith.record import kinds
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording, own_domain


@transaction.atomic
def offer_lead(*, person_id: UUID, organisation: int, why: str) -> None:
    """One's own organisation leads and asks another, which works with them. Raises Refused, Invalid, Unknown."""
    facts.offer_lead(person_id, organisation, why)
    _written(person_id, f"{_name(organisation)} is asked to lead", why)


@transaction.atomic
def take_lead(*, person_id: UUID) -> None:
    """One's own organisation leads from now on (docs/decisions/0085). Raises Invalid (nobody asks), Unknown."""
    led = facts.take_lead(person_id)
    mine = _name(acting().agency or 0)
    what = f"{mine} decides from now on who is involved, whom the record is sealed to and who is barred from it."
    _written(
        person_id, f"The lead passed from {_name(led)} to {mine}", f"{what} What each of them sees stays as it was."
    )


@transaction.atomic
def drop_lead(*, person_id: UUID, why: str) -> None:
    """The question is taken back, or declined. Raises Invalid (nobody is asked), Unknown."""
    facts.drop_lead(person_id, why)
    _written(person_id, "The lead stays where it is", why)


def _name(organisation: int) -> str:
    return Agency.objects.only("name").get(pk=organisation).name


def _written(person_id: UUID, title: str, text: str) -> None:
    said = Recording(STEP, now(), title[:200], text, own_domain(kinds.kind(STEP)), Grade.ESSENTIAL)
    record_entry(person_id=person_id, recording=said, token=f"lead-{row_id()}")
