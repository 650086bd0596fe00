"""What the person has said, in a line: where something is asked for or opened."""

from uuid import UUID

from kith.core.words import day
from kith.sharing.consents import against, may_rest_on
from kith.sharing.models import ConsentRecord


def in_a_line(row: ConsentRecord) -> str:
    """`With school, 3 Nov 2025: the plan`."""
    return f"{row.with_words}, {day(row.given_on)}: {row.what}"[:150]


def consents_to_rest_on(person: UUID) -> list[tuple[str, str]]:
    """As choices."""
    return [(str(row.id), in_a_line(row)) for row in may_rest_on(person)]


def said_against(person: UUID) -> str:
    """Refusals and objections that hold; nothing where there are none."""
    said = [f"{row.get_kind_display()}: {in_a_line(row)}." for row in against(person)]
    return " ".join(["Read first what they have said.", *said]) if said else ""
