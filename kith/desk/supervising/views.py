"""Pages of supervision: mine, those whom I supervise, an agreement, a session, the session on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.audit.log import log
from kith.core.clock import today
from kith.core.errors import Invalid, Refused
from kith.core.session import acting, call, require_recent, rows
from kith.desk.supervising.forms import AgreementForm, PaperForm, RemarkForm
from kith.supervision import queries
from kith.supervision.actions.agree import agree, end_agreement, propose
from kith.supervision.actions.write_session import remark
from kith.supervision.models import SECTIONS, Agreement

COLLEAGUES = """
    SELECT h.id, h.name || ', ' || h.title FROM agencies.holder h
    WHERE h.agency_id = %s AND h.kind = 'post' AND h.id <> %s AND EXISTS (
        SELECT FROM agencies_membership m
        WHERE m.post_id = h.id AND m.starts <= core.now() AND (m.ends IS NULL OR m.ends > core.now()))
    ORDER BY h.name"""
ACTS = {
    "agree": (agree, "Agreed. Write the first session down when you have met."),
    "end": (end_agreement, "Ended. What was written stays, for the two of you."),
}


def supervision(request: HttpRequest) -> HttpResponse:
    """Mine: who supervises me, when next, what waits for an answer."""
    me, held = acting(), queries.agreements()
    context = {
        "mine": [each for each in held if each.supervisee_id == me.post],
        "theirs": len([each for each in held if each.supervisor_id == me.post]),
        "ended": queries.ended(), "today": today(), "post": me.post, "above": queries.read_above(),
    }  # fmt: skip
    return render(request, "desk/supervising/supervision.html", context)


def supervisees(request: HttpRequest) -> HttpResponse:
    """Those whom I supervise, the soonest due first; and what I read one below."""
    held = [each for each in queries.agreements() if each.supervisor_id == acting().post]
    below = queries.below() if acting().confirmed else ()
    context = {"held": held, "below": below, "today": today(), "post": acting().post}
    return render(request, "desk/supervising/supervisees.html", context)


def propose_supervision(request: HttpRequest) -> HttpResponse:
    """An agreement, which holds once the colleague has agreed."""
    me = acting()
    colleagues = rows(COLLEAGUES, me.agency, me.post)
    form = AgreementForm(request.POST or None, colleagues=colleagues, manages=bool(me.manages))
    if request.method == "POST" and form.is_valid():
        try:
            made = propose(**form.cleaned_data)
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Proposed. It holds once they have agreed; it waits on their home page.")
            return HttpResponseRedirect(reverse("agreement_of_supervision", args=[made]))
    log("list supervision")
    return render(
        request, "desk/supervising/propose.html", {"form": form}, status=422 if form.errors else 200
    )  # fmt: skip


def agreement(request: HttpRequest, supervision: UUID) -> HttpResponse:
    """What two agreed, and their sessions; agreeing, ending."""
    found = queries.agreement_of(supervision)
    if request.method == "POST":
        return _act(request, found)
    confirmed = acting().confirmed
    context = {
        "each": found, "sessions": queries.sessions_of(found.id) if confirmed else (), "confirmed": confirmed,
        "answers": found.agreed_at is None and found.proposed_by_id != acting().post and found.ended_at is None,
        "today": today(), "other": other_of(found), "typed": queries.typed_of(found.id) if confirmed else None,
    }  # fmt: skip
    return render(request, "desk/supervising/agreement.html", context)


def _act(request: HttpRequest, found: Agreement) -> HttpResponse:
    if request.POST.get("do") not in ACTS:
        raise Invalid("Choose what to do.")
    do, said = ACTS[request.POST["do"]]
    do(agreement=found.id)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("agreement_of_supervision", args=[found.id]))


def other_of(found: Agreement) -> Any:
    """The other of the two."""
    return found.supervisor if found.supervisee_id == acting().post else found.supervisee


def ask_to_confirm() -> None:
    """Before a session is opened or written. Whose account does not stand is not asked: nothing opens to them."""
    if acting().holders:
        call("access.require_confirmed")


def session(request: HttpRequest, session: UUID) -> HttpResponse:
    """One session, with what was said to it; a word more."""
    ask_to_confirm()
    found, remarks = queries.session_of(session)
    form = RemarkForm(request.POST or None)
    own = acting().post in (found.supervisee_id, found.supervisor_id)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            remark(session=session, words=form.cleaned_data["words"])
        messages.success(request, "Added. The other of you reads it.")
        return HttpResponseRedirect(reverse("session_of_supervision", args=[session]))
    context = {"each": found, "remarks": remarks, "form": form, "own": own, "sections": SECTIONS}
    return render(request, "desk/supervising/session.html", context, status=422 if form.errors else 200)


def print_session(request: HttpRequest, session: UUID) -> HttpResponse:
    """On paper. What leaves Kith asks for a new proof; to whom and why stands in the event before it is shown."""
    if acting().holders:
        require_recent()
    found, remarks = queries.session_of(session)
    form = PaperForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"each": found, "form": form}
        return render(request, "desk/supervising/paper.html", context, status=422 if form.errors else 200)
    log("print supervision", session=found.id, to=form.cleaned_data["to_words"], reason=form.cleaned_data["why"])
    context = {"each": found, "remarks": remarks, "sections": SECTIONS, "printed": True}
    return render(request, "desk/supervising/print.html", context)
