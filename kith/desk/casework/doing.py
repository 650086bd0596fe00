"""Pages that do one thing with a step or a clock: begin, finish, sign off, send back, hand over, say why late."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import is_naive, make_aware

from kith.assessments.queries import Filled, filled
from kith.casework import rules
from kith.casework.actions.begin_form import begin_form
from kith.casework.actions.begin_step import begin_step
from kith.casework.actions.change_clock import explain_late, extend_clock, pause_clock, resume_clock
from kith.casework.actions.finish_step import finish_step, send_back, sign_off
from kith.casework.actions.hand_over import hand_over, take_on
from kith.casework.chains import APPROVALS, chains, kind_of
from kith.casework.decided import decided
from kith.casework.from_forms import waiting
from kith.casework.models import State, Step
from kith.casework.moving import doer
from kith.casework.queries import asked_with, clock_of, forms_of, step_of
from kith.desk.asking import Done, asked
from kith.desk.casework import forms
from kith.desk.casework.came import involved_here, leads_here, what_came
from kith.desk.casework.whom import beginnings, everyone, ours
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.record.models import Entry
from kith.record.queries import entry


@a_look()
def begin(request: HttpRequest, person: UUID) -> HttpResponse:
    """Begin work. `?after=`: beside a step that goes on. `?referral=`: with a referral that came in."""
    after = _after(request, person)
    referral = _referral(request, person)
    record = open_record(person)
    if after:
        of = chains()[after.chain]
        kinds = [(of, of.steps[code]) for code in kind_of(after.chain, after.step).alongside]
    else:
        kinds = beginnings(record)
    form = forms.BeginForm(request.POST or None, kinds=kinds, holders=ours(person))

    def act(entered: dict[str, Any]) -> Done:
        chain, step = entered["step"].split(" ")
        at = entered["began_at"]
        begun = begin_step(
            person_id=person, chain=chain, step=step, holder=entered["holder"], after=after.id if after else None,
            began_at=make_aware(at) if at and is_naive(at) else at, referral=referral,
        )  # fmt: skip
        return Done("Begun. Its clocks run.", reverse("step", args=[person, begun.id]))

    back = _to(after) if after else (reverse("work", args=[person]), "Work")
    return asked(request, record, form, "Begin work", "Begin", act, "work", back=back)


def _to(step: Step) -> tuple[str, str]:
    """The page of a step, as what leads back to it."""
    return reverse("step", args=[step.person_id, step.id]), kind_of(step.chain, step.step).title


def _after(request: HttpRequest, person: UUID) -> Step | None:
    wanted = _named(request, "after")
    return step_of(person, wanted) if wanted else None


def _referral(request: HttpRequest, person: UUID) -> Entry | None:
    """What the work begins with, if the address names a referral."""
    wanted = _named(request, "referral")
    return entry(person, wanted) if wanted else None


def _named(request: HttpRequest, what: str) -> UUID | None:
    try:
        return UUID(request.GET[what]) if what in request.GET else None
    except ValueError:
        raise Http404 from None


@a_look()
def move(request: HttpRequest, person: UUID, step: UUID, move: str) -> HttpResponse:
    """One thing done to a step. What may not be done, the action refuses in words, in the form."""
    found = step_of(person, step)
    record = open_record(person)
    if move not in MOVES:
        raise Http404
    return MOVES[move](request, record, found)


def _finish(request: HttpRequest, record: Record, step: Step) -> HttpResponse:
    kind = kind_of(step.chain, step.step)
    going = involved_here(record) if kind.last and rules.signs(step, doer()) else []
    done_in = _filled(record, step)
    begins = {"holder": leads_here(record) or step.holder} | (decided(step, done_in) if done_in else {})
    form = forms.FinishForm(
        request.POST or None, kind=kind, holders=ours(step.person_id), involved=going, initial=begins
    )  # fmt: skip

    def act(entered: dict[str, Any]) -> str | Done:
        came = finish_step(
            person_id=step.person_id, step_id=step.id, outcome=entered["outcome"], reason=entered["reason"],
            next_holder=entered.get("holder"), ends=entered.get("ends", ()),
        )  # fmt: skip
        if came.state == State.WAITING:
            return "It waits to be signed off. Its clocks go on until then."
        return what_came("Finished.", came, entered.get("ends", ()))

    return asked(
        request, record, form, f"Finish: {kind.title}", "Finish", act, "work", note=_signs_words(kind.approvals),
        back=_to(step), beside=_to_a_plan(done_in),
    )  # fmt: skip


def _filled(record: Record, step: Step) -> Filled | None:
    """The form in which the step is done, where it has been begun."""
    done_in = forms_of(step.person_id, [step]).get(step.id) if step.response else None
    return filled(step.person_id, done_in.row.id, record.explanation.on_rows_of) if done_in else None


def _to_a_plan(form: Filled | None) -> tuple[str, str, str] | None:
    """The way on for what the form agrees on, while it is in no plan: easily forgotten once the step has ended."""
    agreed = len(waiting(form)) if form else 0
    if not form or not agreed:
        return None
    page = reverse("plan_actions", args=[form.row.person_id, form.row.id])
    words = "Put the action into a plan" if agreed == 1 else f"Put the {agreed} actions into a plan"
    return "What it agrees on is in no plan yet.", page, words


def _signs_words(approvals: tuple[str, ...]) -> str:
    if not approvals:
        return ""
    return f"After you, {' and then '.join(APPROVALS[who] for who in approvals)} signs it off."


def _sign(request: HttpRequest, record: Record, step: Step) -> HttpResponse:
    kind = kind_of(step.chain, step.step)
    panel = kind.approvals[step.approvals : step.approvals + 1] == ("panel",)
    going = involved_here(record) if kind.last and step.approvals + 1 >= step.needs else []
    form = forms.SignForm(request.POST if request.method == "POST" else None, panel=panel, involved=going)
    chosen = kind.outcomes.get(step.outcome)

    def act(entered: dict[str, Any]) -> str | Done:
        came = sign_off(
            person_id=step.person_id, step_id=step.id, text=entered["text"], ends=entered.get("ends", ())
        )  # fmt: skip
        if came.state == State.WAITING:
            return "Signed off. A panel decides next."
        return what_came("Signed off.", came, entered.get("ends", ()))

    why = asked_with(step)
    said = f"It came to: {chosen.words}." if chosen else ""
    said += f" {why.author.practitioner.name}: “{why.text}”" if why else ""
    done_in = forms_of(step.person_id, [step]).get(step.id)
    form_page = reverse("response", args=[step.person_id, done_in.row.id]) if done_in else ""
    read = ("Read it first:", form_page, done_in.title) if done_in else None
    return asked(
        request,
        record,
        form,
        f"Sign off: {kind.title}",
        "Sign off",
        act,
        "work",
        note=said,
        beside=read,
        back=_to(step),
    )


def _send_back(request: HttpRequest, record: Record, step: Step) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None, question="What is to change?")

    def act(entered: dict[str, Any]) -> str:
        send_back(person_id=step.person_id, step_id=step.id, reason=entered["reason"])
        return "Sent back, with what is to change. Its clocks go on."

    title = kind_of(step.chain, step.step).title
    return asked(request, record, form, f"Send back: {title}", "Send back", act, "work", back=_to(step))


def _hand_over(request: HttpRequest, record: Record, step: Step) -> HttpResponse:
    form = forms.HandOverForm(request.POST or None, holders=everyone(step.person_id))

    def act(entered: dict[str, Any]) -> str:
        handed = hand_over(
            person_id=step.person_id, step_id=step.id, holder=entered["holder"], reason=entered["reason"]
        )
        if handed.state == State.OFFERED:
            return "Handed to them. It stays yours, and its clocks go on, until they take it on."
        return "Handed over. It waits for them now."

    title = kind_of(step.chain, step.step).title
    return asked(request, record, form, f"Hand over: {title}", "Hand over", act, "work", back=_to(step))


def _take_on(request: HttpRequest, record: Record, step: Step) -> HttpResponse:
    form = forms.TakeOnForm(request.POST or None, kinds=beginnings(record))

    def act(entered: dict[str, Any]) -> Done:
        chain, code = entered["step"].split(" ")
        begun = take_on(person_id=step.person_id, step_id=step.id, chain=chain, step=code)
        said = "Taken on. It is yours now, and its clocks go on from when they started."
        return Done(said, reverse("step", args=[step.person_id, begun.id]))

    title = kind_of(step.chain, step.step).title
    return asked(request, record, form, f"Take on: {title}", "Take it on", act, "work", back=_to(step))


def _form(request: HttpRequest, record: Record, step: Step) -> HttpResponse:
    """Begin the step's form: a button of its page."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("step", args=[step.person_id, step.id]))
    begun = begin_form(person_id=step.person_id, step_id=step.id)
    return HttpResponseRedirect(reverse("response", args=[step.person_id, begun.id]))


