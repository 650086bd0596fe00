"""What is asked for when the person's own word is written down."""

from datetime import timedelta
from typing import Any

from django import forms

from kith.access.grades import DOMAINS, Domain
from kith.core.clock import today
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE
from kith.sharing.models import Capacity, ConsentKind, GivenBy, How, Outcome, RepresentativeKind

FEW_LINES = forms.Textarea(attrs={"rows": 3})
GROUNDS = (
    ("risk", "Telling them would put somebody at risk of serious harm (Data Protection Act 2018, Schedule 3)"),
    ("covert", "An enquiry that they may not know of (Data Protection Act 2018, Schedule 2, paragraph 2, or Part 3)"),
    ("crime", "Telling them would prejudice preventing or prosecuting a crime (Schedule 2, paragraph 2)"),
    ("court", "A court has ordered it"),
)
HALF_A_YEAR = timedelta(days=182)


class ConsentForm(forms.Form):
    """`holders`: posts and teams. `age` decides what is asked about capacity."""

    kind = forms.ChoiceField(label="What did they say?", choices=ConsentKind.choices, widget=forms.RadioSelect)
    what = forms.CharField(
        label="To what, and what for?",
        max_length=2000,
        widget=FEW_LINES,
        help_text="In their words where you can: “You may tell my school about the plan, so that they can help me.”",
    )
    with_words = forms.CharField(label="With whom?", max_length=500, help_text="“My school”, “any doctor”, “my nan”.")
    with_holder = forms.TypedChoiceField(
        label="Is that a team or a person who works with Kith?",
        coerce=int,
        required=False,
        empty_value=None,
        choices=(),
    )
    covers = forms.MultipleChoiceField(
        label="About what?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Domain.choices,
        help_text="Nothing ticked: about everything.",
    )
    given_by = forms.ChoiceField(label="Who said it?", choices=GivenBy.choices, widget=forms.RadioSelect)
    by_words = forms.CharField(
        label="If somebody else decided it, who?",
        max_length=300,
        required=False,
        help_text="A name, and what they are to them.",
    )
    capacity = forms.ChoiceField(
        label="Can they decide this themself?", choices=Capacity.choices, widget=forms.RadioSelect
    )
    capacity_words = forms.CharField(
        label="How do you know?",
        max_length=2000,
        required=False,
        widget=FEW_LINES,
        help_text="What you asked, and what they understood. For a child under 16, and whenever it was assessed.",
    )
    how = forms.ChoiceField(label="How did they say it?", choices=How.choices, widget=forms.RadioSelect)
    how_words = forms.CharField(
        label="Who was there, or where is the form?", max_length=1000, required=False, widget=FEW_LINES
    )
    given_on = forms.DateField(label="When?", widget=DAY, error_messages=REAL_DATE)
    review_on = forms.DateField(
        label="When will you talk about it again?", widget=DAY, error_messages=REAL_DATE, help_text="Within a year."
    )
    until = forms.DateField(
        label="Until when, if it ends by itself", required=False, widget=DAY, error_messages=REAL_DATE
    )

    def __init__(self, *args: Any, holders: list[tuple[int, str]], age: int | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {"given_on": today(), "review_on": today() + HALF_A_YEAR, "how": How.SPOKEN}
        offer(self, "with_holder", [("", "No, or not by name"), *holders])
        offer(self, "capacity", [(c.value, c.label) for c in Capacity if asked_at(c, age)])
        offer(self, "given_by", [(g.value, g.label) for g in GivenBy if g != GivenBy.PARENT or age is None or age < 18])

    @property
    def grades(self) -> dict[str, int]:
        """Domain → 5 where it is covered."""
        return chosen(self.cleaned_data["covers"])


def asked_at(capacity: Capacity, age: int | None) -> bool:
    """Whether this can be said of somebody of this age."""
    return age is None or (age < 16) == (capacity in (Capacity.GILLICK, Capacity.NOT_YET))


class RepresentativeForm(forms.Form):
    kind = forms.ChoiceField(label="By what right?", choices=RepresentativeKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="Their name", max_length=200)
    relation = forms.CharField(label="What are they to the person?", max_length=200, required=False)
    reach = forms.CharField(label="How to reach them", max_length=300, required=False)
    covers = forms.MultipleChoiceField(
        label="What do they act in?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Domain.choices,
        help_text="Nothing ticked: in everything.",
    )
    scope = forms.CharField(label="What may they decide?", max_length=1000, required=False, widget=FEW_LINES)
    seen = forms.CharField(
        label="What have you seen that proves it?",
        max_length=1000,
        widget=FEW_LINES,
        help_text="The order, the power of attorney, the birth certificate: its number, and when you saw it.",
    )
    starts = forms.DateField(label="Since when?", widget=DAY, error_messages=REAL_DATE)
    ends = forms.DateField(
        label="Until when, if it ends by itself", required=False, widget=DAY, error_messages=REAL_DATE
    )

    @property
    def grades(self) -> dict[str, int]:
        """Domain → 5 where they act."""
        return chosen(self.cleaned_data["covers"])


class LimitForm(forms.Form):
    no_address = forms.BooleanField(
        label="They may not learn where the person lives, learns or is cared for", required=False
    )
    kept = forms.MultipleChoiceField(
        label="What else is kept from them?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Domain.choices,
    )
    words = forms.CharField(
        label="Why, and who decided it?",
        max_length=1000,
        widget=FEW_LINES,
        help_text="A court order and its number, or a decision. Everyone who works with them reads this.",
    )
    review_on = forms.DateField(label="When is it looked at again?", widget=DAY, error_messages=REAL_DATE)


class WithholdForm(forms.Form):
    """`agencies`, `posts`: of whom looks can be withheld."""

    agency = forms.TypedChoiceField(label="Whose looks?", coerce=int, choices=())
    post = forms.TypedChoiceField(
        label="Of one person there, or of everybody?", coerce=int, required=False, empty_value=None, choices=()
    )
    since = forms.DateField(label="Looks from", widget=DAY, error_messages=REAL_DATE)
    until = forms.DateField(
        label="Looks until, if not all that come", required=False, widget=DAY, error_messages=REAL_DATE
    )
    ground = forms.ChoiceField(label="On which ground?", choices=GROUNDS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Why, and what would happen if they were told?",
        max_length=2000,
        widget=FEW_LINES,
        help_text="Read by those who may decide about this, and by an auditor. Nobody else learns of it.",
    )
    shown_on = forms.DateField(
        label="From when may they be told, if that is known?", required=False, widget=DAY, error_messages=REAL_DATE
    )
    review_on = forms.DateField(
        label="When is it looked at again?", widget=DAY, error_messages=REAL_DATE, help_text="Within three months."
    )

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], posts: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
        offer(self, "post", [("", "Everybody there"), *posts])


