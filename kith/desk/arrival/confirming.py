"""Confirming that it is still them, where something sensitive is asked for, and going on where one was."""

from datetime import timedelta
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kith.core import held
from kith.core.session import acting

JUST_NOW = timedelta(minutes=5)
WAYS = (  # the kind of proof, the page that takes it, its button
    (Authenticator.Type.WEBAUTHN, "mfa_reauthenticate_webauthn", "Use a passkey"),
    (Authenticator.Type.TOTP, "mfa_reauthenticate", "Use a code from your authenticator app"),
)


def confirm(request: HttpRequest) -> HttpResponse:
    """Why a new proof is asked for, and the ways to give it that this account has."""
    on = f"{reverse('confirmed')}?{urlencode({'next': wanted(request)})}"
    context = {
        "ways": [(f"{address}?{urlencode({'next': on})}", words) for address, words in ways(request)],
        "kept": held.held(request, acting().human) is not None,
        "demo": settings.DEMO and not request.user.is_authenticated,
        "next": wanted(request),
    }
    return render(request, "desk/arrival/confirm.html", context)


def confirmed(request: HttpRequest) -> HttpResponse:
    """On to where they were. A form that was held is sent again, by them: nothing is sent behind their back."""
    actor = acting()
    if actor.confirmed_at is None or actor.at - actor.confirmed_at > JUST_NOW:
        return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': wanted(request)})}")
    form = held.held(request, actor.human)
    if form is None:
        return HttpResponseRedirect(wanted(request))
    response = render(request, "desk/arrival/confirmed.html", {"form": form})
    held.let_go(request, response)
    return response


def has(request: HttpRequest, kind: str) -> bool:
    """Whether whoever is signed in has such a proof. Whoever came through the demo's door has none."""
    return Authenticator.objects.filter(user_id=request.user.pk, type=kind).exists()


def ways(request: HttpRequest) -> list[tuple[str, str]]:
    """Addresses and words of the proofs that this account can give: its own, and of providers it is tied to."""
    own = [(reverse(page), words) for kind, page, words in WAYS if has(request, kind)]
    bound = SocialAccount.objects.filter(user_id=request.user.pk, provider__in=settings.IDENTITY_PROVIDERS)
    providers = [settings.IDENTITY_PROVIDERS[one.provider] for one in bound]
    return own + [(reverse("identity_confirm", args=[one.id]), f"Use {one.name}") for one in providers]


def wanted(request: HttpRequest, name: str = "next") -> str:
    """Where they were going: an address of ours, or the start."""
    address = request.GET.get(name) or request.POST.get(name) or "/"
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()) else "/"
