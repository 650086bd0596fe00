"""Which organisation is to lead, and why."""

from typing import Any

from django import forms

from kith.desk.offering import offer


class OfferLeadForm(forms.Form):
    """`organisations`: those that work with the person."""

    organisation = forms.TypedChoiceField(label="Which organisation is to lead?", coerce=int, choices=())
    why = forms.CharField(
        label="Why?",
        max_length=200,
        help_text="Such as: the family has moved there. It stands in the chronology and goes to those who work there.",
    )

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [("", "Choose an organisation"), *organisations])
