"""What is asked for when somebody outside is written to, and of whoever reads."""

from typing import Any

from django import forms

from kith.access.grades import DOMAINS, Domain, Grade
from kith.access.words import domain_name, grade_name
from kith.agencies.models import AgencyKind
from kith.desk.offering import offer
from kith.sharing.channels import common
from kith.sharing.editions import guide
from kith.sharing.guide import BESIDE
from kith.sharing.models import Channel, Outsider

WRITTEN = (Grade.ESSENTIAL, Grade.PRACTICE, Grade.SENSITIVE)
EVERYWHERE = [channel.value for channel in Channel]


class WriteForm(forms.Form):
    """`to`: the organisation as one's own knows it, if it does; `reach`: how far the writer may write, by domain."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    to_organisation = forms.CharField(label="Which organisation?", max_length=200)
    to_name = forms.CharField(
        label="Who reads it?", max_length=200, help_text="A name, or a post: “the practice nurse”."
    )
    to_email = forms.CharField(label="Their e-mail address", max_length=254)
    channel = forms.ChoiceField(
        label="How does the code reach them?", choices=Channel.choices, widget=forms.RadioSelect
    )
    to_number = forms.CharField(
        label="Mobile number, for a text message", max_length=40, required=False, help_text="One that you knew before."
    )
    text = forms.CharField(
        label="The message",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="No more than they need.",
    )
    asks = forms.BooleanField(label="I ask for an answer", required=False)
    domain = forms.ChoiceField(label="What is it about?", choices=())
    grade = forms.TypedChoiceField(label="How sensitive is it?", coerce=int, choices=())
    days = forms.TypedChoiceField(
        label="Until when can it be read?",
        coerce=int,
        initial=7,
        choices=[(1, "for a day"), (3, "for three days"), (7, "for a week"), (14, "for two weeks")],
    )
    why = forms.CharField(label="Why do you tell them?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    gateway = forms.ChoiceField(label="On what does that rest?", choices=())

    def __init__(self, *args: Any, to: Outsider | None, reach: dict[str, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        channels = common(to.channels if to else EVERYWHERE)
        offer(self, "channel", [(each.value, each.label) for each in channels])
        domains = [d for d in DOMAINS if reach[d] >= Grade.ESSENTIAL and d != Domain.STAFF_CONCERN]
        offer(self, "domain", [(d, domain_name(d).capitalize()) for d in domains])
        offer(self, "grade", [(int(g), grade_name(g).capitalize()) for g in WRITTEN])
        laws = [(law.code, law.basis) for law in guide().gateways if law.force != "limit"]
        offer(self, "gateway", [("", "Choose the law or the permission"), *laws, *BESIDE.items()])
        self.initial.update({"channel": channels[0] if channels else None, "grade": int(Grade.PRACTICE)})
        if to:
            self.initial.update({"to_organisation": to.name, "to_email": to.email, "to_number": to.mobile})
        if Channel.SMS not in channels:
            del self.fields["to_number"]


class WhyForm(forms.Form):
    why = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class CodeForm(forms.Form):
    code = forms.CharField(
        label="The code",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text="Eight digits, which you were given by telephone, text message or letter.",
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(widget=forms.HiddenInput, max_length=100)
    words = forms.CharField(label="Your answer", max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))


class OutsiderForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="What kind of organisation?", choices=AgencyKind.choices)
    email = forms.CharField(label="E-mail address", max_length=254, help_text="Of the team or post that is to read.")
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    mobile = forms.CharField(label="Mobile number, for text messages", max_length=40, required=False)
    channels = forms.MultipleChoiceField(
        label="How may a code reach them?",
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one way."},
        help_text="Ways that you have checked with them. The strongest that both sides have is offered first.",
    )
