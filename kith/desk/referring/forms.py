"""What a front door needs to hear of a worry."""

from typing import Any

from django import forms

from kith.access.grades import Domain, Grade
from kith.desk.offering import offer


class ReferForm(forms.Form):
    """`teams`: front doors with their organisations. The grade may be above the sender's own (decision 0011)."""

    team = forms.TypedChoiceField(label="To which front door?", coerce=int, choices=())
    title = forms.CharField(label="In a few words", max_length=200, help_text="For example “Burn on her hand”.")
    text = forms.CharField(
        label="What worries you, and what do you ask for?",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="What you saw or heard, when, and in whose words. What you have done so far.",
    )
    told = forms.CharField(
        label="Who has been told that you refer?",
        required=False,
        max_length=2000,
        help_text="The child, their parents, nobody: and why, if it is not safe to tell them.",
    )
    domain = forms.ChoiceField(label="What is it about?", choices=(), initial=Domain.SOCIAL_CARE)
    grade = forms.TypedChoiceField(label="How far in is it?", coerce=int, choices=(), initial=int(Grade.PRACTICE))
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        grades = [g for g in Grade if Grade.PRACTICE <= g <= Grade.SENSITIVE]
        offer(self, "team", [("", "Choose a front door"), *teams])
        offer(self, "domain", [(d.value, d.label.capitalize()) for d in Domain if d != Domain.STAFF_CONCERN])
        offer(self, "grade", [(g.value, g.label.capitalize()) for g in grades])