MOVES = {
    "finish": _finish, "sign": _sign, "send-back": _send_back, "hand-over": _hand_over, "take-on": _take_on,
    "form": _form,
}  # fmt: skip
CLOCK = {
    "why-late": (explain_late, "Why is it late?", "Say why it is late", "Save", "Said. It stands beside the clock."),
    "pause": (pause_clock, "What is awaited?", "Stop the clock", "Stop it", "It stands until you let it go on."),
    "resume": (resume_clock, "What has come?", "Let the clock go on", "Let it go on", "It goes on, due so much later."),
    "extend": (extend_clock, "On what ground?", "Extend the time", "Extend it", "Extended, once, as the law allows."),
}


@a_look()
def turn(request: HttpRequest, person: UUID, clock: UUID, turn: str) -> HttpResponse:
    """One thing done to a clock: what cannot come from the work itself."""
    if turn not in CLOCK:
        raise Http404
    found = clock_of(person, clock)
    record = open_record(person)
    do, question, heading, button, done = CLOCK[turn]
    form = forms.ReasonForm(request.POST or None, question=question)

    def act(entered: dict[str, Any]) -> str:
        do(person_id=person, clock_id=clock, reason=entered["reason"])
        return done

    back = (reverse("step", args=[person, found.step_id]), "The step")
    return asked(request, record, form, f"{heading}: {found.clock}", button, act, "work", back=back)
