"""What was agreed is withdrawn, with all that rests on it; an objection is answered."""

from uuid import UUID

from django.db import transaction

from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed
from kith.sharing.models import How, Outcome


@transaction.atomic
def withdraw_consent(*, person: UUID, consent: UUID, how: str, words: str) -> None:
    """It ends, and in this transaction everything that rests on it, whoever made it; they are told.

    Withdrawing is as easy as giving (UK GDPR Article 7(3)): whoever hears it may write it down.
    """
    if how not in How:
        raise Invalid("Say how they said it.")
    call("sharing.withdraw_consent", person, consent, how, needed(words, "What they said", 2000, lines=True))


@transaction.atomic
def answer_objection(*, person: UUID, objection: UUID, outcome: str, words: str) -> None:
    """By a manager or information governance (UK GDPR Article 21). Raises Refused, Invalid, Unknown."""
    if outcome not in (Outcome.STOPPED, Outcome.GOES_ON):
        raise Invalid("Say whether you stop.")
    call("sharing.answer_objection", person, objection, outcome, needed(words, "The answer", 2000, lines=True))
