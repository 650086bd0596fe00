"""Write down what the person, or who may decide for them, has said about their information."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from kith.access.grades import vector
from kith.core.clock import today
from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed, tidy
from kith.sharing.models import Capacity, ConsentKind, GivenBy, How
from kith.sharing.rules_of_consent import check_dates, check_given


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What was said. `by_words`: who decided it, where it was not the person themself."""

    kind: str
    what: str
    with_words: str
    how: str
    given_by: str
    capacity: str
    given_on: date
    review_on: date
    until: date | None = None
    how_words: str = ""
    by_words: str = ""
    capacity_words: str = ""


@transaction.atomic
def record_consent(
    *,
    person: UUID,
    saying: Saying,
    age: int | None,
    with_holder: int | None = None,
    covers: dict[str, int] | None = None,
) -> UUID:
    """Consent, a refusal or an objection; returns it. `covers`: how far, domain by domain; none: everything.

    Raises Unknown, Refused, Invalid (who could not have decided it, dates).
    """
    chosen = ((saying.kind, ConsentKind), (saying.how, How), (saying.given_by, GivenBy), (saying.capacity, Capacity))
    if any(value not in among for value, among in chosen):
        raise Invalid("Say what they said, how, who said it, and whether they can decide it.")
    check_given(saying.given_by, saying.capacity, age, saying.capacity_words, saying.by_words)
    check_dates(saying.given_on, saying.until, saying.review_on, today())
    said = asdict(saying) | {
        "what": needed(saying.what, "What it is about", 2000, lines=True),
        "with_words": needed(saying.with_words, "With whom", 500),
        "how_words": tidy(saying.how_words, "How you know it", 1000, lines=True),
        "by_words": tidy(saying.by_words, "Who decided it", 300),
        "capacity_words": tidy(saying.capacity_words, "How you know what they can decide", 2000, lines=True),
    }
    args = (person, with_holder, vector(covers or {}), json.dumps(said, default=str))
    return UUID(str(call("sharing.record_consent", *args)))
