"""What was found out about a number that stands on two records."""

from django import forms

OUTCOMES = (
    ("A slip: the number is wrong on one of the records", "A slip: it is wrong on one of them"),
    ("One person with two records", "They are one person with two records"),
    ("The number was given to two people", "It was given to two people in error"),
    ("Both may keep it", "Both may keep it: it is not a number of one person alone"),
)


class ClashForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What did you find out?",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found out."},
    )
    words = forms.CharField(
        label="How do you know?",
        max_length=400,
        help_text="Whom you asked, and what is to be done. It stands with the number on both records.",
    )

    def found_out(self) -> str:
        """Both answers as one sentence, which is kept."""
        return f"{self.cleaned_data['outcome']}. {self.cleaned_data['words']}"
