"""Requests between organisations, and the person's own rights: each kind of row in a file of its own."""

from kith.sharing.models.advice import Advice, AdviceKind, AdviceState, AdviceTurn, Says
from kith.sharing.models.bundles import Bundle, BundleState, Exhibit
from kith.sharing.models.consents import Capacity, ConsentKind, ConsentRecord, GivenBy, How, Outcome
from kith.sharing.models.disclosures import Disclosure, Leaves, Medium, ToWhom
from kith.sharing.models.gatherings import Gathering
from kith.sharing.models.governing import AgreementPaper, Answer, GuideEdition, ProcessingNote, ToolRule
from kith.sharing.models.messages import Channel, Message, MessageAnswer, MessageState, NotSent, Outsider
from kith.sharing.models.representatives import Representative, RepresentativeKind
from kith.sharing.models.requests import REQUEST, Consent, Counted, Request, State, Turn, TurnKind, Urgency
from kith.sharing.models.subject_access import AccessState, CopyMade, Doing, Redaction, SubjectAccess

__all__ = [
    "REQUEST",
    "AccessState",
    "Advice",
    "AdviceKind",
    "AdviceState",
    "AdviceTurn",
    "AgreementPaper",
    "Answer",
    "Bundle",
    "BundleState",
    "Capacity",
    "Channel",
    "Consent",
    "ConsentKind",
    "ConsentRecord",
    "CopyMade",
    "Counted",
    "Disclosure",
    "Doing",
    "Exhibit",
    "Gathering",
    "GivenBy",
    "GuideEdition",
    "How",
    "Leaves",
    "Medium",
    "Message",
    "MessageAnswer",
    "MessageState",
    "NotSent",
    "Outcome",
    "Outsider",
    "ProcessingNote",
    "Redaction",
    "Representative",
    "RepresentativeKind",
    "Request",
    "Says",
    "State",
    "SubjectAccess",
    "ToWhom",
    "ToolRule",
    "Turn",
    "TurnKind",
    "Urgency",
]
