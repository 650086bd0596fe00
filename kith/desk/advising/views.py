"""Discuss first: ask a colleague, the Caldicott guardian or information governance, without saying about whom."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import holders
from kith.agencies.models import Agency, AgencyKind
from kith.core.errors import Invalid, Refused
from kith.desk.advising.forms import AdviceForm, AdviseForm, PassForm, SayForm
from kith.desk.advising.whom import to_discuss_with
from kith.sharing.actions.discuss import advise, ask_advice
from kith.sharing.advice import Talk, named_in, talk, talks
from kith.sharing.editions import guides
from kith.sharing.guide import Gateway, Guide
from kith.sharing.models import AdviceKind

SAYINGS = {
    "advise": (AdviceKind.ADVISED, "Advise", "Send your advice", "Sent. They have it now."),
    "ask-back": (AdviceKind.ASKED_BACK, "Ask back", "Send the question", "Sent. It waits for them now."),
    "write": (AdviceKind.SAID, "Write more", "Send", "Sent."),
    "pass-on": (AdviceKind.PASSED_ON, "Pass it on", "Pass it on", "Passed on. They have it now; so do you."),
}


def discussions(request: HttpRequest) -> HttpResponse:
    asked, asking = talks()
    return render(request, "desk/advising/discussions.html", {"asked": asked, "asking": asking})


def discuss(request: HttpRequest) -> HttpResponse:
    """The form. Words that name somebody come back once, to be taken out; nothing of them is kept."""
    form = AdviceForm(request.POST or None, whom=to_discuss_with(set()), initial={"token": uuid4().hex})
    named = named_in(form.data.get("question", "")) if request.method == "POST" else []
    if request.method == "POST" and form.is_valid():
        if not named or form.cleaned_data["named_nobody"]:
            entered = {name: form.cleaned_data[name] for name in ("holder", "question", "purpose", "of_kind", "token")}
            try:
                made = ask_advice(**entered)
            except (Invalid, Refused) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "Asked. They have it now.")
                return HttpResponseRedirect(reverse("discussion", args=[made]))
        else:
            form.add_error("question", "Take out what names somebody, or say below that it names nobody on record.")
    context = {"form": form, "named": named}
    return render(request, "desk/advising/discuss.html", context, status=422 if form.errors else 200)


def discussion(request: HttpRequest, advice_id: UUID) -> HttpResponse:
    """What was asked, what the law says, what was said to it."""
    t = talk(advice_id)
    guide = guides([t.advice.guide_edition])[t.advice.guide_edition]
    named = holders({*t.advice.asked, *(turn.to_holder for turn in t.turns if turn.to_holder)})
    context = {
        "t": t,
        "named": named,
        "whom": named.get(t.advice.asked[0]),
        "version": guide.version,
        "purpose": guide.purpose_words(t.advice.purpose),
        "kind": dict(AgencyKind.choices).get(t.advice.of_kind, t.advice.of_kind),
        "fitting": _fitting(t, guide),
        "sayings": [(slug, SAYINGS[slug][1]) for slug in _open_to(t)],
    }
    return render(request, "desk/advising/discussion.html", context)


def _fitting(t: Talk, guide: Guide) -> list[Gateway]:
    """Laws under which whoever asked could give it to such an organisation: it asks, they are asked."""
    mine = Agency.objects.get(pk=t.advice.owner_id).kind
    return [*guide.fitting(t.advice.purpose, t.advice.of_kind, mine)]


def _open_to(t: Talk) -> tuple[str, ...]:
    return ("write",) if t.mine else ("advise", "ask-back", "pass-on")


def say(request: HttpRequest, advice_id: UUID, saying: str) -> HttpResponse:
    """One thing said to it. Raises Refused where it is not theirs to say."""
    t = talk(advice_id)
    if saying not in SAYINGS:
        raise Http404
    if saying not in _open_to(t):
        raise Refused("Whoever asked writes more; whoever was asked advises.")
    kind, heading, button, done = SAYINGS[saying]
    form = _form(request, t, saying)
    if request.method == "POST" and form.is_valid():
        try:
            advise(advice=advice_id, kind=kind, **form.cleaned_data)
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("discussion", args=[advice_id]))
    context: dict[str, Any] = {"t": t, "form": form, "heading": heading, "button": button}
    return render(request, "desk/advising/say.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, t: Talk, saying: str) -> forms.Form:
    if saying == "pass-on":
        return PassForm(request.POST or None, whom=to_discuss_with(set(t.advice.parties)))
    return AdviseForm(request.POST or None) if saying == "advise" else SayForm(request.POST or None)
