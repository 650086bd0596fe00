"""What supervision asks: an agreement, a session with what is discussed about a person, a remark, who reads it."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms

from kith.casework.actions.add_to_plan import Doing
from kith.core.clock import today
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE
from kith.supervision.actions.discuss import Discussion
from kith.supervision.models import SECTIONS

WORDS = forms.Textarea(attrs={"rows": 4})
FEW_WORDS = forms.Textarea(attrs={"rows": 3})
ACTIONS = range(1, 4)
NOBODY = ""
Offered = Iterable[tuple[Any, str]]


class AgreementForm(forms.Form):
    """`colleagues`: posts. `manages`: whether the caller may supervise."""

    colleague = forms.TypedChoiceField(label="With whom?", coerce=int, choices=())
    supervises = forms.TypedChoiceField(
        label="Who supervises?", widget=forms.RadioSelect, coerce=lambda said: said == "me", choices=()
    )
    every = forms.IntegerField(
        label="After how many days do you meet again?", min_value=1, max_value=366, initial=28,
        error_messages={"required": "Enter after how many days you meet again"},
    )  # fmt: skip
    words = forms.CharField(
        label="What have you agreed?", max_length=8000, widget=WORDS,
        help_text="How long, where, what comes in it, what happens when one of you cannot come.",
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Offered, manages: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "colleague", [(NOBODY, "Choose a colleague"), *colleagues])
        mine = [("me", "I supervise them")] if manages else []
        offer(self, "supervises", [*mine, ("them", "They supervise me")])


class DiscussionForm(forms.Form):
    """A person discussed. `people`: whom the supervisee works with, as far as the writer opens; `doers`: the two."""

    person = forms.TypedChoiceField(label="About whom?", coerce=UUID, empty_value=None, choices=(), required=False)
    discussed = forms.CharField(label="What did you discuss?", max_length=20_000, widget=WORDS, required=False)
    decision = forms.CharField(label="What was decided?", max_length=8000, widget=FEW_WORDS, required=False)

    def __init__(self, *args: Any, people: Offered, doers: Offered, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "person", [(NOBODY, "Nobody in this session"), *people])
        for n in ACTIONS:
            self.fields[f"what_{n}"] = forms.CharField(
                label=f"Action {n}: what is to be done?", max_length=4000, required=False
            )
            self.fields[f"who_{n}"] = forms.TypedChoiceField(
                label="Who does it?", coerce=int, choices=list(doers), required=False
            )
            self.fields[f"when_{n}"] = forms.DateField(
                label="By when?", widget=DAY, required=False, error_messages=REAL_DATE
            )

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("person", "discussed", "decision")]

    @property
    def actions(self) -> list[list[forms.BoundField]]:
        return [[self[f"{part}_{n}"] for part in ("what", "who", "when")] for n in ACTIONS]

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        typed = any(entered.get(name) for name in ("discussed", "decision", *(f"what_{n}" for n in ACTIONS)))
        if typed and not entered.get("person"):
            self.add_error("person", "Choose about whom this is: it goes on their record.")
        if entered.get("person"):
            for name in ("discussed", "decision"):
                if not entered.get(name, "").strip():
                    self.add_error(name, f"Enter what was {'discussed' if name == 'discussed' else 'decided'}.")
        for n in ACTIONS:
            if entered.get(f"what_{n}") and not entered.get(f"when_{n}") and f"when_{n}" not in self.errors:
                self.add_error(f"when_{n}", f"Enter by when action {n} is to be done.")
        return entered

    @property
    def discussion(self) -> Discussion | None:
        """What goes on the person's record, if anything does."""
        entered = self.cleaned_data
        if not entered["person"]:
            return None
        return Discussion(entered["discussed"], entered["decision"], tuple(self._doings()))

    def _doings(self) -> Iterator[Doing]:
        for n in ACTIONS:
            if self.cleaned_data[f"what_{n}"].strip():
                yield Doing(*(self.cleaned_data[f"{part}_{n}"] for part in ("what", "when", "who")))


class SessionForm(DiscussionForm):
    """A session: for the two alone what is in its sections; what is about a person goes on their record."""

    held_on = forms.DateField(label="When did you meet?", widget=DAY, initial=today, error_messages=REAL_DATE)
    next_on = forms.DateField(
        label="When is the next one, if not as agreed?", widget=DAY, required=False, error_messages=REAL_DATE
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for section, question in SECTIONS.items():
            self.fields[section] = forms.CharField(label=question, max_length=8000, widget=WORDS, required=False)

    @property
    def days(self) -> list[forms.BoundField]:
        return [self["held_on"], self["next_on"]]

    @property
    def sections(self) -> list[forms.BoundField]:
        return [self[section] for section in SECTIONS]

    @property
    def said(self) -> dict[str, str]:
        return {section: self.cleaned_data[section] for section in SECTIONS}


class RemarkForm(forms.Form):
    words = forms.CharField(label="Say something to it", max_length=8000, widget=FEW_WORDS)


class ReadingForm(forms.Form):
    """`yes`: what holds after it."""

    reason = forms.CharField(
        label="Why?", max_length=1000, widget=FEW_WORDS, help_text="For example, the policy that says so."
    )


class PaperForm(forms.Form):
    """A session leaves Kith: to whom, and why. It stands in the event, for no person's record has a place for it."""

    to_words = forms.CharField(label="To whom does it go?", max_length=300, initial="It stays with me")
    why = forms.CharField(label="Why?", max_length=1000)
