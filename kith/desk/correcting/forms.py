"""What is asked for when something on a record is put right."""

from typing import Any

from django import forms

from kith.access.grades import Domain, Grade
from kith.desk.offering import offer
from kith.record.models import Entry


class LowerForm(forms.Form):
    """`entry`: the version that stands."""

    grade = forms.TypedChoiceField(label="How far in is it?", coerce=int, choices=())
    domain = forms.ChoiceField(label="What is it about?", choices=[(d.value, d.label.capitalize()) for d in Domain])
    reason = forms.CharField(label="Why?", max_length=500, help_text="Stands beside the new version.")

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any):
        kwargs["initial"] = {"grade": entry.grade, "domain": entry.domain}
        super().__init__(*args, **kwargs)
        grades = [(g.value, g.label.capitalize()) for g in Grade if 1 <= g <= entry.grade]
        offer(self, "grade", grades)


class ReviewForm(forms.Form):
    """An alert holds until it is looked at again, or no longer."""

    holds = forms.ChoiceField(
        label="Does it still hold?",
        choices=[("yes", "Yes: look at it again on the day below"), ("no", "No: it holds no longer, from today")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it still holds."},
    )
    review_on = forms.DateField(
        label="Look at it again on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a real date, such as 3 11 2026."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("holds") == "yes" and not cleaned.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Enter the day on which to look at it again.")
        return cleaned


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="What was wrong?", max_length=500)
