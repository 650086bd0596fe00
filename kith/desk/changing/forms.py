"""One form for each thing that can be added to the index. `act(person)` does it; what it raises, the page says."""

from uuid import UUID

from django import forms

from kith.desk.sharing.forms import DAY, REAL_DATE
from kith.people.actions.add_identifier import add_identifier
from kith.people.actions.add_name import add_name
from kith.people.actions.add_particular import add_particular
from kith.people.actions.correct_birth import correct_birth
from kith.people.actions.move_house import move_house
from kith.people.actions.raise_alert import raise_alert
from kith.people.actions.relate import relate
from kith.people.kin import Kin
from kith.people.models import BirthPrecision, NameKind, ParticularKind
from kith.people.queries import clashes_of


class Change(forms.Form):
    """`title`: the page's heading. `done`: what is said afterwards."""

    title = ""
    done = "Recorded."

    def act(self, person: UUID) -> None:
        raise NotImplementedError


def day(label: str, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DAY, error_messages=REAL_DATE)


class AddName(Change):
    title = "Add a name"
    given = forms.CharField(label="First names", max_length=100, required=False)
    family = forms.CharField(label="Last name", max_length=100, required=False)
    kind = forms.ChoiceField(label="Which kind of name?", choices=[c for c in NameKind.choices if c[0] != "label"])
    pronunciation = forms.CharField(label="How to say it", required=False, max_length=200)
    since = day("Since when, if you know")

    def act(self, person: UUID) -> None:
        add_name(person, **self.cleaned_data)


class CorrectBirth(Change):
    title = "Correct the date of birth"
    on = day("Date of birth, or day the child is due")
    precision = forms.ChoiceField(label="Is that date exact?", choices=BirthPrecision.choices, widget=forms.RadioSelect)
    died_on = day("Date of death")
    reason = forms.CharField(label="Why?", max_length=500)

    def act(self, person: UUID) -> None:
        correct_birth(person, **self.cleaned_data)


class AddParticular(Change):
    title = "Add how to reach or understand them"
    kind = forms.ChoiceField(label="What is it?", choices=ParticularKind.choices)
    value = forms.CharField(label="In words", max_length=500)
    note = forms.CharField(label="Anything to add", max_length=1000, required=False)
    since = day("Since when, if you know")

    def act(self, person: UUID) -> None:
        add_particular(person, **self.cleaned_data)


class AddIdentifier(Change):
    title = "Add a number"
    scheme = forms.ChoiceField(
        label="Which number?",
        choices=[("nhs", "NHS number"), ("upn", "Unique pupil number"), ("local", "A number of our own")],
    )
    value = forms.CharField(label="The number", max_length=60)

    def act(self, person: UUID) -> None:
        if add_identifier(person, **self.cleaned_data).check_passed is False:
            self.done = "Recorded, but a digit must be wrong: its check fails. Compare it with where you read it."
        if clashes_of(person):
            self.done += " A number here stands on somebody else's record too: see under “Numbers”."


class MoveHouse(Change):
    title = "They have moved"
    lines = forms.CharField(label="New address", widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    code = forms.CharField(label="Postcode", required=False, max_length=10)
    since = day("Since when?")
    protected = forms.BooleanField(
        label="Protect this address: only people named one by one will see it", required=False
    )
    seen_who = forms.BooleanField(label="I know that my own team may not see a protected address", required=False)

    def act(self, person: UUID) -> None:
        move_house(person, **self.cleaned_data)


class RaiseAlert(Change):
    title = "Raise a safety alert"
    kind = forms.CharField(
        label="What kind of danger?", max_length=60, help_text="For example dog, weapons, domestic abuse."
    )
    words = forms.CharField(
        label="What must anyone who knocks know?",
        max_length=300,
        help_text="Facts that keep people safe. The story goes on the record, not here.",
    )
    review_on = day("When is it to be reviewed?", required=True)

    def act(self, person: UUID) -> None:
        raise_alert(person, **self.cleaned_data)


class Relate(Change):
    title = "Add somebody of the family"
    done = "Recorded on both records."
    other = forms.UUIDField(
        label="Their record",
        help_text="Open their record in another window and copy the number in its address.",
        error_messages={"invalid": "Copy the whole number in the address of their record."},
    )
    kind = forms.ChoiceField(label="What are they to this person?", choices=Kin.choices)
    parental_responsibility = forms.BooleanField(label="Parental responsibility is held between them", required=False)
    since = day("Since when, if you know")

    def act(self, person: UUID) -> None:
        relate(person, **self.cleaned_data)


CHANGES: dict[str, type[Change]] = {
    "name": AddName,
    "birth": CorrectBirth,
    "particular": AddParticular,
    "number": AddIdentifier,
    "address": MoveHouse,
    "alert": RaiseAlert,
    "relative": Relate,
}
