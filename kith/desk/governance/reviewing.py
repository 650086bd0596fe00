"""Access reviews: emergencies, shares about to end, training that lapsed, unusual reading; what came of each."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kith.agencies.queries import training_ending_at
from kith.core.clock import today
from kith.core.errors import Invalid, Refused
from kith.core.session import acting
from kith.desk.governance.views import only_governance
from kith.desk.offering import offer
from kith.desk.watching.findings import findings
from kith.sharing.registers import Review, review, review_access, reviews


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whom you spoke to and what they said. Nothing about the person on record that is not in it.",
    )

    def __init__(self, *args: Any, told: Review, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "outcome", list(told.outcomes.items()))


@require_GET
def access_reviews(request: HttpRequest) -> HttpResponse:
    only_governance()
    found = reviews()
    context = {
        "emergencies": [each for each in found if each.emergency],
        "ending": [each for each in found if not each.emergency],
        "training": training_ending_at(acting().agency or 0, today()),
        "required": acting().training_required,
        "unusual": len(findings(waiting=True)),
        "today": today(),
    }
    return render(request, "desk/governance/reviews.html", context)


@require_http_methods(["GET", "POST"])
def access_review(request: HttpRequest, reviewed: UUID) -> HttpResponse:
    """One of them, and what came of looking at it."""
    only_governance()
    told = review(reviewed)
    form = ReviewForm(request.POST if request.method == "POST" else None, told=told)
    if form.is_valid():
        try:
            with transaction.atomic():
                review_access(reviewed, form.cleaned_data["outcome"], form.cleaned_data["note"])
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept: what came of it.")
            return HttpResponseRedirect(reverse("access_reviews"))
    return render(
        request, "desk/governance/review.html", {"told": told, "form": form}, status=422 if form.errors else 200
    )
