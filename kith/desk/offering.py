"""Choices of a form that depend on who asks."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kith.agencies.models import AgencyKind

USUAL: dict[str, tuple[str, ...]] = {  # the roles in which people of such an organisation usually work with somebody
    AgencyKind.CHILDREN: (
        "allocated social worker", "lead child protection practitioner", "family help lead practitioner",
        "front door screening", "allocated team (cover)", "emergency duty",
    ),
    AgencyKind.ADULTS: ("adult social worker", "front door screening", "occupational therapist", "emergency duty"),
    AgencyKind.HEALTH_TRUST: ("core group: health visitor or school nurse", "core group: mental health service"),
    AgencyKind.GENERAL_PRACTICE: ("core group: general practice",),
    AgencyKind.SCHOOL: ("core group: school",),
    AgencyKind.POLICE: ("core group: police",),
    AgencyKind.YOUTH_JUSTICE: ("youth justice worker",),
    AgencyKind.PROBATION: ("probation practitioner",),
    AgencyKind.COURT: ("children's guardian",),
    AgencyKind.VOLUNTARY: ("core group: voluntary organisation", "domestic abuse advocate"),
    AgencyKind.PROVIDER: ("foster carer or residential worker",),
    AgencyKind.TELECARE: ("telecare responder",),
}  # fmt: skip


def offer(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Offer these in a field of choices: (value, words), or (group, [(value, words), …])."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def usual_first(kind: str, names: Iterable[str]) -> list[str]:
    """Roles, those first in which people of this kind of organisation usually work; the others as they come."""
    usual = USUAL.get(kind, ())
    return sorted(names, key=lambda name: usual.index(name) if name in usual else len(usual))
