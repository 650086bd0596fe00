"""Ask whether something may be shared, without saying about whom; and what is said to it."""

import json
from uuid import UUID

from django.db import transaction

from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed, tidy
from kith.sharing.editions import guide
from kith.sharing.models import AdviceKind, Says


@transaction.atomic
def ask_advice(*, holder: int, question: str, purpose: str, of_kind: str, token: str) -> UUID:
    """Ask a post or a team; returns what was asked. Sent again with the same token it is the same. Raises Invalid."""
    said = {
        "question": needed(question, "What you want to discuss", 4000, lines=True),
        "purpose": purpose,
        "of_kind": of_kind,
        "guide_edition": guide().edition,
    }
    return UUID(str(call("sharing.ask_advice", holder, token, json.dumps(said))))


@transaction.atomic
def advise(*, advice: UUID, kind: AdviceKind, text: str = "", says: str = "", to_holder: int | None = None) -> UUID:
    """One thing said to it. Raises Unknown, Invalid."""
    if kind == AdviceKind.ADVISED and says not in Says:
        raise Invalid("Say what you advise.")
    given = {"text": tidy(text, "What you say", 4000, lines=True), "says": says, "to_holder": to_holder}
    return UUID(str(call("sharing.advise", advice, str(kind), json.dumps({k: v for k, v in given.items() if v}))))
