"""Fictional data for the gallery of components: one child, one day."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from kith.core.clock import now

REACH = {
    "identity": 4,
    "family": 3,
    "social_care": 3,
    "plan": 4,
    "health": 2,
    "mental_health": 1,
    "education": 2,
    "justice": 1,
    "housing_finance": 2,
    "voice": 3,
    "staff_concern": 0,
}
LEAD = {
    "name": "Amara Oyelaran",
    "role": "Social worker",
    "organisation": "Children's Services, Wexcombe Council",
    "telephone": "01632 960142",
}
NURSE = {
    "name": "Bethan Pryce",
    "role": "Health visitor",
    "organisation": "Wexcombe Community NHS Trust",
    "telephone": "01632 960177",
}
CONTACT_POINT = {"name": "Another service", "role": "Contact point", "note": "Reached through the duty desk."}
OPENERS = [
    {"name": "Family Safeguarding East", "agency": "Wexcombe Council", "people": 7, "capacity": "allocated team"},
    {"name": "Dev Raman", "agency": "Wexcombe Council", "people": 1, "capacity": "team manager"},
    {"name": "Bethan Pryce", "agency": "Wexcombe Community NHS Trust", "people": 1, "capacity": "core group"}
    | {"telephone": "01632 960177"},
    {"name": "Safeguarding leads", "agency": "Larkhill Primary School", "people": 2, "capacity": "core group"},
]


class ExampleForm(forms.Form):
    """One of each kind of field, sent with a mistake."""

    kind = forms.ChoiceField(
        label="What kind of thing is it?", widget=forms.RadioSelect, choices=[("visit", "Visit"), ("call", "Call")]
    )
    when = forms.DateField(
        label="When did it happen?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the day it happened"},
    )
    happened = forms.CharField(
        label="What happened?", widget=forms.Textarea, help_text="Facts first, then what you make of them."
    )
    domains = forms.MultipleChoiceField(
        label="What is it about?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("social_care", "Social care"), ("education", "Education")],
    )
    significant = forms.BooleanField(label="A significant event", required=False)


def examples() -> dict[str, Any]:
    """Context of `core/gallery.html`, with times around the present."""
    at = now()
    return {
        "reach": REACH,
        "lead": LEAD,
        "ring": [LEAD, NURSE, CONTACT_POINT],
        "openers": OPENERS,
        "person": _child(at),
        "adult": {"name": "Marek Dolan", "born_said": "born about 1979", "pronouns": "he/him", "lead": LEAD},
        "entries": _entries(at),
        "at": at,
        "form": ExampleForm({"kind": "visit", "happened": "We talked in the kitchen.", "domains": ["social_care"]}),
        "routes": [
            {"text": "Ask Amara Oyelaran to share it", "href": "#", "takes": "Usually answered the same day"},
            {"text": "Record that your team works with Siobhán", "href": "#", "takes": "Opens to practice grade"},
            {"text": "Name a duty in law", "href": "#", "takes": "Such as a section 47 enquiry"},
            {"text": "Open in an emergency", "href": "#", "takes": "Ends within 12 hours; the owner is told now"},
        ],
        "parts": [
            {"text": text, "href": "#", "current": text == "Chronology"}
            for text in ("Summary", "Chronology", "Family", "Network", "Record", "Access")
        ],
    }


def _child(at: datetime) -> dict[str, Any]:
    today = at.date()
    return {
        "name": "Siobhán Dolan",
        "say": "shi-VAWN",
        "born": today - timedelta(days=3290),
        "pronouns": "she/her",
        "alerts": [
            {
                "text": "Do not visit alone: known risk of domestic abuse at this address",
                "since": today - timedelta(days=41),
                "review": today + timedelta(days=49),
            },
            {"text": "Severe nut allergy: carries an adrenaline pen", "since": today - timedelta(days=900)},
        ],
        "needs": [
            {"label": "Language", "text": "Irish and English; no interpreter"},
            {"label": "Communication", "text": "Prefers drawing to talking; give her time"},
        ],
        "legal": [{"text": "Child protection plan: emotional abuse", "since": today - timedelta(days=34)}],
        "lead": LEAD,
    }


def _entries(at: datetime) -> list[dict[str, Any]]:
    work = {"author": LEAD["name"], "organisation": "Wexcombe Council", "domain": "social_care", "grade": 3}
    return [
        work
        | {
            "title": "Home visit, Siobhán seen alone",
            "kind": "Visit",
            "text": "Siobhán showed me the den she has made under the stairs. She said she sleeps better now.\n"
            "Mum was tired and asked about the parenting group on Thursdays.",
            "happened_at": at - timedelta(minutes=95),
            "recorded_at": at - timedelta(minutes=20),
            "present": "Siobhán, Ciara Dolan (mother)",
            "new": True,
            "href": "#",
        },
        work
        | {
            "title": "Initial child protection conference",
            "kind": "Meeting",
            "domain": "plan",
            "grade": 2,
            "text": "Child protection plan agreed. First core group within ten working days.",
            "happened_on": (at - timedelta(days=34)).date(),
            "recorded_at": at - timedelta(days=33),
            "significant": True,
            "version": 2,
            "href": "#",
        },
        {
            "title": "Attendance at the emergency department",
            "kind": "Health contact",
            "domain": "health",
            "grade": 4,
            "text": "Brought by grandmother with a cut hand. Closed with strips, no concern about how it happened.",
            "happened_at": at - timedelta(days=61),
            "author": NURSE["name"],
            "organisation": NURSE["organisation"],
        },
    ]
