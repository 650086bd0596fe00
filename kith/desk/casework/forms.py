"""What is asked for when a step begins, ends, is signed off, goes to somebody else, or its clock is late."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms

from kith.casework.chains import Chain, Kind, kind_of
from kith.core.clock import today
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE

WORDS = forms.Textarea(attrs={"rows": 4})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
REAL_TIME = {"invalid": "Enter a real day and time, such as 3 11 2026 14:10."}
Holders = list[tuple[int, str]]


def grouped(kinds: Iterable[tuple[Chain, Kind]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may begin, under the name of its chain, in the order given."""
    found: dict[str, list[tuple[str, str]]] = {}
    for chain, kind in kinds:
        found.setdefault(chain.title, []).append((f"{chain.code} {kind.code}", kind.title))
    return list(found.items())


class BeginForm(forms.Form):
    """`kinds`: chain and step that may begin, `holders`: who may have it."""

    step = forms.ChoiceField(
        label="What begins?", widget=forms.RadioSelect, choices=(), error_messages={"required": "Choose what begins."}
    )
    holder = forms.TypedChoiceField(label="Who has it?", coerce=int, choices=())
    began_at = forms.DateTimeField(
        label="When did it begin, if not now?",
        required=False,
        widget=MOMENT,
        error_messages=REAL_TIME,
        help_text="Clocks count from here: when the referral was received, not when it was typed.",
    )

    def __init__(self, *args: Any, kinds: Iterable[tuple[Chain, Kind]], holders: Holders, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "step", grouped(kinds))
        offer(self, "holder", holders)

    @property
    def began_at_entered(self) -> datetime | None:
        entered: datetime | None = self.cleaned_data["began_at"]
        return entered


class FinishForm(forms.Form):
    """What it came to. `holders`: who may have what follows."""

    outcome = forms.ChoiceField(
        label="What did it come to?",
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"required": "Choose what it came to."},
    )
    reason = forms.CharField(
        label="Why?", widget=WORDS, max_length=8000, help_text="Stands in the chronology, with your name."
    )
    holder = forms.TypedChoiceField(label="Who has what follows?", coerce=int, choices=())

    def __init__(self, *args: Any, kind: Kind, holders: Holders, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "outcome", [(outcome.code, outcome.words) for outcome in kind.outcomes.values()])
        offer(self, "holder", holders)


class SignForm(forms.Form):
    """`panel`: it is a panel's decision, which has words."""

    text = forms.CharField(label="A word with it", required=False, widget=WORDS, max_length=8000)

    def __init__(self, *args: Any, panel: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if panel:
            self.fields["text"].label = "When did the panel meet, who sat on it, and what did it decide?"
            self.fields["text"].required = True


class ReasonForm(forms.Form):
    """`question`: what is asked."""

    reason = forms.CharField(widget=WORDS, max_length=2000)

    def __init__(self, *args: Any, question: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = question


class HandOverForm(forms.Form):
    holder = forms.TypedChoiceField(label="To whom?", coerce=int, choices=())
    reason = forms.CharField(
        label="Handover note",
        widget=WORDS,
        max_length=8000,
        help_text="What has been done, what comes next, what worries you.",
    )

    def __init__(self, *args: Any, holders: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "holder", [("", "Choose a team or a person"), *holders])


class TakeOnForm(forms.Form):
    """`kinds`: with which step of one's own it goes on."""

    step = forms.ChoiceField(label="With which step does it go on here?", widget=forms.RadioSelect, choices=())

    def __init__(self, *args: Any, kinds: Iterable[tuple[Chain, Kind]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "step", grouped(kinds))


class AllocateForm(forms.Form):
    """`loads`: members of the teams, who are offered unless barred; `steps`: those that may go with it."""

    post = forms.TypedChoiceField(label="To whom?", coerce=int, widget=forms.RadioSelect, choices=())
    profile = forms.ChoiceField(label="As what?", choices=(), help_text="It says how far they see.")
    steps = forms.MultipleChoiceField(
        label="Which steps go to them?", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    note = forms.CharField(
        label="Handover note",
        widget=WORDS,
        max_length=8000,
        help_text="What has been done, what comes next, what worries you. It stands in the chronology.",
    )
    until = forms.DateField(
        label="Until when, if it is cover for an absence",
        required=False,
        widget=DAY,
        error_messages=REAL_DATE,
        help_text="It ends by itself. Leave it empty for an allocation.",
    )

    def __init__(self, *args: Any, loads: Iterable[Any], profiles: Iterable[str], steps: Iterable[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "post", [(load.post.pk, load.words) for load in loads if not load.barred])
        offer(self, "profile", [(name, name.capitalize()) for name in profiles])
        offer(self, "steps", [(str(step.id), kind_of(step.chain, step.step).title) for step in steps])

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until <= today():
            raise forms.ValidationError("Enter a day that is still to come.")
        return until
