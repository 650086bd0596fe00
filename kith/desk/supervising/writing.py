"""Write a session down, and what was discussed about people: the first for the two, the second on the record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.models import Involvement
from kith.audit.log import log
from kith.core.clock import today
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.desk.supervising.drafting import kept_about, taken_up
from kith.desk.supervising.forms import DiscussionForm, SessionForm
from kith.desk.supervising.views import ask_to_confirm, other_of
from kith.people.queries import names_of
from kith.supervision import queries
from kith.supervision.actions.discuss import discuss
from kith.supervision.actions.write_session import write_session
from kith.supervision.models import SECTIONS, Agreement

Chosen = list[tuple[Any, str]]


def write(request: HttpRequest, supervision: UUID) -> HttpResponse:
    """Both on one page: what the two say to each other, and what is about a person."""
    ask_to_confirm()
    held = queries.agreement_of(supervision)
    begun, state, typed = taken_up(held.id)
    form = SessionForm(request.POST or None, initial=begun, **_offered(held))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made, said = _written(request, held, form)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("session_of_supervision", args=[made]))
    context = {
        "each": held, "form": form, "other": other_of(held), "above": queries.read_above(), "state": state,
        "typed": typed, "sections": SECTIONS, "last": queries.last_of(held.id),
    }  # fmt: skip
    return render(request, "desk/supervising/write.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, held: Agreement, form: SessionForm) -> tuple[UUID, str]:
    entered = form.cleaned_data
    made = write_session(
        agreement=held.id, held_on=entered["held_on"], said=form.said, next_on=entered["next_on"]
    )  # fmt: skip
    said = "Written. It is on nobody's record."
    if form.discussion:
        draft, _ = kept_about(request, entered["person"])
        discuss(person_id=entered["person"], on=entered["held_on"], about=form.discussion, draft_id=draft)
        said = "Written. What you discussed about a person is on their record, and the actions wait for who does them."
    return made, said


def discuss_person(request: HttpRequest, supervision: UUID) -> HttpResponse:
    """Somebody more who was discussed. Nothing of the session goes with it."""
    held = queries.agreement_of(supervision)
    form = DiscussionForm(request.POST or None, **_offered(held))
    form.fields["person"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                entry = discuss(person_id=form.cleaned_data["person"], on=today(), about=form.discussion)  # type: ignore[arg-type]  # a person is required
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "On their record now, and the actions wait for who does them.")
            return HttpResponseRedirect(reverse("entry", args=[entry.person_id, entry.id]))
    context = {"each": held, "form": form, "other": other_of(held)}
    return render(request, "desk/supervising/discuss.html", context, status=422 if form.errors else 200)


def _offered(held: Agreement) -> dict[str, Chosen]:
    doers = [(post.pk, f"{post.practitioner.name}, {post.title}") for post in (held.supervisee, held.supervisor)]
    return {"people": _people(held.supervisee_id), "doers": doers}


def _people(post: int) -> Chosen:
    """Whom a post is involved with by name, as far as the caller opens that, by name. Leaves its event."""
    at = acting().at
    going = Involvement.objects.filter(holder_id=post, closed=False, starts__lte=at).exclude(ends__lte=at)
    names = names_of(set(going.values_list("person_id", flat=True)))
    log("list", rows=list(names))
    return sorted(names.items(), key=lambda each: each[1])
