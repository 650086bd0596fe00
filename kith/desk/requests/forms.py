"""What is asked for when somebody asks, and when somebody answers."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms

from kith.access.grades import DOMAINS, Domain, Grade
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE, GradesForm, ask_grades
from kith.sharing.editions import guide
from kith.sharing.guide import CONSENT, OWN_JUDGEMENT, Gateway
from kith.sharing.models import Consent, Urgency

FOUR_WEEKS = timedelta(days=28)
WORDS = forms.Textarea(attrs={"rows": 4})
NO_FURTHER = Grade.SENSITIVE  # restricted information is given to people by name, not asked for in a form
ASKED = {d: int(NO_FURTHER) for d in DOMAINS if d != Domain.STAFF_CONCERN}
NO_END = {"required": "Enter the day on which it ends."}
NO_GROUND = {"required": "Choose on which ground."}
Holders = list[tuple[int, str]]


class WhomForm(forms.Form):
    """The first step: what for, and whom. Sent by GET, so that the second step has an address of its own."""

    purpose = forms.ChoiceField(label="What do you need it for?", choices=())
    holder = forms.TypedChoiceField(label="Whom do you ask?", coerce=int, choices=())

    def __init__(self, *args: Any, holders: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "purpose", [("", "Choose what for"), *((p.code, p.words) for p in guide().purposes)])
        offer(self, "holder", [("", "Choose a team or a person"), *holders])


class AskForm(GradesForm):
    """The second step. `fitting`: gateways that fit; `mine`: the caller's post and teams."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    gateway = forms.ChoiceField(label="Which law or permission do you rest on?", widget=forms.RadioSelect, choices=())
    rests_on = forms.ChoiceField(label="If you rest on consent, which?", required=False, choices=())
    person_words = forms.CharField(
        label="Who it is about, in words that they can go by",
        max_length=300,
        help_text="Name, date of birth, address if they need it. They may not be able to open the record.",
    )
    question = forms.CharField(
        label="What do you need to know?",
        max_length=4000,
        widget=WORDS,
        help_text="What the purpose needs and no more: “Has she been seen at a hospital since June?”",
    )
    why = forms.CharField(
        label="Why do you need it?",
        max_length=4000,
        widget=WORDS,
        help_text="What worries you, or what you have to decide.",
    )
    confidentiality = forms.ChoiceField(
        label="If it was told in confidence, what lifts that?", choices=(), widget=forms.RadioSelect
    )
    consent = forms.ChoiceField(
        label="What does the person know, or whoever speaks for them?",
        choices=Consent.choices,
        widget=forms.RadioSelect,
    )
    urgency = forms.ChoiceField(
        label="By when?", choices=Urgency.choices, initial=Urgency.ORDINARY, widget=forms.RadioSelect
    )
    period_from = forms.DateField(label="From", required=False, widget=DAY, error_messages=REAL_DATE)
    period_to = forms.DateField(label="To", required=False, widget=DAY, error_messages=REAL_DATE)
    until = forms.DateField(
        label="Until when do you need it open?", required=False, widget=DAY, error_messages=REAL_DATE
    )
    mine = forms.TypedChoiceField(label="Who is to see the answer?", coerce=int, choices=())

    def __init__(
        self, *args: Any, fitting: Sequence[Gateway], mine: Holders, consents: list[tuple[str, str]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        laws = [(g.code, g.name) for g in fitting if g.force != "limit"]
        offer(self, "gateway", [*laws, (OWN_JUDGEMENT, "None of these: I say below on what I rest")])
        offer(self, "confidentiality", [(c.code, c.words) for c in guide().confidentiality])
        offer(self, "mine", mine)
        offer(self, "rests_on", [("", "It does not rest on consent"), *consents])
        if CONSENT not in {code for code, _ in laws}:
            del self.fields["rests_on"]
        ask_grades(self, ASKED, "Not needed")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _need_some(cleaned, "Choose what you need, and how far.")
        return cleaned


class OpenForm(GradesForm):
    """Open what was asked for, or less. `wanted`: as it was asked; `mine`: how far the answerer may go."""

    until = forms.DateField(label="Until when?", widget=DAY, error_messages=REAL_DATE | NO_END)
    reason = forms.ChoiceField(label="If it is less than was asked for, on which ground?", required=False, choices=())
    text = forms.CharField(label="What do you want to say with it?", required=False, max_length=4000, widget=WORDS)

    def __init__(self, *args: Any, wanted: dict[str, int], mine: dict[str, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "reason", reasons("Nothing is held back"))
        able = {domain: min(grade, mine[domain]) for domain, grade in wanted.items()}
        ask_grades(self, able, "Not opened", start=able)


class SayForm(forms.Form):
    text = forms.CharField(label="What do you want to say?", max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))


class AcknowledgeForm(forms.Form):
    """Nothing to enter: the button says it."""

    sent = forms.CharField(widget=forms.HiddenInput, required=False)


class AnswerForm(SayForm):
    reason = forms.ChoiceField(label="If you hold something back, on which ground?", required=False, choices=())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "reason", reasons("Nothing is held back"))


class RefuseForm(forms.Form):
    """`managers`: who may stand behind refusing a duty; none where the law does not oblige."""

    reason = forms.ChoiceField(label="On which ground?", choices=(), error_messages=NO_GROUND)
    text = forms.CharField(
        label="Why, in your own words?", max_length=4000, widget=WORDS, help_text="The one who asks reads this at once."
    )

    def __init__(self, *args: Any, managers: Holders, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "reason", reasons("Choose a ground"))
        if managers:
            self.fields["stands_by"] = forms.TypedChoiceField(
                label="Who stands behind this?",
                coerce=int,
                choices=[("", "Choose a manager or your information governance"), *managers],
                help_text="The law obliges to answer, so refusing needs a name.",
                error_messages={"required": "The law obliges to answer: name who stands behind refusing."},
            )


class PassForm(forms.Form):
    to_holder = forms.TypedChoiceField(label="To whom in your organisation?", coerce=int, choices=())
    text = forms.CharField(label="A word with it", required=False, max_length=4000, widget=WORDS)

    def __init__(self, *args: Any, holders: Holders, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "to_holder", [("", "Choose a team or a person"), *holders])


def reasons(none: str) -> list[tuple[str, str]]:
    return [("", none), *((r.code, f"{r.words} ({r.law})") for r in guide().reasons)]


def _need_some(cleaned: dict[str, Any], otherwise: str) -> None:
    if not any(cleaned.get(domain) for domain in DOMAINS):
        raise forms.ValidationError(otherwise)
