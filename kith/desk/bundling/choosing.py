"""Looking for what goes into a bundle: by kind, period and words, without losing what was chosen already.

The page of a long record would be metres high on a phone: it lists what was chosen, then the newest that fit.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from kith.desk.bundling.offered import Offer
from kith.desk.offering import offer
from kith.desk.sharing.forms import DAY, REAL_DATE

MOST = 20


class LookForm(forms.Form):
    """Sent with the form that puts things in, so that what was typed and chosen there comes back."""

    kind = forms.ChoiceField(label="Kind", choices=(), required=False)
    words = forms.CharField(label="Words in it", max_length=100, required=False)
    since = forms.DateField(label="From", required=False, widget=DAY, error_messages=REAL_DATE)
    until = forms.DateField(label="To", required=False, widget=DAY, error_messages=REAL_DATE)

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = sorted({each.kind for each in offers})
        offer(self, "kind", [("", "Every kind"), *((kind, kind) for kind in kinds)])

    def found_in(self, offers: Sequence[Offer]) -> list[Offer]:
        """Those that fit; all of them before anything was looked for, or where a day is none."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return [each for each in offers if _fits(each, **said)]


def _fits(each: Offer, kind: str = "", words: str = "", since: date | None = None, until: date | None = None) -> bool:
    said = f"{each.words} {each.text}".casefold()
    return (
        (not kind or each.kind == kind)
        and (since is None or each.on >= since)
        and (until is None or each.on <= until)
        and all(word in said for word in words.casefold().split())
    )


def listed(offers: Sequence[Offer], found: Sequence[Offer], chosen: Collection[str]) -> list[Offer]:
    """What the page shows: everything that was chosen, then the newest of what was found."""
    kept = [each for each in offers if each.code in chosen]
    return kept + [each for each in found if each.code not in chosen][:MOST]