class ReviewForm(forms.Form):
    goes_on = forms.ChoiceField(
        label="What is decided?",
        widget=forms.RadioSelect,
        choices=[("yes", "It goes on"), ("no", "It ends: they may be told")],
    )
    words = forms.CharField(label="Why?", max_length=2000, widget=FEW_LINES)
    review_on = forms.DateField(
        label="If it goes on, when is it looked at again?", required=False, widget=DAY, error_messages=REAL_DATE
    )


class EndForm(forms.Form):
    words = forms.CharField(label="Why does it end?", max_length=500)


def chosen(domains: list[str]) -> dict[str, int]:
    """Ticked domains as grades."""
    return dict.fromkeys((domain for domain in DOMAINS if domain in domains), 5)


class WithdrawForm(forms.Form):
    how = forms.ChoiceField(
        label="How did they say it?", choices=How.choices, widget=forms.RadioSelect, initial=How.SPOKEN
    )
    words = forms.CharField(label="What did they say?", max_length=2000, widget=FEW_LINES)


class ObjectionForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What do you do?",
        widget=forms.RadioSelect,
        choices=[(Outcome.STOPPED, "We stop"), (Outcome.GOES_ON, "It goes on, for reasons that weigh more")],
    )
    words = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=FEW_LINES,
        help_text="As you tell it to them, with whom they can complain to.",
    )
