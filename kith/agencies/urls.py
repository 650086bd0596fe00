"""Signing in and looking after one's account. Only what is named here exists: no sign-up, no e-mail management.

Names are allauth's, because its views redirect by them; addresses are ours. Every view runs in one transaction of the
door's login: a recovery code is used up and accepted, or neither.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path

from kith.agencies import views
from kith.agencies.identity import views as identity

View = Callable[..., HttpResponseBase]
STEP = 0.1  # seconds


def door(route: str, view: View, name: str) -> URLPattern:
    """The address of a view that works through the door's login."""
    return path(route, at_the_door(view), name=name)


def levelled(route: str, view: View, name: str) -> URLPattern:
    """The same, answering in whole steps of time: how long it took does not tell whether there is such an account."""
    return path(route, in_steps(at_the_door(view)), name=name)


def in_steps(view: View) -> View:
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(STEP - (time.monotonic() - began) % STEP)
        return response

    return answer


def at_the_door(view: View) -> View:
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic(using="door"):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()  # a template's queries belong to the transaction too
            return response

    return answer


urlpatterns = [
    levelled("sign-in/", views.sign_in, "account_login"),
    door("sign-in/second-factor/", mfa.authenticate, "mfa_authenticate"),
    door("sign-in/with/<slug:provider_id>/", identity.begin, "openid_connect_login"),
    door("sign-in/with/<slug:provider_id>/back/", identity.callback, "openid_connect_callback"),
    door("sign-in/unknown-identity/", identity.unknown, "identity_unknown"),
    door("sign-in/not-finished/", identity.cancelled, "socialaccount_login_cancelled"),
    door("password/set/<slug:uidb36>/with/<slug:provider_id>/", identity.accept, "identity_accept"),
    door("account/identities/<slug:provider_id>/tie/", identity.connect, "identity_connect"),
    door("account/identities/<int:pk>/remove/", identity.disconnect, "identity_disconnect"),
    door("account/confirm/with/<slug:provider_id>/", identity.confirm, "identity_confirm"),
    door("sign-in/passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    door("sign-in/not-open/", account.account_inactive, "account_inactive"),
    door("sign-in/enrol/", views.enrol, "enrol"),
    levelled("password/forgotten/", account.password_reset, "account_reset_password"),
    door("password/forgotten/sent/", account.password_reset_done, "account_reset_password_done"),
    re_path(
        r"^password/set/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        at_the_door(views.set_password),
        name="account_reset_password_from_key",
    ),
    door("password/set/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    door("account/", views.account, "mfa_index"),
    door("account/password/", account.password_change, "account_change_password"),
    door("account/confirm/password/", account.reauthenticate, "account_reauthenticate"),
    door("account/confirm/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    door("account/confirm/passkey/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    door("account/app/add/", totp.activate_totp, "mfa_activate_totp"),
    door("account/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    door("account/passkeys/", views.passkeys, "mfa_list_webauthn"),
    door("account/passkeys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    door("account/passkeys/<int:pk>/remove/", views.remove_passkey, "mfa_remove_webauthn"),
    door("account/passkeys/<int:pk>/rename/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    door("account/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    door("account/recovery-codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
]
