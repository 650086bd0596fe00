"""What is asked for when a person is registered."""

from typing import Any

from django import forms

from kith.desk.offering import offer
from kith.people.models import BirthPrecision


class NewPersonForm(forms.Form):
    """`holders`: (id, words) of the posts and teams that may begin the work; `profiles`: their names."""

    given = forms.CharField(label="First names", required=False, max_length=100)
    family = forms.CharField(label="Last name", required=False, max_length=100)
    pronunciation = forms.CharField(
        label="How to say it", required=False, max_length=200, help_text="For example “shi-VAWN”."
    )
    born = forms.DateField(
        label="Date of birth, or day the child is due",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a real date, such as 3 11 2014."},
    )
    precision = forms.ChoiceField(
        label="Is that date exact?", choices=BirthPrecision.choices, widget=forms.RadioSelect, initial="exact"
    )
    nhs = forms.CharField(label="NHS number, if you have it", required=False, max_length=20)
    holder = forms.TypedChoiceField(label="Who begins the work?", coerce=int, choices=())
    profile = forms.ChoiceField(label="In what role?", choices=())
    reason = forms.CharField(label="Why is a record needed?", max_length=200)

    def __init__(self, *args: Any, holders: list[tuple[int, str]], profiles: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "holder", holders)
        offer(self, "profile", [("", "Choose a role"), *((name, name.capitalize()) for name in profiles)])
