"""End the involvements of one's own organisation whose work with a person is over, with the reason."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.access.models import Involvement
from kith.core.errors import Invalid
from kith.core.session import acting


@transaction.atomic
def end_involvements(*, person_id: UUID, wanted: Collection[UUID], reason: str) -> None:
    """One's own last, since it is by them that one may end the others'.

    Raises Invalid (one that does not go on, or is another organisation's), Refused, Unknown.
    """
    me = acting()
    named = Involvement.objects.filter(person_id=person_id, id__in=list(wanted), owner_id=me.agency, closed=False)
    found = sorted(named, key=lambda each: each.holder_id in me.holders)
    if {each.id for each in found} != set(wanted):
        raise Invalid("One of these involvements has ended since you opened the page. Open it again.")
    for each in found:
        facts.end_involvement(person_id, each.id, reason)
