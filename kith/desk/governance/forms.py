"""Forms of information governance."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from kith.access.grades import DOMAINS, Domain, Grade
from kith.desk.sharing.forms import DAY, REAL_DATE

GRADES = [(grade.value, grade.label.capitalize()) for grade in Grade]
PURPOSES = [("care", "Care and support"), ("safeguarding", "Safeguarding")]


class GradesForm(forms.Form):
    """A grade for each domain."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for domain in DOMAINS:
            self.fields[domain] = forms.TypedChoiceField(
                label=Domain(domain).label.capitalize(), choices=GRADES, coerce=int
            )

    @property
    def domains(self) -> list[forms.BoundField]:
        """The grades' own boxes, which stand together."""
        return [self[domain] for domain in DOMAINS]

    @property
    def grades(self) -> dict[str, int]:
        return {domain: self.cleaned_data[domain] for domain in DOMAINS}


class VersionForm(GradesForm):
    """A new version of an agreement: from when, until when, for what, to be looked at again when, how far."""

    starts = forms.DateField(
        label="Starts",
        widget=DAY,
        help_text="Until then the present version holds",
        error_messages=REAL_DATE | {"required": "Enter the day on which it starts"},
    )
    ends = forms.DateField(
        label="Ends", widget=DAY, required=False, help_text="Leave it empty if it has no end", error_messages=REAL_DATE
    )
    review_on = forms.DateField(
        label="To be reviewed",
        widget=DAY,
        required=False,
        error_messages=REAL_DATE,
        help_text="A reminder: it ends nothing",
    )
    purposes = forms.MultipleChoiceField(
        label="For",
        choices=PURPOSES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say what for: care, safeguarding, or both"},
    )

    def terms(self) -> tuple[dict[str, int], list[str], datetime, datetime | None, date | None]:
        """As `propose_agreement` takes them: days begin and end in London, and the last day counts."""
        said = self.cleaned_data
        return self.grades, said["purposes"], _day(said["starts"]), _day(said["ends"]), said["review_on"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("ends") and said.get("starts") and said["ends"] <= said["starts"]:
            self.add_error("ends", "The end must be later than the start")
        return said


class NewAgreementForm(VersionForm):
    """An agreement with an organisation with which there is none yet."""

    recipient = forms.TypedChoiceField(label="With", coerce=int, error_messages={"required": "Choose the organisation"})
    name = forms.CharField(
        label="Name of the agreement", max_length=200, error_messages={"required": "Give the agreement its name"}
    )
    field_order = ("recipient", "name")


def _day(on: date | None) -> Any:
    return make_aware(datetime.combine(on, time.min)) if on else None
