"""Ask another organisation for what it holds about a person (docs/decisions/0050-letters.md)."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from kith.access.grades import vector
from kith.core.clock import now
from kith.core.errors import Invalid
from kith.core.session import call
from kith.sharing.editions import guide
from kith.sharing.guide import CONSENT, OWN_JUDGEMENT
from kith.sharing.models import Consent, Urgency
from kith.sharing.rules import answer_by


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is asked, and why. `person_words`: who the person is, in words that those who are asked can go by.

    `rests_on`: the consent on record, where the gateway is consent.
    """

    person_words: str
    question: str
    why: str
    purpose: str
    gateway: str
    consent: str
    confidentiality: str
    urgency: str = Urgency.ORDINARY
    period_from: date | None = None
    period_to: date | None = None
    until: date | None = None
    rests_on: UUID | None = None


@transaction.atomic
def ask(
    *, person: UUID, holder: int, mine: int, grades: dict[str, int], domain: str, grade: int, asking: Asking, token: str
) -> UUID:
    """Ask `holder` (a post or a team), for `mine` (the caller's post or a team of theirs); returns the request.

    `grades`: how far to open what, to sensitive at most. `domain`, `grade`: of the request itself. Sent again with the
    same token it is the same request. Raises Unknown, Refused (a sealed record), Invalid with what to change.
    """
    gateway = guide().gateway(asking.gateway)
    if gateway is None and asking.gateway != OWN_JUDGEMENT:
        raise Invalid("Choose the law or the permission that you rest on.")
    if asking.urgency not in Urgency or asking.consent not in Consent:
        raise Invalid("Say how soon you need an answer, and what the person has been told.")
    if asking.period_from and asking.period_to and asking.period_from > asking.period_to:
        raise Invalid("The time you ask about must begin before it ends.")
    if asking.gateway == CONSENT and asking.rests_on is None:
        raise Invalid("Say which of their consents you rest on. If there is none on record, record it first.")
    rests = {"rests_on": asking.rests_on if asking.gateway == CONSENT else None}
    force = gateway.force if gateway else "power"
    said = asdict(asking) | rests | {"force": force, "guide_edition": guide().edition}
    due = answer_by(asking.urgency, now())
    args = (holder, mine, vector(grades), domain, grade, due, token, json.dumps(said, default=str))
    return UUID(str(call("sharing.ask", person, *args)))
