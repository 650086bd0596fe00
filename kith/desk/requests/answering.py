"""A request as both sides read it, and what each may do: open, answer, refuse, ask back, pass on, write, withdraw."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import explain, holders
from kith.access.grades import DOMAINS, Domain, by_domain
from kith.assessments.queries import Filled
from kith.core.clock import today
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.desk.assessing.telling import in_parts, sections_of
from kith.desk.requests.forms import (
    FOUR_WEEKS,
    AcknowledgeForm,
    AnswerForm,
    OpenForm,
    PassForm,
    RefuseForm,
    SayForm,
)
from kith.desk.requests.giving import LOOK, GiveForm, giving
from kith.desk.requests.quickly import one_click
from kith.desk.requests.whom import colleagues, who_answer_for
from kith.desk.sharing.forms import midnight
from kith.record.models import Entry
from kith.record.wording import headed
from kith.sharing.actions.give import give
from kith.sharing.actions.open_up import open_up
from kith.sharing.actions.take_turn import take_turn, taken
from kith.sharing.editions import guides
from kith.sharing.guide import Guide
from kith.sharing.models import Consent, TurnKind, Urgency
from kith.sharing.queries import Conversation, Given, conversation, still_open, which
from kith.sharing.rules import open_to


@dataclass(frozen=True)
class Doing:
    """One thing that a side may do. `link`: how the request's page offers it; none: in another way."""

    slug: str
    kind: TurnKind
    form: Callable[[HttpRequest, Conversation], forms.Form]
    link: str
    heading: str
    button: str
    done: str


def _saying(request: HttpRequest, c: Conversation) -> forms.Form:
    return SayForm(request.POST or None)


def _opening(request: HttpRequest, c: Conversation) -> forms.Form:
    found = explain(c.request.person_id)
    mine = found.on_rows_of(acting().agency) if found else dict.fromkeys(DOMAINS, 0)
    return OpenForm(
        request.POST or None,
        wanted=by_domain(c.request.grades),
        mine=mine,
        initial={"until": c.request.until or today() + FOUR_WEEKS},
    )


def _refusing(request: HttpRequest, c: Conversation) -> forms.Form:
    return RefuseForm(request.POST or None, managers=who_answer_for() if c.request.force == "duty" else [])


def _acknowledging(request: HttpRequest, c: Conversation) -> forms.Form:
    return AcknowledgeForm(request.POST if request.method == "POST" else None)


def _answering(request: HttpRequest, c: Conversation) -> forms.Form:
    return AnswerForm(request.POST or None)


def _passing(request: HttpRequest, c: Conversation) -> forms.Form:
    return PassForm(request.POST or None, holders=colleagues(set(c.request.parties)))


DOINGS = (
    Doing("open", TurnKind.OPENED, _opening, "Open what was asked for, or a part of it",
          "Open the record to them", "Open it", "Opened. They see it now."),
    Doing("give", TurnKind.GIVEN, giving, "Give them entries, documents or forms, and nothing else",
          "Give them entries, documents or forms", "Give them", "Given. They see it now."),
    Doing("answer", TurnKind.ANSWERED, _answering, "Answer in words",
          "Answer in words", "Send the answer", "Sent. They have it now."),
    Doing("ask-back", TurnKind.ASKED_BACK, _saying, "Ask back, before you answer",
          "Ask back", "Send the question", "Sent. It waits for them now."),
    Doing("refuse", TurnKind.REFUSED, _refusing, "Refuse",
          "Refuse the request", "Refuse", "Refused. They have your reasons now."),
    Doing("pass-on", TurnKind.PASSED_ON, _passing, "Pass it on to a colleague",
          "Pass it on", "Pass it on", "Passed on. They have it now; so do you."),
    Doing("acknowledge", TurnKind.ACKNOWLEDGED, _acknowledging, "",
          "Say that you have it", "Say so", "They know that you have it."),
    Doing("write", TurnKind.SAID, _saying, "Write to them",
          "Write about this request", "Send", "Sent."),
    Doing("withdraw", TurnKind.WITHDRAWN, _saying, "Withdraw it",
          "Withdraw the request", "Withdraw it", "Withdrawn."),
)  # fmt: skip
BY_SLUG = {doing.slug: doing for doing in DOINGS}


def one_request(request: HttpRequest, person: UUID, request_id: UUID) -> HttpResponse:
    """The request and everything that was said to it; what the reader's side may do next."""
    return render(request, "desk/requests/request.html", as_read(conversation(person, request_id)))


