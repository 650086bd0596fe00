"""What stands at the head of every page of a record: who this is, what anyone must know, how far the reader sees.

The first thing every page of a record does is `open_record`: it explains, refuses as absent, and leaves the event.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime

from kith.access.explain import Contact, Explanation, explain
from kith.access.grades import Grade
from kith.core.errors import Unknown
from kith.documents.models import PHOTO
from kith.documents.queries import kept_in
from kith.people.models import ParticularKind
from kith.people.queries import Person, person_summary
from kith.record.models import Entry
from kith.record.queries import latest

LEGAL = "legal_status"
NEEDS = (
    ParticularKind.LANGUAGE,
    ParticularKind.INTERPRETER,
    ParticularKind.COMMUNICATION,
    ParticularKind.DISABILITY,
    ParticularKind.CONTACT,
)
LEADS = (
    "allocated social worker",
    "lead child protection practitioner",
    "adult social worker",
    "family help lead practitioner",
    "youth justice worker",
)
PARTS = (
    ("Summary", "person"),
    ("Chronology", "chronology"),
    ("Documents", "documents"),
    ("Work", "work"),
    ("Plans", "plans"),
    ("Forms", "forms"),
    ("Family", "family"),
    ("Network", "network"),
    ("Details", "details"),
    ("Rights", "rights"),
    ("Access", "access"),
)


@dataclass(frozen=True)
class Record:
    """A record as this reader may open it."""

    person: UUID
    explanation: Explanation
    index: Person
    contacts: list[Contact]
    banner: dict[str, Any]

    @property
    def reach(self) -> dict[str, int]:
        return self.explanation.reach

    @property
    def closed(self) -> bool:
        """Whether something sensitive would open if the reader confirmed that it is them: from facts, not from rows."""
        return self.explanation.closed

    @property
    def opens_more(self) -> bool:
        """Whether the reader opens anything beyond locate."""
        return max(self.reach.values()) > Grade.LOCATE

    @property
    def why(self) -> str:
        return reverse("access", args=[self.person])

    @property
    def lead(self) -> Contact | None:
        return lead_practitioner(self.contacts, self.explanation.lead)

    def parts(self, current: str) -> list[dict[str, Any]]:
        """The sub-navigation, with the present page marked."""
        return [
            {"text": text, "href": reverse(page, args=[self.person]), "current": page == current}
            for text, page in PARTS
        ]


def open_record(person: UUID) -> Record:
    """The record as the caller opens it. Raises Unknown: answered exactly as if nobody were there."""
    explanation = explain(person)
    index = person_summary(person) if explanation else None
    if explanation is None or index is None:
        raise Unknown
    contacts = list(explanation.contacts)
    stands = latest([person], [LEGAL, PHOTO])
    lead = lead_practitioner(contacts, explanation.lead)
    banner = _banner(index, lead, stands.get((person, LEGAL))) | {"photo": _photo(stands.get((person, PHOTO)))}
    return Record(person, explanation, index, contacts, banner)


def _photo(kept: Entry | None) -> str:
    """The address of the photo of the person that was kept last, small; none where it was withdrawn."""
    row = kept_in(kept.source_key) if kept else None
    return reverse("document_picture", args=[kept.person_id, row, "small"]) if kept and row else ""


def lead_practitioner(contacts: list[Contact], lead_agency: int) -> Contact | None:
    """The lead agency's allocated practitioner, its team, or its member of the core group; the first that the reader
    may locate.
    """
    of_lead = [c for c in contacts if c.agency_id == lead_agency and c.holder]
    allocated = [c for c in of_lead if c.kind == "post" and c.profile in LEADS]
    teams = [c for c in of_lead if c.kind == "team"]
    beside = [c for c in of_lead if c.kind == "post" and c.profile.startswith("core group")]
    return next(iter([*allocated, *teams, *beside]), None)


def as_card(contact: Contact) -> dict[str, Any]:
    """A contact as the contact card shows it."""
    return {"name": contact.name, "role": contact.title, "organisation": contact.agency, "telephone": contact.telephone}


def _banner(index: Person, lead: Contact | None, legal: Entry | None) -> dict[str, Any]:
    """What core/components/identity.html shows."""
    name, birth = index.name, index.birth
    exact = birth is not None and birth.precision == "exact"
    pronouns = index.particulars_of(ParticularKind.PRONOUNS)
    return {
        "name": index.title,
        "say": name.pronunciation if name else "",
        "born": birth.on if birth and exact else None,
        "born_said": f"born {index.born}" if birth and not exact and birth.precision != "unborn" else "",
        "died": birth.died_on if birth else None,
        "pronouns": pronouns[0].value if pronouns else "",
        "alerts": [{"text": a.words, "since": a.since, "review": a.review_on} for a in index.alerts_now],
        "needs": [{"label": p.get_kind_display(), "text": p.value} for p in index.particulars_of(*NEEDS)],
        "legal": [{"text": legal.title, "since": localtime(legal.happened_at).date()}] if legal else [],
        "lead": as_card(lead) if lead else None,
    }
