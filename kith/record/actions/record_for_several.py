"""Record one event about several persons: one row each, on each person's own locks."""

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from kith.core.errors import Invalid, KithError
from kith.core.ids import row_id
from kith.core.session import acting, call
from kith.record.actions.finish_draft import finish_draft
from kith.record.actions.record_entry import record_settled
from kith.record.models import Entry
from kith.record.recording import Recording

MOST = 20


class NotForAll(Invalid):
    """Nothing was recorded. `refusals`: person id → why not for them."""

    def __init__(self, refusals: Mapping[UUID, str], asked: int):
        self.refusals = dict(refusals)
        super().__init__(
            f"Nothing was recorded: you cannot record this for {len(refusals)} of the {asked} people. "
            "Leave them out, or choose a grade that you open for all of them. What you wrote is kept."
        )


@transaction.atomic
def record_for_several(
    *, people: Sequence[UUID], recording: Recording, token: str = "", draft: tuple[UUID, UUID] | None = None
) -> list[Entry]:
    """One entry a person, in the order given, sharing an occasion. All or nothing.

    `draft`: person and id of the draft that this finishes. Raises NotForAll, Invalid.
    """
    chosen = list(dict.fromkeys(people))
    if not 1 <= len(chosen) <= MOST:
        raise Invalid(f"Choose between 1 and {MOST} people.")
    whole = recording.settled()
    occasion = _occasion(token)
    call("record.write_about", chosen)
    entries, refusals = [], {}
    for person_id in chosen:
        try:
            entries.append(record_settled(person_id, whole, occasion, token))
        except KithError as refused:
            refusals[person_id] = str(refused)
    if refusals:
        raise NotForAll(refusals, len(chosen))
    if draft:
        finish_draft(*draft, entries[0].id)
    return entries


def _occasion(token: str) -> UUID:
    """The same for a form that is sent again; known to nobody else."""
    return uuid5(NAMESPACE_OID, f"{acting().post}:{token}") if token else row_id()
