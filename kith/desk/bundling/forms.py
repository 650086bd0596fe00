"""What is asked for when a bundle is put together."""

from typing import Any

from django import forms

from kith.desk.offering import offer
from kith.sharing.bundles import digest


class BeginForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    title = forms.CharField(label="What is it?", max_length=200, help_text="“Social work evidence, first hearing”")
    court = forms.CharField(label="Which court?", max_length=200)
    number = forms.CharField(label="Case number", max_length=60, required=False)


class AddForm(forms.Form):
    """`entries`: entries, documents and forms that the caller opens and that are not in it yet."""

    section = forms.CharField(
        label="In which section?",
        max_length=100,
        required=False,
        help_text="Sections stand in the order in which they came.",
    )
    entries = forms.MultipleChoiceField(
        label="Which entries, documents and forms?",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    sheets = forms.CharField(
        label="Which pages of a PDF?",
        required=False,
        max_length=200,
        help_text="“1-3, 5”. Pages that are left out are not in the file. All of them, unless you say.",
    )
    removing = forms.CharField(
        label="Words to remove from these, a line each",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wherever they stand as whole words. They never are in the file.",
    )

    def __init__(self, *args: Any, entries: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "entries", entries)


class FixForm(forms.Form):
    truth = forms.CharField(
        label="Who stands by what is in it?",
        max_length=200,
        help_text="A name and a post. They sign the statement of truth on the last page.",
    )


class CheckForm(forms.Form):
    """A file, or its digest as somebody worked it out themself."""

    file = forms.FileField(label="The file", required=False, help_text="It is not kept.")
    digest = forms.RegexField(
        label="Or its SHA-256",
        regex=r"^\s*[0-9a-fA-F]{64}\s*$",
        required=False,
        error_messages={"invalid": "A SHA-256 has 64 figures and letters from a to f."},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("file") and not said.get("digest"):
            self.add_error("file", "Choose the file, or enter its SHA-256.")
        return said

    @property
    def of_file(self) -> str:
        """The digest that is asked about."""
        sent = self.cleaned_data.get("file")
        return digest(sent.read()) if sent else str(self.cleaned_data["digest"]).strip().lower()
