"""Begin a step of the work about a person; its clocks start."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from kith.agencies.models import Agency
from kith.audit.log import log
from kith.casework import rules
from kith.casework.chains import OWN, Chain, Kind, chains
from kith.casework.models import STEP, MoveKind, Step
from kith.casework.moving import doer, note
from kith.casework.queries import step_of
from kith.casework.timing import start, stop
from kith.core.clock import now
from kith.core.errors import Invalid
from kith.core.ids import row_id
from kith.core.session import acting, call
from kith.record import kinds
from kith.record.models import Entry
from kith.record.recording import own_domain
from kith.record.storing import store


@transaction.atomic
def begin_step(
    *, person_id: UUID, chain: str, step: str, holder: int, began_at: datetime | None = None, after: UUID | None = None,
    referral: Entry | None = None,
) -> Step:  # fmt: skip
    """Held by a post or a team. `began_at`: when it really began, now unless told; its clocks count from there.

    `after`: a step in progress beside which this one may begin; without it the chain must begin here. `referral`: what
    it begins with, once; its clocks count from when that came. Raises Invalid, Refused (not theirs to begin or to
    give), Unknown.
    """
    of = _chain(chain)
    if step not in of.steps:
        raise Invalid("Choose a step.")
    began_at = referral.recorded_at if referral else began_at or now()
    rules.check_began(began_at, now())
    if after is None and step not in of.begins:
        raise Invalid("The work does not begin with this step.")
    if after is not None:
        before = step_of(person_id, after)
        rules.check_open(before, doer())
        if step not in of.steps[before.step].alongside:
            raise Invalid("This step does not begin beside that one.")
    try:
        with transaction.atomic():
            return put_step(
                person_id, of, of.steps[step], holder, began_at, after, referral.series if referral else None
            )
    except IntegrityError as error:  # somebody else was quicker
        raise Invalid("Somebody has begun work with this referral already. Open it again to see who.") from error


def put_step(
    person_id: UUID, chain: Chain, kind: Kind, holder: int, began_at: datetime, after: UUID | None,
    entry: UUID | None = None,
) -> Step:  # fmt: skip
    """The step itself, with its clocks and its event. Raises Refused, Invalid (the holder), Unknown."""
    domain = check_given(person_id, kind, holder)
    new = row_id()
    begun = store(
        Step(
            id=new, person_id=person_id, domain=domain, grade=kind.grade, chain=chain.code, step=kind.code,
            line=new, after=after, holder=holder, began_at=began_at, needs=len(kind.approvals), entry=entry,
        )
    )  # fmt: skip
    begun.refresh_from_db(fields=["line"])
    note(begun, MoveKind.BEGAN, holder=holder)
    stop(begun, kind.stop)
    start(begun, kind.start, began_at)
    log("begin step", person_id, [begun.id], [begun.domain], [begun.grade])
    return begun


def check_given(person_id: UUID, kind: Kind, holder: int) -> str:
    """The domain of such a step, once it is seen that this holder can be given it. Raises Refused, Invalid, Unknown."""
    domain = domain_of(kind.domain)
    call("casework.check_holder", person_id, holder, domain, kind.grade)
    return domain


def domain_of(said: str) -> str:
    """Where a step of this domain stands: there, or in that in which the caller's team records."""
    return own_domain(kinds.kind(STEP)) if said == OWN else said


def _chain(code: str) -> Chain:
    """A chain of the caller's organisation. Raises Invalid."""
    found = chains().get(code)
    if found is None or Agency.objects.get(pk=acting().agency or 0).kind not in found.agencies:
        raise Invalid("Your organisation does not work by these steps.")
    return found
