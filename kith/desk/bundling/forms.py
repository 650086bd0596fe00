"""What is asked for when a bundle is put together."""

from typing import Any

from django import forms

from kith.desk.offering import offer


class BeginForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
    title = forms.CharField(label="What is it?", max_length=200, help_text="“Social work evidence, first hearing”")
    court = forms.CharField(label="Which court?", max_length=200)
    number = forms.CharField(label="Case number", max_length=60, required=False)


class AddForm(forms.Form):
    """`entries`: those that the caller opens and that are not in it yet."""

    section = forms.CharField(
        label="In which section?",
        max_length=100,
        required=False,
        help_text="Sections stand in the order in which they came.",
    )
    entries = forms.MultipleChoiceField(
        label="Which entries?",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
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
