"""How somebody comes to open more of a record, the fastest lawful way first (graded-access.md, Explain)."""

from dataclasses import dataclass

from django.urls import reverse

from kith.access.explain import Contact, Explanation


@dataclass(frozen=True)
class Route:
    """A way to open more: words, an address where there is a page for it, and what to expect."""

    text: str
    href: str = ""
    takes: str = ""


def routes_to_more(explanation: Explanation, lead: Contact | None) -> list[Route]:
    """For somebody who has at least locate. Asking comes first; emergency access comes last."""
    person = explanation.person
    ask = Route(
        f"Ring {lead.name}, {lead.title}, on {lead.telephone}" if lead and lead.telephone else "Ring the front door"
    )
    refer = Route(
        "Refer a worry to a front door",
        reverse("refer", args=[person]),
        "They have it at once, whatever you see yourself.",
    )
    involve = Route(
        "Record that you or your team work with them",
        reverse("involve", args=[person]),
        "Opens what your profile gives. Another organisation's waits for the lead organisation to accept it.",
    )
    gateway = Route(
        "Ask for a share, naming the law that applies",
        takes="For example a section 47 enquiry: the organisation that owns the information opens it until a date.",
    )
    emergency = Route(
        "Open in an emergency",
        reverse("open_in_emergency", args=[person]),
        "For hours, with a reason. The owner and information governance are told at once and review it.",
    )
    return [ask, refer, involve, gateway, emergency]
