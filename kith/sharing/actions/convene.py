"""Call a table: everyone named reads what the caller's organisation opens to it, in one step, until it ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.access.grades import vector
from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed
from kith.sharing.gatherings import kinds


@transaction.atomic
def convene(
    *,
    person: UUID,
    kind: str,
    mine: int,
    members: dict[int, str],
    grades: dict[str, int],
    until: datetime,
    reason: str,
    token: str,
) -> UUID:
    """`members`: holder → kind of its organisation. Sent again with the same token it is the same gathering.

    Raises Unknown, Refused (nobody gives more than they open), Invalid.
    """
    chosen = kinds().get(kind)
    if chosen is None:
        raise Invalid("Choose what kind of joint work it is.")
    roles = [chosen.roles.get(agency, "") for agency in members.values()]
    why = needed(reason, "Why", 1000, lines=True)
    args = (person, kind, mine, list(members), roles, vector(grades), until, chosen.basis, why, token)
    return UUID(str(call("sharing.convene", *args)))
