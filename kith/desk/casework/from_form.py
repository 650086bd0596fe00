"""What a form agreed on goes into a plan: ticked, with who does it and by when; typed once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kith.assessments import queries
from kith.casework.actions.add_to_plan import Doing
from kith.casework.actions.plan_from_form import Taken, plan_from_form
from kith.casework.from_forms import Agreed, waiting
from kith.casework.models import PlanState
from kith.casework.plans import standings
from kith.core.errors import Invalid, Refused, Unknown
from kith.desk.asking import afterwards
from kith.desk.casework.planning import FAMILY, doers
from kith.desk.offering import offer
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.desk.sharing.forms import DAY, REAL_DATE

NEW_PLAN = ""
Choices = list[tuple[Any, str]]


class FromFormForm(forms.Form):
    """`agreed`: what is offered; `doers`: who may have it; `plans`: those that stand."""

    plan = forms.TypedChoiceField(label="Into which plan?", coerce=UUID, empty_value=None, required=False, choices=())

    def __init__(self, *args: Any, agreed: Sequence[Agreed], doers: Choices, plans: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.agreed = agreed
        offer(self, "plan", [*plans, (NEW_PLAN, "A new plan")])
        for n, each in enumerate(agreed):
            self._ask(n, each, doers)

    def _ask(self, n: int, each: Agreed, doers: Choices) -> None:
        self.fields[f"take_{n}"] = forms.BooleanField(label="Goes into the plan", required=False, initial=True)
        self.fields[f"who_{n}"] = forms.TypedChoiceField(
            label="Who does it?", coerce=int, choices=[*doers, (FAMILY, "Somebody of the family")], required=False,
            help_text=f"The form says: {each.who}" if each.who else "",
        )  # fmt: skip
        self.fields[f"name_{n}"] = forms.CharField(
            label="If it is somebody of the family, who?", max_length=200, required=False
        )
        self.fields[f"when_{n}"] = forms.DateField(
            label="By when?", widget=DAY, required=False, initial=each.when, error_messages=REAL_DATE
        )

    @property
    def offered(self) -> list[tuple[Agreed, list[forms.BoundField]]]:
        parts = ("take", "who", "name", "when")
        return [(each, [self[f"{part}_{n}"] for part in parts]) for n, each in enumerate(self.agreed)]

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        for n, each in enumerate(self.agreed):
            if entered.get(f"take_{n}"):
                if not entered.get(f"when_{n}") and f"when_{n}" not in self.errors:
                    self.add_error(f"when_{n}", f"Enter by when “{each.what[:60]}” is to be done.")
                if entered.get(f"who_{n}") == FAMILY and not entered.get(f"name_{n}", "").strip():
                    self.add_error(f"name_{n}", "Enter who of the family does it.")
        return entered

    @property
    def taken(self) -> list[Taken]:
        said = self.cleaned_data
        return [
            Taken(each.source, Doing(each.what, said[f"when_{n}"], said[f"who_{n}"] or None, said[f"name_{n}"]))
            for n, each in enumerate(self.agreed)
            if said[f"take_{n}"]
        ]


@a_look()
def plan_actions(request: HttpRequest, person: UUID, response: UUID) -> HttpResponse:
    """What of a signed form is in no plan yet, to be put into one."""
    record = open_record(person)
    filled = queries.filled(person, response, record.explanation.on_rows_of)
    plans: Choices = [(e.row.id, e.row.title) for e in standings(person) if e.row.state == PlanState.CURRENT]
    form = FromFormForm(request.POST or None, agreed=waiting(filled), doers=doers(person), plans=plans)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = plan_from_form(filled=filled, taken=form.taken, plan_id=form.cleaned_data["plan"])
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            what = "One action is" if len(made) == 1 else f"{len(made)} actions are"
            messages.success(request, f"{what} in the plan, and in the list of whoever does it.")
            return HttpResponseRedirect(afterwards(record, "plans"))
    context = {"record": record, "part": "forms", "form": form, "row": filled.row, "title": filled.definition.title}
    return render(request, "desk/casework/from_form.html", context, status=422 if form.errors else 200)