def as_read(c: Conversation) -> dict[str, Any]:
    """What the page shows. Whoever may not locate the person gets no link to the record."""
    asked = c.request
    under = guides({asked.guide_edition, *(t.guide_edition for t in c.turns if t.guide_edition)})
    guide = under[asked.guide_edition]
    named = holders({asked.open_to, *asked.asked, *(h for t in c.turns for h in (t.to_holder, t.stands_by) if h)})
    found = explain(asked.person_id)
    mine = found.on_rows_of(acting().agency)[Domain.IDENTITY] if found else 0
    return {
        "c": c,
        "asked": asked,
        "wanted": {domain: grade for domain, grade in by_domain(asked.grades).items() if grade},
        "gateway": guide.gateway(asked.gateway),
        "version": guide.version,
        "purpose": guide.purpose_words(asked.purpose),
        "consent": Consent(asked.consent).label,
        "urgency": Urgency(asked.urgency).label,
        "confidentiality": guide.confidentiality_words(asked.confidentiality),
        "named": named,
        "located": found is not None,
        "opened": still_open(asked),
        "turns": [_turn(c, turn, under.get(turn.guide_edition or 0)) for turn in c.turns],
        "one_click": one_click(asked, mine) and TurnKind.OPENED in open_to(c.side, asked.state),
        "one_click_until": today() + FOUR_WEEKS,
        "token": uuid4().hex,
        "doings": _offered(c, found is not None),
    }


def _offered(c: Conversation, located: bool) -> list[Doing]:
    """What the reader's side may do now; whoever may not locate the person has nothing that they could open or give."""
    may = open_to(c.side, c.request.state)
    return [
        doing
        for doing in DOINGS
        if doing.link and doing.kind in may and (located or doing.slug not in ("open", "give"))
    ]


def _turn(c: Conversation, turn: Any, guide: Guide | None) -> dict[str, Any]:
    reason = guide.reason(turn.reason) if guide else None
    given = [each for each in c.given if which(each) in turn.given]
    return {
        "turn": turn,
        "given": [_given(row) for row in given],
        "shut": len(turn.given) - len(given),
        "did": TurnKind(turn.kind).label,
        "reason": reason,
        "opened": {domain: grade for domain, grade in by_domain(turn.grades).items() if grade},
    }


def _given(row: Given) -> dict[str, Any]:
    """An entry, a document or a form in words."""
    if isinstance(row, Filled):
        of_it, left = in_parts(row.definition, row.given)
        return {
            "row": row.row,
            "title": f"Form: {row.definition.title}",
            "text": "",
            "when": row.row.ended_at,
            "page": "response",
            "by": row.row.owner.name,
            "sections": sections_of(row),
            "of_it": of_it,
            "left": left,
        }
    if isinstance(row, Entry):
        return {
            "row": row,
            "title": headed(row),
            "text": row.text,
            "when": row.happened_at,
            "page": "entry",
            "by": row.organisation,
        }
    what = f"{row.get_what_display()}: {row.title}"
    return {
        "row": row,
        "title": what,
        "text": row.description,
        "when": row.recorded_at,
        "page": "document",
        "by": row.owner.name,
    }


def do(request: HttpRequest, person: UUID, request_id: UUID, doing: str) -> HttpResponse:
    """One thing that the reader's side may do now. Raises Refused, in words, where it may not."""
    c = conversation(person, request_id)
    chosen = BY_SLUG.get(doing)
    if chosen is None:
        raise Http404
    token = request.POST.get("token", uuid4().hex).replace("\0", "")[:100]
    if request.method == "POST" and c.side and taken(person, request_id, token):
        return _done(request, c, chosen)
    _check(chosen, c)
    form = chosen.form(request, c)
    if request.method == "POST" and LOOK not in request.POST and form.is_valid():
        try:
            with transaction.atomic():
                _do(chosen, c, form, token)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            return _done(request, c, chosen)
    context = {"c": c, "asked": c.request, "doing": chosen, "form": form, "wanted": by_domain(c.request.grades)}
    context["token"] = token
    return render(request, "desk/requests/do.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, c: Conversation, doing: Doing) -> HttpResponse:
    messages.success(request, doing.done)
    return HttpResponseRedirect(reverse("request", args=[c.request.person_id, c.request.id]))


def _check(doing: Doing, c: Conversation) -> None:
    if not c.side:
        raise Refused("Only those to whom this request is written can do that.")
    if doing.kind not in open_to(c.side, c.request.state):
        raise Refused(f"This request is {c.request.get_state_display()}. Open it again to see what can be done now.")


def _do(doing: Doing, c: Conversation, form: forms.Form, token: str) -> None:
    entered = form.cleaned_data
    if isinstance(form, OpenForm):
        open_up(
            request=c.request,
            grades=form.grades,
            until=midnight(entered["until"]),
            text=entered["text"],
            reason=entered["reason"],
            token=token,
        )
        return
    if isinstance(form, GiveForm):
        give(
            request=c.request,
            rows=form.chosen,
            until=midnight(entered["until"]),
            text=entered["text"],
            reason=entered["reason"],
            token=token,
        )
        return
    kind = TurnKind.ANSWERED_PART if doing.kind == TurnKind.ANSWERED and entered.get("reason") else doing.kind
    take_turn(
        person=c.request.person_id,
        request=c.request.id,
        kind=kind,
        text=entered.get("text", ""),
        reason=entered.get("reason", ""),
        stands_by=entered.get("stands_by"),
        to_holder=entered.get("to_holder"),
        token=token,
    )
