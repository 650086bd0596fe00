"""Allocate a person's work to somebody, or pass it on to a team: they are involved, and its steps go to them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.access.grades import Domain, Grade
from kith.access.models import Involvement
from kith.agencies.models import Team
from kith.audit.log import log
from kith.casework import rules
from kith.casework.actions.end_involvements import end_involvements
from kith.casework.actions.hand_over import hand_over
from kith.casework.models import STEP
from kith.core.clock import now
from kith.core.errors import Invalid, Refused
from kith.core.session import acting, call
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording

BASIS = "public task: UK GDPR Art 6(1)(e), 9(2)(h)"
ALLOCATED, COVER = "allocated work", "cover for an absence"


@transaction.atomic
def allocate(
    *, person_id: UUID, post: int, name: str, profile: str, note: str, steps: Sequence[UUID], until: datetime | None,
    ends: Collection[UUID] = (),
) -> UUID:  # fmt: skip
    """A manager gives the work to a post of their organisation, with a handover note; returns the involvement.

    `steps`: those in progress that go to them with it. `until`: cover for an absence, which ends by itself. `ends`:
    involvements of those who had it, which end with this. Whoever is barred from the person is refused, and nothing of
    this stands. Raises Refused, Invalid, Unknown.
    """
    _check(note)
    made = _involved(person_id, post, profile, until)
    call("casework.check_holder", person_id, post, Domain.IDENTITY, int(Grade.ESSENTIAL))
    title = f"Covered by {name}" if until else f"Allocated to {name}"
    _hand_over(person_id, post, made, title, note, steps, ends)
    return made


@transaction.atomic
def pass_on(*, person_id: UUID, team: int, note: str, steps: Sequence[UUID], ends: Collection[UUID] = ()) -> UUID:
    """A manager passes the work on to a team of their organisation: its members cover it, its managers allocate it.

    Returns the team's involvement. Raises Refused, Invalid (no team of theirs), Unknown.
    """
    _check(note)
    to = Team.objects.filter(pk=team, agency_id=acting().agency or 0).first()
    if to is None:
        raise Invalid("Choose a team of your own organisation. To another it is handed over, step by step.")
    made = _involved(person_id, to.pk, "allocated team (cover)")
    _involved(person_id, to.managers_id, "managers of the allocated team")
    _hand_over(person_id, to.pk, made, f"Passed on to {to.name}", note, steps, ends)
    return made


def _check(note: str) -> None:
    me = acting()
    if not me.manages and "allocator" not in me.roles:
        raise Refused("A manager allocates, or the allocator of a team.")
    rules.check_words(note, "Say what they need to know: what has been done, what comes next, what worries you.")


def _involved(person_id: UUID, holder: int, profile: str, until: datetime | None = None) -> UUID:
    """Their involvement under the profile: the one that goes on until the same day, or a new one."""
    going = Involvement.objects.filter(person_id=person_id, holder_id=holder, profile=profile, closed=False, ends=until)
    if known := going.values_list("id", flat=True).first():
        return UUID(str(known))
    return facts.involve(person_id, holder, profile, purpose=COVER if until else ALLOCATED, basis=BASIS, ends=until)


def _hand_over(
    person_id: UUID, holder: int, made: UUID, title: str, note: str, steps: Sequence[UUID], ends: Collection[UUID]
) -> None:
    """The steps go, the chronology says so, and whoever had it until now sees it no more if that was said.

    Sent again with the same note it is said once.
    """
    for step in steps:
        hand_over(person_id=person_id, step_id=step, holder=holder, reason=note)
    said = Recording(STEP, now(), title[:200], note, Domain.SOCIAL_CARE, Grade.PRACTICE)
    record_entry(
        person_id=person_id, recording=said, token=f"allocated-{made}-{sha256(note.encode()).hexdigest()[:16]}"
    )
    log("allocate", person_id, [made], holder=holder)
    if ends:
        end_involvements(person_id=person_id, wanted=ends, reason=title)
