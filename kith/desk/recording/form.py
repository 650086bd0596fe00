"""The form of one recording: as a Django form, as what was typed (a draft), and as what is to be recorded."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone

from kith.access.grades import Domain, Grade
from kith.core.clock import now, today
from kith.core.errors import Invalid
from kith.desk.offering import offer
from kith.record import kinds
from kith.record.kinds import Field, Kind
from kith.record.models import Entry
from kith.record.recording import Recording, Writer
from kith.record.when import when

PLAIN = ("kind", "day", "month", "year", "time", "present", "text", "title", "domain", "grade", "token")
OF_A_REFERRAL = ("team", "told")
DETAIL = "detail-"


class RecordingForm(forms.Form):
    """`reach`: domain → grade that the writer opens on rows of their own organisation."""

    kind = forms.ChoiceField(label="What is it?", choices=())
    day = forms.CharField(max_length=2, required=False)
    month = forms.CharField(max_length=12, required=False)
    year = forms.CharField(max_length=4, required=False)
    time = forms.CharField(label="Time, if you know it", max_length=12, required=False)
    present = forms.CharField(label="Who was there?", required=False, max_length=2000)
    text = forms.CharField(
        label="What happened?", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Facts first. They may read it.",
    )  # fmt: skip
    title = forms.CharField(
        label="In a few words", required=False, max_length=200, help_text="Stands in the chronology."
    )
    domain = forms.ChoiceField(label="What is it about?", choices=())
    grade = forms.TypedChoiceField(label="How far in is it?", choices=(), coerce=int)
    significant = forms.BooleanField(label="A significant event for the chronology", required=False)
    others = forms.MultipleChoiceField(
        label="The same event on the records of", required=False, widget=forms.CheckboxSelectMultiple
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(
        self,
        *args: Any,
        writer: Writer,
        reach: Mapping[str, int],
        kin: Sequence[tuple[UUID, str]] = (),
        fixed: Kind | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.about = fixed or self._kind(writer)
        offered = [fixed] if fixed else kinds.offered_to(writer.agency_kind)
        grouped = kinds.grouped(offered).items()
        lowest = 1 if writer.manages or fixed else self.about.grade
        offer(self, "kind", [(group, [(k.slug, k.label) for k in those]) for group, those in grouped])
        offer(self, "domain", [(d, Domain(d).label.capitalize()) for d, grade in reach.items() if grade])
        offer(self, "grade", [(g.value, g.label.capitalize()) for g in Grade if g >= lowest and g > 0])
        offer(self, "others", kin)
        if not kin:
            del self.fields["others"]
        for field in self.about.fields:
            self.fields[DETAIL + field.name] = _asked(field)

    def _kind(self, writer: Writer) -> Kind:
        chosen = (self.data.get("kind") if self.is_bound else None) or self.initial.get("kind")
        offered = kinds.offered_to(writer.agency_kind)
        return next((k for k in offered if k.slug == chosen), offered[0])

    @property
    def details(self) -> list[forms.BoundField]:
        """What this kind asks for beside its words."""
        return [self[name] for name in self.fields if name.startswith(DETAIL)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["moment"] = when(
                *(cleaned.get(part) or "" for part in ("day", "month", "year", "time")), today=today()
            )
        except Invalid as error:
            self.add_error("day", str(error))
        if not (cleaned.get("text") or "").strip() and not (cleaned.get("title") or "").strip():
            self.add_error("text", "Write what happened.")
        return cleaned

    def recording(self) -> Recording:
        """What was entered; rules are checked as it is recorded."""
        entered = self.cleaned_data
        return Recording(
            kind=self.about.slug,
            happened_at=entered["moment"].at,
            day_only=entered["moment"].day_only,
            title=entered["title"],
            text=entered["text"],
            domain=entered["domain"],
            grade=entered["grade"],
            present=entered["present"],
            significant=entered["significant"],
            details={
                name.removeprefix(DETAIL): str(value)
                for name, value in entered.items()
                if name.startswith(DETAIL) and value
            },
        )


def _asked(field: Field) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "required": False, "help_text": field.hint}
    if field.shape == "choice":
        return forms.ChoiceField(choices=[("", "Not said"), *((c, c) for c in field.choices)], **common)
    if field.shape == "day":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
    widget = forms.Textarea(attrs={"rows": 3}) if field.shape == "words" else forms.TextInput()
    return forms.CharField(widget=widget, max_length=10_000, **common)


def begun(kind: Kind, writer: Writer, reach: Mapping[str, int]) -> dict[str, Any]:
    """What stands in a form that is opened: now, and the defaults of the kind within what the writer opens."""
    at = timezone.localtime(now())
    domain = kinds.default_domain(kind, writer.agency_kind, writer.team_domain)
    return {
        "kind": kind.slug, "day": at.day, "month": at.month, "year": at.year, "time": f"{at:%H:%M}",
        "domain": domain if reach.get(domain) else next((d for d, g in reach.items() if g), ""),
        "grade": kind.grade, "significant": kind.significant, "token": uuid4().hex,
    }  # fmt: skip


def of_entry(entry: Entry) -> dict[str, Any]:
    """What stands in a form that amends an entry."""
    at = timezone.localtime(entry.happened_at)
    plain = {
        name: getattr(entry, name) for name in ("kind", "present", "text", "title", "domain", "grade", "significant")
    }
    details = {DETAIL + name: value for name, value in entry.details.items()}
    clock = {} if entry.day_only else {"time": f"{at:%H:%M}"}
    return plain | details | clock | {"day": at.day, "month": at.month, "year": at.year, "token": uuid4().hex}


def typed(posted: Any) -> dict[str, Any]:
    """The form as typed, to be kept as a draft."""
    own = (name for name in posted if name in OF_A_REFERRAL or name.startswith(DETAIL))
    names = [*PLAIN, "significant", *own]
    return {name: posted.get(name, "") for name in names} | {"others": posted.getlist("others")}
