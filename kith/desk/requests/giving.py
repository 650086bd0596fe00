"""Answering with entries, documents and forms: looking, choosing, until when. Nothing else of the record opens."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, QueryDict

from kith.access.grades import by_domain
from kith.assessments.giving import answers_in, definitions_of, signed
from kith.assessments.models import Response
from kith.assessments.queries import signed_in
from kith.core.clock import today
from kith.core.session import acting
from kith.desk.assessing.telling import in_parts
from kith.desk.bundling.choosing import MOST, LookForm, listed
from kith.desk.bundling.offered import FORM, PAPER, Offer, offer_of, without
from kith.desk.offering import offer
from kith.desk.requests.forms import FOUR_WEEKS, NO_END, WORDS, reasons
from kith.desk.sharing.forms import DAY, REAL_DATE
from kith.documents.queries import documents
from kith.record.kinds import kind
from kith.record.queries import printed
from kith.record.reading import one_look
from kith.record.wording import headed, whole
from kith.sharing.models import Request
from kith.sharing.queries import Conversation

LOOK = "look"  # its fields come before those of the answer, which has an `until` of its own


class GiveForm(forms.Form):
    """`look`: the form beside it, by which `offers` were found; `found`, `more`: how many fit, and are not listed.

    `looks`: whether there is more than the page lists, or something was looked for; `of_forms`: whether one is a form.
    """

    rows = forms.MultipleChoiceField(
        label="Which of it do you give them?",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one. To give nothing, refuse and say why."},
    )
    until = forms.DateField(label="Until when?", widget=DAY, error_messages=REAL_DATE | NO_END)
    reason = forms.ChoiceField(label="If you hold something back, on which ground?", required=False, choices=())
    text = forms.CharField(label="What do you want to say with it?", required=False, max_length=4000, widget=WORDS)

    def __init__(self, *args: Any, look: LookForm, offers: Sequence[Offer], chosen: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.look, found = look, look.found_in(offers)
        shown = listed(offers, found, chosen)
        self.found, self.more = len(found), len(found) - sum(each in shown for each in found)
        self.looks, self.of_forms = look.is_bound or len(offers) > MOST, any(each.kind == FORM for each in offers)
        offer(self, "rows", [(each.code, each.words) for each in shown])
        offer(self, "reason", reasons("Nothing is held back"))

    @property
    def chosen(self) -> list[UUID]:
        return [UUID(code) for code in self.cleaned_data["rows"]]


def giving(request: HttpRequest, c: Conversation) -> GiveForm:
    """Looked for and not sent, it keeps what was typed and chosen. It begins with the time that was asked about."""
    offers = givable(c.request)
    sent = request.POST if request.method == "POST" else None
    looking = sent is not None and LOOK in sent
    look = LookForm(sent if sent is not None else _period(c.request), offers=offers, prefix=LOOK)
    chosen = sent.getlist("rows") if sent is not None else []
    before: dict[str, Any] = {"until": c.request.until or today() + FOUR_WEEKS}
    if sent is not None and looking:
        before = {name: sent.getlist(name) if name == "rows" else sent.get(name, "") for name in GiveForm.base_fields}
    return GiveForm(None if looking else sent, initial=before, look=look, offers=offers, chosen=chosen)


def _period(asked: Request) -> QueryDict | None:
    """The time that was asked about, as if it had been looked for; none where none was named."""
    days = {"since": asked.period_from, "until": asked.period_to}
    if not any(days.values()):
        return None
    found = QueryDict(mutable=True)
    found.update({f"{LOOK}-{name}": day.isoformat() for name, day in days.items() if day})
    return found


def givable(asked: Request) -> list[Offer]:
    """What my organisation recorded of what was asked for, as far as that opens to me, the newest first."""
    wanted, mine = by_domain(asked.grades), acting().agency
    with one_look(asked.person_id):
        kept = [d for d in documents(asked.person_id) if not d.withdrawn_at]
        papers = [d for d in kept if d.owner_id == mine and d.grade <= wanted[d.domain]]
        filled = [f for f in signed(asked.person_id, mine) if f.grade <= wanted[f.domain]]
        there = {f.id for f in filled}
        told = without(papers, printed(asked.person_id))
        entries = [e for e in told if e.owner_id == mine and e.grade <= wanted[e.domain]]
    found = [
        offer_of(str(e.id), e.happened_at, headed(e), kind(e.kind).label, kind(e.kind).label, whole(e))
        for e in entries
        if signed_in(e.source_key) not in there  # it is there itself
    ]
    found += _forms(filled, wanted)
    found += [offer_of(str(d.id), d.recorded_at, d.title, d.get_what_display(), PAPER, d.description) for d in papers]
    return sorted(found, key=lambda each: each.on, reverse=True)


def _forms(filled: Sequence[Response], wanted: Mapping[str, int]) -> Iterator[Offer]:
    """Each with which of its parts go with it: a row for every part that opens to me, and was asked for."""
    said = answers_in(filled, wanted)
    for row, definition in definitions_of(filled):
        of_it, else_ = in_parts(definition, {(each.domain, each.grade) for each in said[row.id]})
        goes = f"with it {of_it}" if of_it else "none of its answers with it"
        left = f"; nothing of what it asks about {else_}" if else_ else ""
        yield offer_of(str(row.id), row.ended_at or row.recorded_at, f"form: {definition.title}", f"{goes}{left}", FORM)
