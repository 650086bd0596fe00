"""What is asked for on the way from a request for one's own record to the file."""

from typing import Any

from django import forms

from kith.core.clock import today
from kith.desk.offering import offer
from kith.desk.own_record.collecting import Piece
from kith.desk.rights.forms import FEW_LINES
from kith.desk.sharing.forms import DAY, REAL_DATE
from kith.sharing.models import Doing
from kith.sharing.subject_access import grounds

PHRASES = [choice for choice in Doing.choices if choice[0] != Doing.OMIT]


class ReceiveForm(forms.Form):
    """`speaking`: who speaks for the person today."""

    asked_by = forms.ChoiceField(label="Who asks?", required=False, choices=())
    asked_words = forms.CharField(
        label="What do they ask for?",
        max_length=2000,
        widget=FEW_LINES,
        help_text="In their words. “All of it” is enough.",
    )
    received_on = forms.DateField(label="When did they ask?", widget=DAY, error_messages=REAL_DATE)

    def __init__(self, *args: Any, speaking: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {"received_on": today()}
        offer(self, "asked_by", [("", "The person themself"), *speaking])


class ProveForm(forms.Form):
    words = forms.CharField(
        label="How do you know who asks?",
        max_length=1000,
        widget=FEW_LINES,
        help_text="That you know them is enough. Ask for papers only where you have reason to doubt.",
    )
    on = forms.DateField(label="When was it clear?", widget=DAY, error_messages=REAL_DATE)


class StepForm(forms.Form):
    words = forms.CharField(label="How, or why?", max_length=1000, widget=FEW_LINES)


class DecideForm(forms.Form):
    """One choice for each phrase, and words that nobody proposed. `phrases`: (key, label, decided)."""

    more = forms.CharField(
        label="Other words to remove",
        required=False,
        max_length=2000,
        widget=FEW_LINES,
        help_text="One on each line. They are removed wherever they stand.",
    )

    def __init__(self, *args: Any, phrases: list[tuple[str, str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for n, (_, label, decided) in enumerate(phrases):
            self.fields[f"phrase{n}"] = forms.ChoiceField(
                label=label, choices=PHRASES, initial=decided or None, required=False, widget=forms.RadioSelect
            )


class LeaveOutForm(forms.Form):
    """`pieces`: those that are put together, each by its key."""

    key = forms.ChoiceField(label="Which piece?", choices=(), error_messages={"required": "Choose the piece."})
    ground = forms.ChoiceField(label="On which ground?", required=False, choices=())

    def __init__(self, *args: Any, pieces: list[Piece], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by_key = {piece.key: piece for piece in pieces}
        said = [
            (piece.key, f"{piece.when:%-d %b %Y}, {piece.heading}" if piece.when else piece.heading) for piece in pieces
        ]
        offer(self, "key", [("", "Choose a piece"), *said])
        laws = [(ground.code, f"{ground.words} ({ground.law})") for ground in grounds().values()]
        offer(self, "ground", [("", "None: it is given"), *laws])

    @property
    def piece(self) -> Piece:
        return self.by_key[self.cleaned_data["key"]]
