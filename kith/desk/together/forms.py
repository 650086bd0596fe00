"""What is asked for when a table is called, and at it."""

from datetime import timedelta
from typing import Any

from django import forms

from kith.core.clock import today
from kith.desk.offering import offer
from kith.desk.requests.whom import Holders
from kith.desk.sharing.forms import DAY, REAL_DATE, GradesForm, ask_grades
from kith.sharing.gatherings import Kind

OTHERS = ("other_1", "other_2", "other_3", "other_4")
NO_END = {"required": "Enter the day on which it ends."}


class ConveneForm(GradesForm):
    """`around`: who works with the person, as far as the caller may know; `mine`: how far the caller may go."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    around = forms.TypedMultipleChoiceField(
        label="Who sits at the table?",
        coerce=int,
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Those who work with them, as far as you may know.",
    )
    other_1 = forms.TypedChoiceField(label="And who else?", coerce=int, required=False, empty_value=None, choices=())
    other_2 = forms.TypedChoiceField(label="And?", coerce=int, required=False, empty_value=None, choices=())
    other_3 = forms.TypedChoiceField(label="And?", coerce=int, required=False, empty_value=None, choices=())
    other_4 = forms.TypedChoiceField(label="And?", coerce=int, required=False, empty_value=None, choices=())
    until = forms.DateField(label="Until when?", widget=DAY, error_messages=REAL_DATE | NO_END)
    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Read by everybody at the table.",
    )
    called_as = forms.TypedChoiceField(label="Who calls it?", coerce=int, choices=())

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        around: Holders,
        others: Holders,
        ours: Holders,
        mine: dict[str, int],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.initial["until"] = today() + timedelta(days=kind.days)
        offer(self, "around", around)
        for name in OTHERS:
            offer(self, name, [("", "Nobody else"), *others])
        offer(self, "called_as", ours)
        if not around:
            del self.fields["around"]
        start = {domain: min(grade, mine[domain]) for domain, grade in kind.opens.items()}
        ask_grades(self, mine, "Not opened", start=start)

    @property
    def members(self) -> list[int]:
        """Everybody chosen, once."""
        chosen = [*self.cleaned_data.get("around", []), *(self.cleaned_data[name] for name in OTHERS)]
        return list(dict.fromkeys(holder for holder in chosen if holder))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any([cleaned.get("around"), *(cleaned.get(name) for name in OTHERS)]):
            raise forms.ValidationError("Choose who sits at the table.")
        return cleaned


class OpenForm(GradesForm):
    """`mine`: how far the opener may go; `kind` says where it starts."""

    def __init__(self, *args: Any, kind: Kind | None, mine: dict[str, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        opens = kind.opens if kind else {}
        ask_grades(self, mine, "Not opened", start={d: min(grade, mine[d]) for d, grade in opens.items()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.values()):
            raise forms.ValidationError("Choose what to open, and how far.")
        return cleaned


class BringForm(forms.Form):
    holder = forms.TypedChoiceField(label="Whom?", coerce=int, choices=())

    def __init__(self, *args: Any, others: Holders, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "holder", [("", "Choose a team or a person"), *others])
