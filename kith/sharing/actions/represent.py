"""Somebody speaks for the person: recorded, limited, ended; and let read what is opened to them."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from kith.access.grades import vector
from kith.core.clock import today
from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import check_period, needed, tidy
from kith.sharing.models import RepresentativeKind
from kith.sharing.rules_of_consent import ADULT

PARENTAL = (RepresentativeKind.PARENT, RepresentativeKind.COUNCIL)


@dataclass(frozen=True, kw_only=True)
class Speaking:
    """Who speaks for the person. `seen`: what proves it, and who saw it when. `reach`: how to reach them."""

    kind: str
    name: str
    seen: str
    starts: date
    ends: date | None = None
    relation: str = ""
    reach: str = ""
    scope: str = ""


@transaction.atomic
def record_representative(
    *, person: UUID, speaking: Speaking, age: int | None, covers: dict[str, int] | None = None
) -> UUID:
    """Returns it. Raises Invalid (no parental responsibility for an adult; nothing was seen), Refused, Unknown."""
    if speaking.kind not in RepresentativeKind:
        raise Invalid("Say by what right they speak for them.")
    if speaking.kind in PARENTAL and age is not None and age >= ADULT:
        raise Invalid("Nobody has parental responsibility for an adult.")
    check_period(speaking.starts, speaking.ends)
    said = asdict(speaking) | {
        "name": needed(speaking.name, "Their name", 200),
        "seen": needed(speaking.seen, "What you have seen that proves it", 1000, lines=True),
        "relation": tidy(speaking.relation, "What they are to the person", 200),
        "reach": tidy(speaking.reach, "How to reach them", 300),
        "scope": tidy(speaking.scope, "What they may decide", 1000, lines=True),
    }
    args = (person, vector(covers or {}), json.dumps(said, default=str))
    return UUID(str(call("sharing.record_representative", *args)))


@transaction.atomic
def limit_representative(
    *, person: UUID, representative: UUID, no_address: bool, kept_from: dict[str, int], words: str, review_on: date
) -> None:
    """What is kept from them from now on, in all; what was opened to them and may not be is closed in the same breath.

    Keeping less from them than before is the lead organisation's to decide. Raises Refused, Invalid, Unknown.
    """
    if review_on <= today():
        raise Invalid("Choose a day to come on which this is looked at again.")
    why = needed(words, "Why", 1000, lines=True)
    call("sharing.limit_representative", person, representative, no_address, vector(kept_from), why, review_on)


@transaction.atomic
def end_representative(*, person: UUID, representative: UUID, words: str) -> None:
    """They no longer speak for the person; what was opened to them closes. Raises Invalid, Unknown."""
    call("sharing.end_representative", person, representative, needed(words, "Why it ends", 500))


@transaction.atomic
def let_read(*, person: UUID, representative: UUID) -> int:
    """They become a reader; returns the holder, to whom `facts.release` opens rows. A guardian's act."""
    return int(call("sharing.let_read", person, representative))
