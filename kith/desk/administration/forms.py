"""What an administrator types. The database checks it again (access/sql/0008_administration.sql)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kith.agencies.models import RoleName, Team
from kith.desk.administration.parting import Parting
from kith.desk.offering import offer

ADDRESS = "Enter an email address, like name@organisation.uk"


class AddPractitioner(forms.Form):
    name = forms.CharField(max_length=200, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Work email address",
        help_text="They sign in with it. It must be theirs alone.",
        error_messages={"required": "Enter their work email address", "invalid": ADDRESS},
    )
    telephone = forms.CharField(
        label="Work telephone (optional)", max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )
    title = forms.CharField(
        label="Job title",
        help_text="Such as “Social worker”. It stands beside their name on what they record.",
        max_length=200,
        error_messages={"required": "Enter their job title"},
    )


class Appoint(forms.Form):
    email = forms.EmailField(
        label="Email address that they sign in with",
        error_messages={"required": "Enter the email address that they sign in with", "invalid": ADDRESS},
    )
    title = forms.CharField(
        label="Job title in your organisation", max_length=200, error_messages={"required": "Enter their job title"}
    )


class Move(forms.Form):
    out_of = forms.TypedChoiceField(
        label="Which team do they leave?", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Choose the team that they leave"},
    )  # fmt: skip
    into = forms.TypedChoiceField(
        label="Which team do they join?", coerce=int, error_messages={"required": "Choose the team that they join"}
    )
    keep = forms.TypedChoiceField(
        label="What happens with the people allocated to them by name?",
        choices=[
            ("yes", "They keep them until each is handed over. The managers they leave see who is still with them"),
            ("no", "Their allocations end now. The managers they leave see who needs somebody else"),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens with the people allocated to them"},
    )

    def __init__(self, *args: Any, found: Parting, teams: Iterable[Team], **kwargs: Any):
        super().__init__(*args, **kwargs)
        now_in = {m.team_id for m in found.colleague.memberships}
        offer(self, "out_of", [(m.pk, m.team.name) for m in found.own])
        offer(self, "into", [("", "Choose a team")] + [(t.pk, t.name) for t in teams if t.pk not in now_in])
        if len(found.own) == 1:
            self.initial["out_of"] = found.own[0].pk
        if not found.carried.named:
            del self.fields["keep"]


class Leave(forms.Form):
    team = forms.TypedChoiceField(
        label="Which team takes over the people allocated to them?", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Choose the team whose managers take over"},
    )  # fmt: skip
    drafts_to = forms.TypedChoiceField(
        label="Which manager takes over what they have begun to write?",
        help_text="Only drafts about people whom that manager opens go over. The others stay closed.",
        coerce=int, widget=forms.RadioSelect, error_messages={"required": "Choose a manager"},
    )  # fmt: skip

    def __init__(self, *args: Any, found: Parting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "team", [(m.team_id, m.team.name) for m in found.own])
        offer(self, "drafts_to", [(m.pk, f"{m.practitioner.name}, {m.title}") for m in found.managers])
        if not found.own or not found.carried.named:
            del self.fields["team"]
        if not found.managers or not found.drafts:
            del self.fields["drafts_to"]


def role_choices() -> list[dict[str, Any]]:
    """The roles in words, as GOV.UK's select takes them."""
    return [{"value": value, "text": words} for value, words in RoleName.choices]
