"""Who is barred; who may still open what is sealed; and why."""

from typing import Any

from django import forms

from kith.desk.offering import offer

WORDS = forms.Textarea(attrs={"rows": 3})


class BarForm(forms.Form):
    """`people`: practitioners, with their organisations."""

    human = forms.TypedChoiceField(label="Who is barred?", coerce=int, choices=())
    reason = forms.CharField(
        label="Why?", max_length=1000, widget=WORDS, help_text="Read by information governance, never by them."
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "human", [("", "Choose a person"), *people])


class SealForm(forms.Form):
    """`people`: practitioners who open the record now, and whoever seals."""

    humans = forms.TypedMultipleChoiceField(
        label="Who may still open it?",
        coerce=int,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who may still open it."},
    )
    reason = forms.CharField(label="Why?", max_length=1000, widget=WORDS)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "humans", people)
