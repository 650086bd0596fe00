"""The person moved: the old address ends on the day, the new one begins.

A protected address is restricted: it opens only to posts to which it is opened by name. Whoever records one must
first be shown who that is (`queries.address_seen_by`) and say that they have seen it.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from kith.access.grades import Grade
from kith.core.clock import today
from kith.core.errors import Invalid, Refused
from kith.core.session import acting
from kith.people.actions.recording import end, put
from kith.people.models import Address
from kith.people.rules import needed, postcode, tidy


def move_house(
    person: UUID,
    lines: str,
    code: str = "",
    *,
    since: date | None = None,
    kind: str = "home",
    protected: bool = False,
    seen_who: bool = False,
) -> Address:
    """The new address; ours before it ends, other organisations end theirs.

    Raises Invalid (a protected address without `seen_who`) and Refused.
    """
    if protected and not seen_who:
        raise Invalid(
            "Before a protected address is saved, look at who will be able to see it, and confirm. Nothing was saved."
        )
    moved = since or today()
    with transaction.atomic():
        ours = Address.objects.filter(person_id=person, kind=kind, owner_id=acting().agency)
        for before in ours.filter(until=None, withdrawn_at=None):
            end(before, max(moved, before.since or moved))
        return _add(person, needed(lines, "The address", 500, lines=True), postcode(code), moved, kind, protected)


def _add(person: UUID, lines: str, code: str, since: date, kind: str, protected: bool) -> Address:
    try:
        return put(
            Address,
            person,
            grade=Grade.RESTRICTED if protected else None,
            lines=lines,
            postcode=code,
            since=since,
            kind=tidy(kind, "The kind of address", 60),
            protected=protected,
        )
    except Refused as refused:
        if not protected:
            raise
        raise Refused(
            "You cannot record a protected address, because this person's restricted identity is not opened to you by "
            "name. Ask the manager who allocates the work to open it to you. Nothing was saved."
        ) from refused
