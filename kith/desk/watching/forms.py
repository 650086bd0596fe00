"""What is asked for when somebody has looked at a finding."""

from django import forms

from kith.desk.watching.findings import OUTCOMES


class FollowUpForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it?", choices=list(OUTCOMES.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )  # fmt: skip
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whom you spoke to and what they said. Nothing about the person on record that is not in it.",
    )
