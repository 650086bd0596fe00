"""What is asked for when a document is kept, when a newer file of it comes, and when it is withdrawn."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kith.access.grades import Domain, Grade
from kith.core.errors import Invalid
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE
from kith.documents.actions.keep_document import Said
from kith.documents.judging import TAKEN
from kith.documents.models import How, What
from kith.documents.rules import check_size

KINDS = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.eml,.txt"
FEW_LINES = forms.Textarea(attrs={"rows": 3})
SAID = ("what", "title", "description", "received_from", "received_how", "domain", "made_on")


class FileForm(forms.Form):
    """A file, or a photo taken now: a telephone offers its camera for the second alone."""

    file = forms.FileField(
        label="The file",
        required=False,
        widget=forms.FileInput(attrs={"accept": KINDS}),
        help_text=f"At most {settings.LARGEST_FILE // 1_000_000} MB. {TAKEN}",
    )
    photo = forms.FileField(
        label="Or take a photo with this telephone",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    @property
    def sent(self) -> UploadedFile | None:
        """The file that was sent, whichever of the two."""
        return self.cleaned_data.get("file") or self.cleaned_data.get("photo")

    @property
    def sent_as(self) -> str:
        """In which of the two fields it came."""
        return "file" if self.cleaned_data.get("file") else "photo"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file = said.get("file") or said.get("photo")
        if file is None and not {"file", "photo"} & set(self.errors):
            self.add_error("file", "Choose a file, or take a photo.")
        elif file is not None:
            try:
                check_size(file.size or 0, settings.LARGEST_FILE)
            except Invalid as error:
                self.add_error("file", str(error))
        return said


class DocumentForm(FileForm):
    """`reach`: domain → grade that the writer opens on rows of their own organisation."""

    what = forms.ChoiceField(label="What is it?", choices=[("", "Choose what it is"), *What.choices])
    title = forms.CharField(
        label="In a few words", max_length=200, help_text="“Letter from Alder Road School about attendance”"
    )
    description = forms.CharField(
        label="What does it say or show?",
        required=False,
        max_length=4000,
        widget=FEW_LINES,
        help_text="Of a picture: what somebody sees who cannot see it. Search finds these words.",
    )
    received_from = forms.CharField(label="From whom do you have it?", max_length=200, help_text="“His mother”, “me”")
    received_how = forms.ChoiceField(label="How did it come to you?", choices=How.choices)
    made_on = forms.DateField(
        label="When was it made or taken, if you know?", required=False, widget=DAY, error_messages=REAL_DATE
    )
    domain = forms.ChoiceField(label="What is it about?", choices=())
    grade = forms.TypedChoiceField(label="How far in is it?", choices=(), coerce=int)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    field_order = ("file", "photo")

    def __init__(self, *args: Any, reach: Mapping[str, int], lowest: int = 1, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "domain", [(d, Domain(d).label.capitalize()) for d, grade in reach.items() if grade])
        offer(self, "grade", [(g.value, g.label.capitalize()) for g in Grade if g >= max(lowest, 1)])

    def said(self, name: str) -> Said:
        """What was entered, with the name of the file that came with it."""
        about = {each: self.cleaned_data[each] for each in SAID}
        return Said(**about, grade=self.cleaned_data["grade"], name=name)


class RenewForm(DocumentForm):
    reason = forms.CharField(
        label="Why is there a newer one?", max_length=1000, help_text="“The signed copy came.” The older one is kept."
    )
    read = forms.UUIDField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=1000,
        widget=FEW_LINES,
        help_text="“It is about another child.” It stays, marked, with this reason.",
    )
