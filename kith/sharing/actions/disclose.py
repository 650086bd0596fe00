"""Something leaves Kith: written down before it does."""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed, tidy
from kith.sharing.models import Leaves, Medium, ToWhom


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What leaves, how, to whom, why, and on what that rests. `of_row`: the row that it is made of, if it is one."""

    what: str
    medium: str
    to_whom: str
    to_words: str
    why: str
    basis: str
    title: str = ""
    of_row: UUID | None = None


@transaction.atomic
def disclose(*, person: UUID, leaving: Leaving, domain: str | None = None, grade: int | None = None) -> UUID:
    """The record of it, whose id lets it leave within the hour. `domain`, `grade`: as what it is made of.

    What leaves Kith asks for a new proof that it is them. Raises Invalid, Unknown, Unconfirmed.
    """
    if leaving.what not in Leaves or leaving.medium not in Medium or leaving.to_whom not in ToWhom:
        raise Invalid("Say what leaves, and to whom it goes.")
    said = asdict(leaving) | {
        "to_words": needed(leaving.to_words, "To whom it goes", 300),
        "why": needed(leaving.why, "Why", 1000, lines=True),
        "basis": needed(leaving.basis, "On what that rests", 300),
        "title": tidy(leaving.title, "The title", 300),
    }
    return UUID(str(call("sharing.disclose", person, domain, grade, json.dumps(said, default=str))))
