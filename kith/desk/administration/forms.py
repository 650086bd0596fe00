"""What an administrator types. The database checks it again (access/sql/0008_administration.sql)."""

from typing import Any

from django import forms

from kith.agencies.models import RoleName

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


def role_choices() -> list[dict[str, Any]]:
    """The roles in words, as GOV.UK's select takes them."""
    return [{"value": value, "text": words} for value, words in RoleName.choices]
