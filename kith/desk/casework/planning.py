"""Plans on screen: needs, outcomes, who does what by when, what came of it; what a review changed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.explain import holders, who_opens
from kith.access.grades import Domain, Grade
from kith.casework.actions.add_to_plan import Doing, add_action, add_aim
from kith.casework.actions.begin_plan import begin_plan
from kith.casework.actions.report_on_action import report_on_action
from kith.casework.actions.review_plan import end_plan, review_plan
from kith.casework.models import AT_THE_TABLE, PlanState
from kith.casework.plans import Standing, action_of, aim_of, compare, plan_of, standings
from kith.core.clock import now
from kith.core.errors import Unknown
from kith.core.session import acting
from kith.desk.asking import asked
from kith.desk.offering import offer
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.sharing.forms import DAY, REAL_DATE

WORDS = forms.Textarea(attrs={"rows": 3})
PLACES: tuple[tuple[str, int, str], ...] = (
    (*AT_THE_TABLE, "Everybody at the table"),
    (Domain.PLAN, Grade.SENSITIVE, "Those who see what is sensitive in the plan"),
    (Domain.HEALTH, Grade.PRACTICE, "Those who work in health, and who sees their work"),
    (Domain.MENTAL_HEALTH, Grade.PRACTICE, "Those who work in mental health, and who sees their work"),
    (Domain.EDUCATION, Grade.PRACTICE, "Those who work in education, and who sees their work"),
    (Domain.JUSTICE, Grade.PRACTICE, "Those who work in justice, and who sees their work"),
)
FAMILY = 0


class PlanForm(forms.Form):
    title = forms.CharField(label="What is the plan called?", max_length=200)
    review_on = forms.DateField(label="When is it reviewed?", required=False, widget=DAY, error_messages=REAL_DATE)


class AimForm(forms.Form):
    """`places`: domain and grade that the writer opens, in words."""

    need = forms.CharField(label="What is needed?", max_length=4000, widget=WORDS)
    outcome = forms.CharField(label="How will you know that it is met?", max_length=4000, widget=WORDS)
    place = forms.ChoiceField(label="Who is to read this?", choices=())

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "place", places)


class ActionForm(forms.Form):
    """`doers`: who may have it; the family is named in words."""

    what = forms.CharField(label="What is to be done?", max_length=4000, widget=WORDS)
    holder = forms.TypedChoiceField(label="Who does it?", coerce=int, choices=())
    by_words = forms.CharField(
        label="If it is somebody of the family, who?", required=False, max_length=200, help_text="“Mum”, “Grandad”."
    )
    by_when = forms.DateField(label="By when?", widget=DAY, error_messages=REAL_DATE)
    place = forms.ChoiceField(label="Who is to read this?", choices=())

    def __init__(self, *args: Any, doers: list[tuple[int, str]], places: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "holder", [*doers, (FAMILY, "Somebody of the family")])
        offer(self, "place", places)


class ReportForm(forms.Form):
    done = forms.ChoiceField(
        label="Has it been done?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "Not yet, or not at all")]
    )
    text = forms.CharField(
        label="What came of it, or what stands in the way?", required=False, max_length=4000, widget=WORDS
    )


class ReviewForm(forms.Form):
    review_on = forms.DateField(label="When is the next review?", required=False, widget=DAY, error_messages=REAL_DATE)


class EndForm(forms.Form):
    """Nothing to enter: the button says it."""

    sent = forms.CharField(widget=forms.HiddenInput, required=False)


@a_look()
def plans(request: HttpRequest, person: UUID) -> HttpResponse:
    """The plans that hold, whole; the earlier versions of each."""
    record = open_record(person)
    found = standings(person)
    current = [each for each in found if each.row.state == PlanState.CURRENT]
    context = {
        "record": record,
        "part": "plans",
        "may_record": True,
        "current": current,
        "earlier": [each for each in found if each.row.state != PlanState.CURRENT],
        "may_begin": record.explanation.on_rows_of(acting().agency)[Domain.PLAN] >= Grade.PRACTICE,
        **_said(current),
    }
    return render(request, "desk/casework/plans.html", context)


@a_look()
def one_plan(request: HttpRequest, person: UUID, plan: UUID) -> HttpResponse:
    """One version, and what it changed in the one before."""
    found = standings(person)
    each = next((x for x in found if x.row.id == plan), None)
    if each is None:
        raise Unknown
    record = open_record(person)
    before = next((x for x in found if (x.row.series, x.row.version) == (each.row.series, each.row.version - 1)), None)
    context = {
        "record": record,
        "part": "plans",
        "each": each,
        "before": before,
        "changes": compare(before, each) if before else (),
        **_said([each]),
    }
    return render(request, "desk/casework/plan.html", context)


def _said(shown: list[Standing]) -> dict[str, Any]:
    """Who does what, by name; and who reads."""
    held = {action.holder for each in shown for action, _ in each.actions if action.holder}
    return {"named": holders(held), "own": acting().agency, "today": now().date()}


def _places(record: Record) -> list[tuple[str, str]]:
    mine = record.explanation.on_rows_of(acting().agency)
    return [(f"{domain}/{int(grade)}", words) for domain, grade, words in PLACES if mine[domain] >= grade]


def _place(chosen: str) -> tuple[str, int]:
    domain, _, grade = chosen.partition("/")
    return domain, int(grade)


def doers(person: UUID) -> list[tuple[int, str]]:
    """Oneself, then those who read what everybody at the table reads, as far as one may know them."""
    me = acting()
    mine = [(me.post or 0, f"{me.name}, {me.organisation}")]
    around = {o.holder: f"{o.name}, {o.agency}" for o in who_opens(person, *AT_THE_TABLE) if o.holder != me.post}
    return mine + sorted(around.items(), key=lambda each: each[1])


@a_look()
def begin(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    form = PlanForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        begin_plan(person_id=person, title=entered["title"], review_on=entered["review_on"])
        return "Begun. Say what is needed next."

    return asked(request, record, form, "Begin a plan", "Begin", act, "plans")


@a_look()
def need(request: HttpRequest, person: UUID, plan: UUID) -> HttpResponse:
    found = plan_of(person, plan)
    record = open_record(person)
    form = AimForm(request.POST or None, places=_places(record))

    def act(entered: dict[str, Any]) -> str:
        at = _place(entered["place"])
        add_aim(person_id=person, plan_id=plan, need=entered["need"], outcome=entered["outcome"], at=at)
        return "Added. Say who does what about it."

    return asked(request, record, form, f"A need in {found.title}", "Add it", act, "plans")


@a_look()
def action(request: HttpRequest, person: UUID, aim: UUID) -> HttpResponse:
    """Who does what about a need."""
    found = aim_of(person, aim)
    record = open_record(person)
    start = {"holder": acting().post, "place": f"{found.domain}/{found.grade}"}
    form = ActionForm(request.POST or None, doers=doers(person), places=_places(record), initial=start)

    def act(entered: dict[str, Any]) -> str:
        doing = Doing(entered["what"], entered["by_when"], entered["holder"] or None, entered["by_words"])
        add_action(
            person_id=person, plan_id=found.plan_id, aim_key=found.key, doing=doing, at=_place(entered["place"])
        )  # fmt: skip
        return "Agreed. It is in their list now." if doing.holder else "Agreed."

    return asked(request, record, form, "Who does what about it?", "Add it", act, "plans", note=found.need)


@a_look()
def report(request: HttpRequest, person: UUID, doing_id: UUID) -> HttpResponse:
    """What came of an action, by anybody who opens it."""
    found = action_of(person, doing_id)
    record = open_record(person)
    form = ReportForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        report_on_action(person_id=person, action_id=doing_id, done=entered["done"] == "yes", text=entered["text"])
        return "Said. Everybody who reads the action reads it."

    return asked(request, record, form, "What came of it?", "Save", act, "plans", note=found.what)


@a_look()
def review(request: HttpRequest, person: UUID, plan: UUID) -> HttpResponse:
    found = plan_of(person, plan)
    record = open_record(person)
    form = ReviewForm(request.POST if request.method == "POST" else None)

    def act(entered: dict[str, Any]) -> str:
        review_plan(person_id=person, plan_id=plan, review_on=entered["review_on"])
        return "This is the next version, with what is still to be done. Change it as was agreed."

    note = "What is done stays in this version. The rest goes into the next, as far as you open it."
    return asked(request, record, form, f"Review {found.title}", "Begin the next version", act, "plans", note=note)


@a_look()
def end(request: HttpRequest, person: UUID, plan: UUID) -> HttpResponse:
    found = plan_of(person, plan)
    record = open_record(person)
    form = EndForm(request.POST if request.method == "POST" else None)

    def act(entered: dict[str, Any]) -> str:
        end_plan(person_id=person, plan_id=plan)
        return "Ended. It can still be read."

    note = "Nothing of it waits for anybody any more. It can still be read."
    return asked(request, record, form, f"End {found.title}", "End it", act, "plans", note=note)
