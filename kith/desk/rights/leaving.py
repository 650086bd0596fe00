"""Before something leaves Kith, one form asks to whom it goes, why, and on what that rests.

A page or a file that leaves begins with `asked_to_leave`: it answers with that form, or, where it was filled in within
the hour (its id stands in the address), with nothing, and the page goes on.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kith.core.errors import Invalid
from kith.core.session import acting, require_recent
from kith.desk.offering import offer
from kith.desk.person.banner import Record
from kith.sharing.actions.disclose import Leaving, disclose
from kith.sharing.disclosures import may_leave
from kith.sharing.editions import guide
from kith.sharing.guide import BESIDE, OWN_JUDGEMENT
from kith.sharing.guide import THEIR_RIGHT as RIGHT
from kith.sharing.models import Medium, ToWhom

OWN_WORK = "It stays in my organisation"
THEIR_RIGHT, JUDGEMENT = BESIDE[RIGHT], BESIDE[OWN_JUDGEMENT]


class LeavingForm(forms.Form):
    to_whom = forms.ChoiceField(
        label="To whom does it go?", choices=ToWhom.choices, widget=forms.RadioSelect, initial=ToWhom.OWN
    )
    to_words = forms.CharField(
        label="Who exactly?",
        max_length=300,
        required=False,
        help_text="A name and an organisation. Not needed for your own.",
    )
    why = forms.CharField(label="Why?", max_length=1000, help_text="“For the review conference on Tuesday.”")
    basis = forms.ChoiceField(label="On what does that rest?", choices=())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        laws = [gateway.basis for gateway in guide().gateways if gateway.force != "limit"]
        offer(self, "basis", [(words, words) for words in (OWN_WORK, THEIR_RIGHT, *laws, JUDGEMENT)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        own = cleaned.get("to_whom") == ToWhom.OWN
        if not own and not cleaned.get("to_words", "").strip():
            self.add_error("to_words", "Enter who it goes to: a name, and an organisation if there is one.")
        if not own and cleaned.get("basis") == OWN_WORK:
            self.add_error("basis", "It leaves your organisation. Choose on what that rests.")
        return cleaned


@dataclass(frozen=True)
class Taken:
    """What is about to leave. `domain`, `grade`, `row`: of the row that it is made of, if it is one."""

    what: str
    medium: str
    title: str = ""
    row: UUID | None = None
    domain: str | None = None
    grade: int | None = None
    to_whom: str = ToWhom.OWN
    to_words: str = ""
    basis: str = OWN_WORK


def asked_to_leave(request: HttpRequest, record: Record, taken: Taken) -> HttpResponse | None:
    """The form, or the way on from it; None where it may leave now. Asks for a new proof that it is them."""
    require_recent()
    if _written_down(request, record, taken):
        return None
    initial = {"to_whom": taken.to_whom, "to_words": taken.to_words, "basis": taken.basis}
    form = LeavingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _write_down(record, taken, form.cleaned_data)
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(_with(request, str(made)))
    file = taken.medium in (Medium.DOWNLOAD, Medium.BUNDLE)
    context = {"record": record, "form": form, "taken": taken, "part": "", "file": file}
    return render(request, "desk/rights/leaving.html", context, status=422 if form.errors else 200)


def _written_down(request: HttpRequest, record: Record, taken: Taken) -> bool:
    typed = request.GET.get("leaves", "")
    try:
        return request.method == "GET" and may_leave(record.person, UUID(typed), taken.what, taken.row)
    except ValueError:
        return False


def _write_down(record: Record, taken: Taken, entered: dict[str, Any]) -> UUID:
    me = acting()
    leaving = Leaving(
        what=taken.what,
        medium=taken.medium,
        title=taken.title,
        of_row=taken.row,
        to_whom=entered["to_whom"],
        to_words=entered["to_words"] or me.organisation,
        why=entered["why"],
        basis=entered["basis"],
    )
    return disclose(person=record.person, leaving=leaving, domain=taken.domain, grade=taken.grade)


def _with(request: HttpRequest, made: str) -> str:
    """The same address, saying what was written down."""
    asked = request.GET.copy()
    asked["leaves"] = made
    return f"{request.path}?{asked.urlencode()}"
