"""To a provider and back; binding an identity to one's account and letting go of it."""

import time
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import INTERNAL_RESET_SESSION_KEY
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kith.agencies.identity.binding import invited, write_down
from kith.agencies.identity.protocol import Checked, ask
from kith.agencies.second_factor import enrolled


def known(provider_id: str) -> str:
    """An id of a provider of this installation. Raises Http404."""
    if provider_id not in settings.IDENTITY_PROVIDERS:
        raise Http404
    return provider_id


@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Sign in with an identity of this provider."""
    wanted = get_next_redirect_url(request)
    return ask(request, known(provider_id), AuthProcess.LOGIN, {}, next_url=wanted)


@require_POST
def accept(request: HttpRequest, provider_id: str, uidb36: str) -> HttpResponseBase:
    """Instead of a password, on the page that the invitation's link opened in this browser."""
    link = [uidb36, request.session.get(INTERNAL_RESET_SESSION_KEY, "")]
    if invited(*link) is None:
        raise Http404
    return ask(request, known(provider_id), AuthProcess.LOGIN, {"prompt": "login"}, data={"invited": link})


@require_POST
@login_required
@reauthentication_required(app="allauth.socialaccount")
def connect(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Bind an identity to one's own account."""
    return ask(request, known(provider_id), AuthProcess.CONNECT, {"prompt": "login"}, next_url=reverse("mfa_index"))


@require_GET
@login_required
def confirm(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Show again, at the provider, that it is still you. They must ask anew: max_age=0."""
    anew = {"prompt": "login", "max_age": "0"}
    asked = {"confirm": {"user": request.user.pk, "at": int(time.time())}}
    wanted = get_next_redirect_url(request) or "/"
    return ask(request, known(provider_id), AuthProcess.REDIRECT, anew, next_url=wanted, data=asked)


@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The provider's answer. One that names another issuer was meant for somebody else (RFC 9207)."""
    adapter = Checked(request, known(provider_id))
    issuer = request.GET.get("iss", adapter.provider.issuer)
    if issuer.rstrip("/") != adapter.provider.issuer:
        return render_authentication_error(request, adapter.get_provider(), exception="another issuer")
    answer: HttpResponseBase = OAuth2CallbackView.adapter_view(adapter)(request)
    return answer


@require_POST
@login_required
@reauthentication_required(app="allauth.socialaccount")
def disconnect(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let go of an identity, unless it is the only way in."""
    account = get_object_or_404(SocialAccount, pk=pk, user_id=request.user.pk)
    if not enrolled(request.user):
        messages.error(request, "This is your only way in. Set up a passkey before you remove it.")
        return HttpResponseRedirect(reverse("mfa_index"))
    write_down(request.user, "remove_identity", account.provider)
    account.delete()
    messages.success(request, "The identity has been removed. It no longer signs you in.")
    return HttpResponseRedirect(reverse("mfa_index"))


def unknown(request: HttpRequest) -> HttpResponseBase:
    """Right identity, nobody's account."""
    return render(request, "agencies/identity_unknown.html")


def cancelled(request: HttpRequest) -> HttpResponseBase:
    """They changed their mind at the provider."""
    messages.info(request, "You came back without signing in. Nothing has been changed.")
    return HttpResponseRedirect(reverse("account_login"))


def of_account(request: HttpRequest) -> dict[str, Any]:
    """For the page of the account: identities that are bound, and providers of which none is."""
    bound = list(SocialAccount.objects.filter(user_id=request.user.pk))
    providers = settings.IDENTITY_PROVIDERS
    there = [(one, providers[one.provider]) for one in bound if one.provider in providers]
    names = {one.provider for one in bound}
    return {"identities": there, "unbound": [one for key, one in providers.items() if key not in names]}
