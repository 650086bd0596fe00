"""How long events are kept: the policy, what would go, what went, and that the proofs hold (docs/audit.md)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.access import retention
from kith.agencies.models import Post
from kith.core.errors import Invalid
from kith.desk.governance.views import only_governance

DONE = (
    "open",
    "print",
    "explain",
    "list",
    "find",
    "record",
    "involve",
    "end involvement",
    "share",
    "open in emergency",
    "sign in",
    "sign out",
)  # of what a line of its own makes sense for; the others are kept as every event is


class KeepingForm(forms.Form):
    action = forms.ChoiceField(
        label="Which events",
        required=False,
        choices=[(retention.EVERY, "every event that has no line of its own"), *((done, f"“{done}”") for done in DONE)],
    )
    years = forms.IntegerField(
        label="For how many years",
        help_text="6 to 150. Claims can be brought for six (Limitation Act 1980).",
        error_messages={"required": "Enter for how many years"},
    )
    reason = forms.CharField(
        label="Why",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example, the law or the schedule of your organisation that says so.",
        error_messages={"required": "Enter why"},
    )


@require_http_methods(["GET", "POST"])
def events_kept(request: HttpRequest) -> HttpResponse:
    """What holds, what would go, what went; and a line of one's own."""
    only_governance()
    form = KeepingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _kept(form):
        messages.success(request, "Kept. Nothing is erased by this: that is an act of its own.")
        return HttpResponseRedirect(reverse("events_kept"))
    acts = retention.acts()
    posts = Post.objects.select_related("practitioner").in_bulk([act.post for act in acts if act.post])
    context = {
        "form": form,
        "kept": retention.kept(),
        "past": retention.past(),
        "acts": [(act, posts.get(act.post or 0)) for act in acts],
        "waits": any(act.done_at is None for act in acts),
        "proven": retention.proven(),
    }
    return render(request, "desk/governance/events_kept.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def erase_events(request: HttpRequest) -> HttpResponse:
    """The act. What goes is what is past its time at this moment, by what holds at this moment."""
    only_governance()
    retention.erase()
    messages.success(request, "Decided. They go once this decision itself is numbered and signed, in a minute or two.")
    return HttpResponseRedirect(reverse("events_kept"))


def _kept(form: forms.Form) -> bool:
    """Whether it was taken; if not, the form says why."""
    try:
        retention.keep(form.cleaned_data["action"], form.cleaned_data["years"], form.cleaned_data["reason"])
    except Invalid as error:
        form.add_error("years", str(error))
        return False
    return True
