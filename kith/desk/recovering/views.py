"""Pages of both sides: whoever has lost everything, and the two colleagues who vouch for them."""

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.agencies.queries import practitioner_of
from kith.core.session import acting, call, rows
from kith.desk.recovering import door

STOP = "kith stop recovery"
WEEK = 7 * 24 * 3600
ASKED = """Somebody, we hope you, has asked to sign in to your Kith account without your phone, passkey and codes.

Two colleagues must vouch for them face to face, and it cannot happen before {due}.

If it was not you, stop it here: {link}
Then tell your organisation's Kith administrator: whoever it was knows your password. Change it.
"""
DONE = """The passkeys, authenticator app and recovery codes of your Kith account were removed at {time}, and you were
signed out everywhere. Two colleagues had vouched for you.

If this was not you, tell your organisation's Kith administrator at once: they can close the account.
"""


class Vouch(forms.Form):
    with_them = forms.BooleanField(
        label="They are here with me, and I know them",
        error_messages={"required": "Vouch only for somebody who stands before you and whom you know"},
    )
    code = forms.CharField(
        label="The number on their screen", help_text="8 figures", error_messages={"required": "Enter the number"}
    )
    reason = forms.CharField(
        label="How do you know that it is them?",
        help_text="Such as “we have worked in one team for two years”. It is recorded with your name.",
        max_length=200,
        error_messages={"required": "Say how you know that it is them"},
    )

    def clean_code(self) -> str:
        return "".join(figure for figure in self.cleaned_data["code"] if figure.isdecimal())


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def recover(request: HttpRequest) -> HttpResponse:
    """After the right password, in the place of the second factor: ask, wait, and begin anew."""
    stage = request._login_stage  # type: ignore[attr-defined] # allauth's decorator sets it
    user: User = stage.login.user
    practitioner = practitioner_of(user.pk)
    if practitioner is None:
        raise Http404
    if request.method == "POST" and "finish" in request.POST:
        return _finish(request, practitioner.pk, user, stage)
    code = _ask(request, practitioner.pk, user) if request.method == "POST" else None
    return render(request, "desk/recovering/recover.html", {"asked": door.asked(practitioner.pk), "code": code})


def _ask(request: HttpRequest, practitioner_id: int, user: User) -> str:
    number, code = door.ask(practitioner_id, user)
    asked = door.asked(practitioner_id)
    due = timezone.localtime(asked.due).strftime("%H:%M on %-d %B %Y") if asked else ""
    link = request.build_absolute_uri(reverse("stop_recovery", args=[signing.dumps(number, salt=STOP)]))
    door.tell(user, "somebody asks to sign in without your phone or passkey", ASKED.format(due=due, link=link))
    return code


def _finish(request: HttpRequest, practitioner_id: int, user: User, stage: AuthenticateStage) -> HttpResponse:
    if not door.finish(practitioner_id, user):
        messages.error(request, "This cannot be done yet, or not with this request any more. Nothing was changed.")
        return HttpResponseRedirect(reverse("recover"))
    time = timezone.localtime().strftime("%H:%M on %-d %B %Y")
    door.tell(user, "your passkeys and codes were removed", DONE.format(time=time))
    on: HttpResponse = stage.exit()
    return on


def stop_recovery(request: HttpRequest, token: str) -> HttpResponse:
    """From the notice: a page with a button, so that no mail scanner stops it by looking."""
    try:
        number = int(signing.loads(token, salt=STOP, max_age=WEEK))
    except signing.BadSignature as bad:
        raise Http404 from bad
    if request.method == "POST":
        door.stop(number)
    return render(request, "desk/recovering/stopped.html", {"stopped": request.method == "POST"})


@require_POST
def stop_my_recovery(request: HttpRequest) -> HttpResponse:
    """On another device, on which they are signed in."""
    call("access.stop_my_recovery")
    words = "It is stopped. Change your password now: whoever asked knew it. Then tell your administrator."
    messages.success(request, words)
    return HttpResponseRedirect(reverse("my_account"))


def recoveries(request: HttpRequest) -> HttpResponse:
    """Colleagues who have lost everything and whom I may vouch for."""
    return _listed(request, Vouch(), None)


@require_POST
def vouch(request: HttpRequest, recovery: int) -> HttpResponse:
    """Say that it is them. The number proves that they told it."""
    form = Vouch(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        if call("access.vouch", recovery, typed["code"], typed["reason"]):
            messages.success(request, "You have vouched for them. A second colleague must, too.")
            return HttpResponseRedirect(reverse("recoveries"))
        form.add_error("code", "That is not the number on their screen. After five wrong ones they must ask again.")
    return _listed(request, form, recovery)


def _listed(request: HttpRequest, form: Vouch, of: int | None) -> HttpResponse:
    acting()
    found = rows("SELECT id, name, title, asked_at, vouched, mine FROM access.recoveries()")
    waiting = [{"form": form if row[0] == of else Vouch(auto_id=f"id_{row[0]}_%s"), "row": row} for row in found]
    context = {"waiting": waiting, "wrong": form if of else None}
    return render(request, "desk/recovering/recoveries.html", context, status=422 if of else 200)
