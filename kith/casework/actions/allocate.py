"""Allocate a person's work to somebody: they are involved, and what the team holds of it is handed to them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.access.grades import Domain, Grade
from kith.audit.log import log
from kith.casework import rules
from kith.casework.actions.hand_over import hand_over
from kith.casework.models import STEP
from kith.core.clock import now
from kith.core.errors import Refused
from kith.core.session import acting, call
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording

BASIS = "public task: UK GDPR Art 6(1)(e), 9(2)(h)"


@transaction.atomic
def allocate(
    *, person_id: UUID, post: int, name: str, profile: str, note: str, steps: Sequence[UUID], until: datetime | None
) -> UUID:
    """A manager gives the work to a post of their organisation, with a handover note; returns the involvement.

    `steps`: those in progress that go to them with it. `until`: cover for an absence, which ends by itself. Whoever is
    barred from the person is refused, and nothing of this stands. Raises Refused, Invalid, Unknown.
    """
    me = acting()
    if not me.manages and "allocator" not in me.roles:
        raise Refused("A manager allocates, or the allocator of a team.")
    rules.check_words(note, "Say what they need to know: what has been done, what comes next, what worries you.")
    purpose = "cover for an absence" if until else "allocated work"
    made = facts.involve(person_id, post, profile, purpose=purpose, basis=BASIS, ends=until)
    call("casework.check_holder", person_id, post, Domain.IDENTITY, int(Grade.ESSENTIAL))
    for step in steps:
        hand_over(person_id=person_id, step_id=step, holder=post, reason=note)
    title = f"Covered by {name}" if until else f"Allocated to {name}"
    said = Recording(STEP, now(), title[:200], note, Domain.SOCIAL_CARE, Grade.PRACTICE)
    record_entry(person_id=person_id, recording=said, token=f"allocated-{made}")
    log("allocate", person_id, [made], holder=post)
    return made
