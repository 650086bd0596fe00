"""What is asked for when something is discussed first. There is no field for a person, and none may be added."""

from typing import Any

from django import forms

from kith.agencies.models import AgencyKind
from kith.desk.offering import offer
from kith.sharing.editions import guide
from kith.sharing.models import Says

WORDS = forms.Textarea(attrs={"rows": 6})


class AdviceForm(forms.Form):
    """`named`: words that were found to name somebody; whoever asks takes them out, or says that they do not."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    holder = forms.TypedChoiceField(label="Whom do you ask?", coerce=int, choices=())
    purpose = forms.ChoiceField(label="What would it be shared for?", choices=())
    of_kind = forms.ChoiceField(label="With what kind of organisation?", choices=())
    question = forms.CharField(
        label="What do you want to discuss?",
        max_length=4000,
        widget=WORDS,
        help_text="Say what kind of information, who would get it and what worries you. No name, birth, address or"
        " number: “a boy of nine”, “his mother”.",
    )
    named_nobody = forms.BooleanField(label="These words name nobody on record. Send it as it is", required=False)

    def __init__(self, *args: Any, whom: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "holder", [("", "Choose a team or a person"), *whom])
        offer(self, "purpose", [("", "Choose what for"), *((p.code, p.words) for p in guide().purposes)])
        offer(self, "of_kind", [("", "Choose a kind"), *AgencyKind.choices])


class SayForm(forms.Form):
    text = forms.CharField(label="What do you want to say?", max_length=4000, widget=WORDS)


class AdviseForm(SayForm):
    says = forms.ChoiceField(
        label="What do you advise?",
        choices=Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you advise."},
    )
    field_order = ("says", "text")


class PassForm(forms.Form):
    to_holder = forms.TypedChoiceField(label="To whom?", coerce=int, choices=())
    text = forms.CharField(label="A word with it", required=False, max_length=4000, widget=WORDS)

    def __init__(self, *args: Any, whom: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "to_holder", [("", "Choose a team or a person"), *whom])
