"""People and teams of my organisation. Shown to administrators; every change is decided again by the database."""

from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.access import administration
from kith.agencies import queries
from kith.agencies.actions.invite import invite
from kith.agencies.models import Practitioner
from kith.core.errors import Invalid, Refused
from kith.core.session import acting
from kith.desk.administration.changes import CHANGES
from kith.desk.administration.forms import AddPractitioner, Appoint, role_choices


def my_organisation() -> int:
    """The agency that the caller looks after. Raises Refused."""
    actor = acting()
    if actor.post is None or actor.agency is None or not queries.is_administrator(actor.post):
        raise Refused("Only an administrator of your organisation can look after its people and teams.")
    return actor.agency


def people(request: HttpRequest) -> HttpResponse:
    """Everyone with a post in my organisation, and its teams."""
    organisation = my_organisation()
    context = {
        "organisation": queries.agency(organisation),
        "colleagues": queries.colleagues(organisation),
        "teams": queries.teams_of(organisation),
    }
    return render(request, "desk/administration/people.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Add somebody who is not in Kith yet: practitioner, post, account, invitation."""
    my_organisation()
    form = AddPractitioner(request.POST or None)
    post = form.is_valid() and _taken(form, partial(administration.add_practitioner, **form.cleaned_data))
    if not post:
        return render(request, "desk/administration/add.html", {"form": form}, status=422 if form.errors else 200)
    send_invitation(request, Practitioner.objects.get(posts=post))
    return _back(request, post, "They have been added. A link to set their password is on its way.")


def appoint(request: HttpRequest) -> HttpResponse:
    """A post in my organisation for somebody who is in Kith already."""
    my_organisation()
    form = Appoint(request.POST or None)
    post = form.is_valid() and _taken(form, partial(_appoint, **form.cleaned_data))
    if not post:
        return render(request, "desk/administration/appoint.html", {"form": form}, status=422 if form.errors else 200)
    return _back(request, post, "They have a post in your organisation.")


def _appoint(email: str, title: str) -> int:
    practitioner = Practitioner.objects.filter(email=email.lower()).first()
    if practitioner is None:
        raise Invalid("Nobody in Kith has this email address. Add them as a new person.")
    return administration.appoint(practitioner.pk, title)


def colleague(request: HttpRequest, post_id: int) -> HttpResponse:
    """One colleague: teams, roles, account, training."""
    organisation = my_organisation()
    context = {
        "colleague": _colleague(organisation, post_id),
        "teams": queries.teams_of(organisation),
        "roles": role_choices(),
    }
    return render(request, "desk/administration/colleague.html", context)


@require_POST
def change(request: HttpRequest, post_id: int, act: str) -> HttpResponse:
    """Carry out one of `CHANGES`, or send the invitation again."""
    found = _colleague(my_organisation(), post_id)
    if act == "invite":
        send_invitation(request, found.post.practitioner)
        return _back(request, post_id, "A new link to set their password is on its way.")
    if act not in CHANGES:
        raise Http404
    CHANGES[act].act(found, request.POST)
    return _back(request, post_id, CHANGES[act].done)


def send_invitation(request: HttpRequest, practitioner: Practitioner) -> None:
    """After the transaction, when the door's login can see the practitioner. A mail that fails is logged."""
    site = f"{request.scheme}://{request.get_host()}"
    transaction.on_commit(partial(invite, practitioner=practitioner, site=site), robust=True)


def _taken(form: forms.Form, act: partial[int]) -> int | None:
    """What the act returns, or None with its objection on the form."""
    try:
        return act()
    except Invalid as objection:
        form.add_error(None, str(objection))
        return None


def colleague_of_mine(post_id: int) -> queries.Colleague:
    """Somebody with a post in the organisation that the caller looks after. Raises Refused; absent for others."""
    return _colleague(my_organisation(), post_id)


def _colleague(organisation: int, post_id: int) -> queries.Colleague:
    found = queries.colleague(organisation, post_id)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest, post_id: int, done: str) -> HttpResponse:
    messages.success(request, done)
    return HttpResponseRedirect(reverse("colleague", kwargs={"post_id": post_id}))
