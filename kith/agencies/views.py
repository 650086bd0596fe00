"""What allauth's views leave out: the page that asks for a first second factor, and not losing the last one."""

from typing import Any

from allauth.account.forms import ResetPasswordKeyForm
from allauth.account.views import LoginView, PasswordResetFromKeyView
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kith.agencies.identity.views import of_account
from kith.agencies.known_browser import remember
from kith.agencies.second_factor import SecondFactorAdapter, enrolled


@login_required
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Choose a second factor. Before this is done nothing else opens."""
    if enrolled(request.user):
        return HttpResponseRedirect(reverse("choose_post"))
    return render(request, "agencies/enrol.html")


@login_required
def passkeys(request: HttpRequest) -> HttpResponseBase:
    """allauth comes here after a change; the passkeys stand on the page of the account."""
    return HttpResponseRedirect(reverse("mfa_index"))


@login_required
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey, unless it is the only second factor."""
    passkey = get_object_or_404(Authenticator, pk=pk, user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    adapter = SecondFactorAdapter()
    if not adapter.can_delete_authenticator(passkey):
        messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
        return HttpResponseRedirect(reverse("mfa_index"))
    return remove_webauthn(request, pk=pk)


class SignIn(LoginView):
    """Passkey, password, or the organisation's own sign-in."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        ways = {"demo": settings.DEMO, "providers": settings.IDENTITY_PROVIDERS.values()}
        return super().get_context_data(**more) | ways


class Account(IndexView):
    """How one signs in."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**more) | of_account(self.request)


class SetPassword(PasswordResetFromKeyView):
    """The link that was mailed. Whoever reads the account's mail is no stranger to it: their browser is known."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """An account that was never used can be tied to an identity instead of a password."""
        unused = getattr(self, "reset_user", None) and self.reset_user.last_login is None
        providers = settings.IDENTITY_PROVIDERS.values() if unused else []
        return super().get_context_data(**more) | {"providers": providers, "uidb36": self.kwargs["uidb36"]}

    def form_valid(self, form: ResetPasswordKeyForm) -> HttpResponseBase:
        response = super().form_valid(form)
        remember(self.request, response, self.reset_user.email)
        return response


sign_in = SignIn.as_view()
account = Account.as_view()
set_password = SetPassword.as_view()
