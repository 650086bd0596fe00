"""What is done at a table that has been called: open to it, bring somebody, end it."""

from uuid import UUID

from django.db import transaction

from kith.access.grades import vector
from kith.core.session import call
from kith.people.rules import needed


@transaction.atomic
def open_at_table(*, person: UUID, gathering: UUID, grades: dict[str, int]) -> int:
    """The caller's organisation opens what it recorded to everybody there; returns to how many anew.

    Who has as much from it already, for as long, is passed over. Raises Unknown, Refused, Invalid.
    """
    return int(call("sharing.open_at_table", person, gathering, vector(grades)))


@transaction.atomic
def bring_to_table(*, person: UUID, gathering: UUID, holder: int) -> None:
    """Call somebody more. Raises Unknown, Refused (only who called it), Invalid."""
    call("sharing.bring_to_table", person, gathering, holder)


@transaction.atomic
def end_gathering(*, person: UUID, gathering: UUID, why: str) -> None:
    """Everything that any organisation opened to it ends at this moment. Raises Unknown, Refused, Invalid."""
    call("sharing.end_gathering", person, gathering, needed(why, "Why it ends", 500))
