"""How somebody comes to open more of a record, the fastest lawful way first (graded-access.md, Explain)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kith.access.explain import Contact, Explanation, Reaching
from kith.access.words import reach_in_words
from kith.desk.person.banner import LEADS

MOST_NAMED = 6


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
        "Ask another organisation, naming the law that applies",
        reverse("ask_for", args=[person]),
        "The organisation that holds the information opens it until a date, answers in words, or says why not.",
    )
    emergency = Route(
        "Open in an emergency",
        reverse("open_in_emergency", args=[person]),
        "For hours, with a reason. The owner and information governance are told at once and review it.",
    )
    return [ask, refer, involve, gateway, emergency]


def who_opens_more(explanation: Explanation, known: list[Reaching]) -> list[dict[str, Any]]:
    """As contact cards: those whom I may locate and who reach further than I, whom to ask first before the others."""
    further: dict[int, tuple[Reaching, dict[str, int]]] = {}
    for each in sorted(known, key=lambda each: _sooner(each, explanation)):
        more = each.further_than(explanation.reach)
        if more and each.holder not in further:
            further[each.holder] = (each, more)
    return [_card(each, more) for each, more in list(further.values())[:MOST_NAMED]]


def _sooner(each: Reaching, explanation: Explanation) -> tuple[Any, ...]:
    """The lead practitioner, then others of the lead, people before teams; of equals whoever reaches furthest."""
    of_lead = each.agency_id == explanation.lead
    leads = of_lead and each.kind == "post" and each.profile in LEADS
    more = each.further_than(explanation.reach)
    return (not leads, not of_lead, each.kind != "post", -sum(more.values()), each.name)


def _card(each: Reaching, more: dict[str, int]) -> dict[str, Any]:
    said = reach_in_words(more)
    return {
        "name": each.name,
        "role": each.title if each.kind == "post" else "",
        "organisation": each.agency,
        "telephone": each.telephone,
        "note": f"Opens further: {said}",
    }
