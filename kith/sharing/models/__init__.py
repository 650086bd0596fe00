"""Requests between organisations, and the person's own rights: each kind of row in a file of its own."""

from kith.sharing.models.consents import Capacity, ConsentKind, ConsentRecord, GivenBy, How, Outcome
from kith.sharing.models.requests import Consent, Counted, Request, State, Turn, TurnKind, Urgency

__all__ = [
    "Capacity",
    "Consent",
    "ConsentKind",
    "ConsentRecord",
    "Counted",
    "GivenBy",
    "How",
    "Outcome",
    "Request",
    "State",
    "Turn",
    "TurnKind",
    "Urgency",
]
