"""What is asked for when a step begins, ends, is signed off, goes to somebody else, or its clock is late."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django import forms

from kith.access.explain import Contact
from kith.casework.chains import Chain, Kind
from kith.core.clock import today
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE

WORDS = forms.Textarea(attrs={"rows": 4})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
REAL_TIME = {"invalid": "Enter a real day and time, such as 3 11 2026 14:10."}
Holders = list[Any]  # (holder, words), or a heading with a list of these


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


class EndsForm(forms.Form):
    """`involved`: involvements that end with it unless somebody says otherwise; none: the question is not asked."""

    ends = forms.TypedMultipleChoiceField(
        label="Whose involvement ends with it?",
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        help_text="Who is ticked no longer sees this record. Other organisations end their own.",
    )

    def __init__(self, *args: Any, involved: Iterable[Contact] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        named = [(str(each.involvement), f"{each.name}, {each.profile}") for each in involved]
        offer(self, "ends", named)
        self.fields["ends"].initial = [involvement for involvement, _ in named]
        if not named:
            del self.fields["ends"]


class FinishForm(EndsForm):
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
        if not kind.follows:
            del self.fields["holder"]
        self.order_fields(["outcome", "reason", "holder", "ends"])


class SignForm(EndsForm):
    """`panel`: it is a panel's decision, which has words."""

    text = forms.CharField(label="A word with it (optional)", required=False, widget=WORDS, max_length=8000)

    def __init__(self, *args: Any, panel: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.order_fields(["text", "ends"])
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


class Movable(NamedTuple):
    """A step that may go to somebody else: its id, what it is and with whom, whether a team holds it."""

    id: str
    words: str
    of_a_team: bool


class AllocateForm(EndsForm):
    """`loads`: members of the teams, who are offered unless barred; `teams`: others here. `steps`: those that may go
    with it, and whether a team holds them; `had`: the profiles whose involvements end unless somebody says otherwise.
    """

    post = forms.TypedChoiceField(label="To whom?", coerce=int, widget=forms.RadioSelect, choices=())
    profile = forms.ChoiceField(
        label="As what?", choices=(), help_text="It says how far they see. A team covers, and its managers allocate."
    )
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

    def __init__(
        self, *args: Any, loads: Iterable[Any], teams: Holders, profiles: Iterable[str], steps: Iterable[Movable],
        involved: Iterable[Contact] = (), had: Collection[str] = (), **kwargs: Any,
    ):  # fmt: skip
        involved, steps = list(involved), list(steps)
        super().__init__(*args, involved=involved, **kwargs)
        members = [(load.post.pk, load.words) for load in loads if not load.barred]
        groups = (
            ("Lightest first, counted as far as you see", members),
            ("Another team here, which allocates it", teams),
        )
        offer(self, "post", [group for group in groups if group[1]])
        offer(self, "profile", [(name, name.capitalize()) for name in profiles])
        offer(self, "steps", [(step.id, step.words) for step in steps])
        self.fields["steps"].initial = [step.id for step in steps if step.of_a_team]
        if not steps:
            del self.fields["steps"]
        if "ends" in self.fields:
            self.fields["ends"].label = "Who had it until now, and no longer works with them?"
            self.fields["ends"].initial = [str(each.involvement) for each in involved if each.profile in had]
        self.order_fields(["post", "profile", "steps", "note", "until", "ends"])

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until <= today():
            raise forms.ValidationError("Enter a day that is still to come.")
        return until
