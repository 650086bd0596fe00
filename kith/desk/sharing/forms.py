"""What is asked for when somebody is involved, a record is shared, or opened in an emergency."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from kith.access.grades import DOMAINS, Domain, Grade
from kith.access.models import Capacity
from kith.core.clock import today
from kith.desk.offering import offer

DAY = forms.DateInput(attrs={"type": "date"})
Consents = list[tuple[str, str]]
REAL_DATE = {"invalid": "Enter a real date, such as 3 11 2026."}


def midnight(day: date) -> datetime:
    """The first moment of a day, in the service's time zone."""
    return timezone.make_aware(datetime.combine(day, time()))


class InvolveForm(forms.Form):
    """`holders`: posts, teams and managers, with their organisations; `profiles`: names."""

    holder = forms.TypedChoiceField(label="Who?", coerce=int, choices=())
    profile = forms.ChoiceField(label="In what role?", choices=(), help_text="The role says how far they see.")
    capacity = forms.ChoiceField(label="What is this person in the work?", choices=Capacity.choices)
    purpose = forms.CharField(label="What for?", max_length=200, initial="care and support")
    basis = forms.CharField(
        label="Under which law or consent?", max_length=200, initial="public task: UK GDPR Art 6(1)(e), 9(2)(h)"
    )
    ends = forms.DateField(
        label="Until when, if it is to end by itself", required=False, widget=DAY, error_messages=REAL_DATE
    )

    def __init__(self, *args: Any, holders: list[tuple[int, str]], profiles: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "holder", holders)
        offer(self, "profile", [("", "Choose a role"), *((name, name.capitalize()) for name in profiles)])


class GradesForm(forms.Form):
    """Asks, domain by domain, how far; the fields are added by `ask_grades`."""

    @property
    def domains(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in DOMAINS]

    @property
    def grades(self) -> dict[str, int]:
        """Domain → grade, as entered; domains at nothing are left out."""
        chosen = {domain: int(self.cleaned_data.get(domain) or 0) for domain in DOMAINS}
        return {domain: grade for domain, grade in chosen.items() if grade}

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until <= today():
            raise forms.ValidationError("Enter a day that is still to come.")
        return until


def ask_grades(form: forms.Form, most: dict[str, int], nothing: str, start: dict[str, int] | None = None) -> None:
    """One field a domain, from `nothing` (in words) to the most that may be chosen; domains at 0 are not asked."""
    for domain in DOMAINS:
        if most.get(domain):
            choices = [(g.value, nothing if g == 0 else g.label.capitalize()) for g in Grade if g <= most[domain]]
            form.fields[domain] = forms.TypedChoiceField(
                label=Domain(domain).label.capitalize(),
                coerce=int,
                choices=choices,
                initial=(start or {}).get(domain, 0),
                required=False,
            )


class ShareForm(GradesForm):
    """`mine`: domain → the grade that the sharer opens on rows of their organisation: nobody gives more."""

    holder = forms.TypedChoiceField(label="To whom?", coerce=int, choices=())
    until = forms.DateField(
        label="Until when?", widget=DAY, error_messages=REAL_DATE | {"required": "Enter the day on which it ends."}
    )
    rests_on = forms.ChoiceField(
        label="Does it rest on their consent?",
        required=False,
        choices=(),
        help_text="It then ends when they withdraw it. A consent is recorded under Rights.",
    )
    basis = forms.CharField(label="If not, under which law?", max_length=200, required=False)
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, holders: list[tuple[int, str]], mine: dict[str, int], consents: Consents, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        offer(self, "rests_on", [("", "No: it rests on the law"), *consents])
        offer(self, "holder", [("", "Choose a person or a team"), *holders])
        ask_grades(self, mine, "Not opened")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(domain) for domain in DOMAINS):
            raise forms.ValidationError("Choose what to open, and how far.")
        if not cleaned.get("rests_on"):
            self._check_law(str(cleaned.get("basis", "")).strip())
        return cleaned

    def _check_law(self, basis: str) -> None:
        if not basis:
            self.add_error("basis", "Name the law that it rests on, or choose a consent of theirs.")
        elif basis.casefold().startswith("consent"):
            self.add_error(
                "rests_on", "Choose which consent. If there is none on record, record it under Rights first."
            )


class EmergencyForm(forms.Form):
    reason = forms.CharField(label="What is the emergency?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
                             help_text="Read by the owner and by information governance.")  # fmt: skip
    hours = forms.TypedChoiceField(
        label="For how long?",
        coerce=int,
        choices=[(1, "1 hour"), (4, "4 hours"), (12, "12 hours, until the morning"), (24, "24 hours")],
        initial=4,
        widget=forms.RadioSelect,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why does it end?", max_length=500)
