"""Add a number by which somebody knows the person. A failed check digit is kept, with its warning.

Whether the number stands on another record too is noted by the database (sql/0002_find.sql) in a queue that only
those see who open both; the caller learns nothing here.
"""

from datetime import date
from uuid import UUID

from kith.core.errors import Invalid
from kith.people import identifiers
from kith.people.actions.recording import put
from kith.people.models import Identifier
from kith.people.rules import needed


def add_identifier(
    person: UUID, scheme: str, value: str, since: date | None = None, grade: int | None = None
) -> Identifier:
    """`check_passed` is False where the check digit does not hold, None where the scheme has none.

    `grade` above essential keeps the number (one before adoption, say) out of every search. Raises Refused, and Invalid
    where the number stands on the record already, as far as the caller opens it.
    """
    called = identifiers.CALLED.get(scheme, "number")
    number = identifiers.canonical(needed(value, f"The {called}", 60))
    number = needed(number, f"The {called}", 60)
    if Identifier.objects.filter(person_id=person, scheme=scheme, value=number, withdrawn_at=None).exists():
        raise Invalid(f"This {called} stands on this record already. Nothing was added.")
    return put(
        Identifier,
        person,
        grade=grade,
        scheme=scheme,
        value=number,
        check_passed=identifiers.check_passed(scheme, number),
        since=since,
    )
