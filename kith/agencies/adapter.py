"""What Kith asks of sign-in beyond allauth: only practitioners in good standing, no sign-up, plain words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from kith.agencies import attempts, known_browser, posting
from kith.agencies.arrival import Arrival, announce, arrival_of
from kith.agencies.identity import reach
from kith.agencies.mails import MAILS
from kith.agencies.models import AccountState
from kith.agencies.queries import practitioner_of

SAID = {
    "account/messages/password_changed.txt": "Your password has been changed.",
    "socialaccount/messages/account_connected.txt": "Your identity is tied to your account. You can sign in with it.",
    "socialaccount/messages/account_connected_updated.txt": "This identity was tied to your account already.",
    "socialaccount/messages/account_connected_other.txt": "This identity is tied to another account.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app has been removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey has been added.",
    "mfa/messages/webauthn_removed.txt": "The passkey has been removed.",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes. The old ones no longer work.",
}


class PractitionerAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right.",
        "too_many_login_attempts": "Too many codes. Wait five minutes and try again, or use a passkey.",
        "incorrect_password": "That password is not right.",
        "enter_current_password": "That is not your current password.",
        "invalid_password_reset": "This link has been used or is too old.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted before it is tried (attempts.py). Raises ValidationError, in the same words for any address."""
        try:
            attempts.count(request, credentials.get("email", ""), self.get_client_ip(request))
        except attempts.TooMany as told:
            raise ValidationError(told.words) from told

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user:
            attempts.forgive(request, credentials.get("email", ""))
        return user

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **hook: Any) -> HttpResponse | None:
        """Right password, but not a practitioner in good standing: the page that says whom to ask."""
        practitioner = practitioner_of(user.pk)
        if not practitioner or practitioner.state != AccountState.ACTIVE:
            clear_login(request)
            return self.respond_user_inactive(request, user)
        reach.settle(request, practitioner)
        return super().pre_login(request, user, **hook)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Django throws the browser's session away where somebody else was signed in; how far this one goes stays."""
        kept = request.session.get(reach.KEPT)
        super().login(request, user)
        if kept:
            request.session[reach.KEPT] = kept

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "kith.agencies.identity.stages.SecondFactor"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hook: Any) -> HttpResponse:
        """On to the choice of post; where they wanted to go waits in the arrival."""
        wanted = hook.pop("redirect_url", None) or get_next_redirect_url(request) or ""
        response = super().post_login(request, user, redirect_url=reverse("choose_post"), **hook)
        known_browser.remember(request, response, user.get_username())
        announce(response, Arrival(user.pk, wanted if self.is_safe_url(wanted) else ""))
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who has just arrived: they must enrol a second factor and keep their recovery codes."""
        arriving = self.request is not None and arrival_of(self.request)
        return not arriving and super().is_reauthentication_required(app=app, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Once what it tells of is certain. Nobody waits for it: the wait would tell who has an account."""
        mail = self.render_mail(template_prefix, email, context)
        transaction.on_commit(lambda: posting.post(mail), using="door")

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """One of `MAILS`, in plain text."""
        mail = MAILS[template_prefix]
        time = timezone.localtime().strftime("%H:%M on %-d %B %Y")
        words = mail.words.format(time=time, link=context.get("password_reset_url", ""))
        return EmailMessage(mail.subject, words, to=[email] if isinstance(email, str) else email, headers=headers)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what is worth saying, in our words."""
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser | None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_inactive"))
