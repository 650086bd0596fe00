"""Which practitioner an identity is: never guessed from an email address, always bound by one who could sign in anyway.

Bound in two ways: by whoever holds the invitation's link, before the account was ever used; or by the practitioner,
signed in, who has just shown again that it is them. An administrator alone cannot bind: they would bind themself
(docs/decisions/0022-identities-of-others.md).
"""

import logging
import time
from typing import Any

from allauth.account.forms import UserTokenForm
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db import connections
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from requests import Session

from kith.agencies.identity.claims import two_factors
from kith.agencies.identity.protocol import LEEWAY, Answer
from kith.agencies.queries import practitioner_of

log = logging.getLogger("kith.identity")
confirmed = Signal()  # request, user, proof: they have just shown again, at their provider, that it is them


class IdentityAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The answer is good. Accept an invitation, or a proof that it is still them, where that was the question."""
        asked = sociallogin.state.get("data") or {}
        if "invited" in asked and not sociallogin.is_existing:
            accept(request, sociallogin, asked["invited"])
        if "confirm" in asked:
            confirm(request, sociallogin, asked["confirm"])

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: an identity that is bound to nobody is told whom to ask, whatever address it carries."""
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("identity_unknown")))

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("mfa_index")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """What went wrong goes to the log, without anything that the provider sent."""
        log.warning("sign-in by %s failed: %s %s", provider.sub_id, told.get("error"), told.get("exception") or "")

    def get_requests_session(self) -> Session:
        """To the provider and nowhere else that its answers may point to."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session


def invited(uidb36: str, key: str) -> User | None:
    """Whose link this is, if it is good and the account was never used."""
    form = UserTokenForm(data={"uidb36": uidb36, "key": key})
    return form.reset_user if form.is_valid() and form.reset_user.last_login is None else None


def accept(request: HttpRequest, sociallogin: SocialLogin, link: list[str]) -> None:
    """The holder of an unused invitation is this identity from now on. The link is used up: they are signed in."""
    user = invited(*link)
    if user is not None:
        sociallogin.connect(request, user)


def confirm(request: HttpRequest, sociallogin: SocialLogin, asked: dict[str, Any]) -> None:
    """The same human, asked by their provider since we sent them there, with two factors; else nothing is confirmed."""
    answer: Answer = request.identity  # type: ignore[attr-defined] # set by protocol.Checked
    at = answer.token.get("auth_time")
    anew = isinstance(at, int) and asked["at"] - LEEWAY <= at <= time.time() + LEEWAY
    same = sociallogin.is_existing and sociallogin.user.pk == request.user.pk == asked["user"]
    if same and anew and two_factors(answer.provider, answer.token):
        proof = f"identity at {answer.provider.id}"
        confirmed.send(sender=SocialAccount, request=request, user=request.user, proof=proof)


def bound(sociallogin: SocialLogin, **signal: Any) -> None:
    """allauth says so, whichever way it was."""
    write_down(sociallogin.user, "bind_identity", sociallogin.account.provider)


def write_down(user: AbstractBaseUser | AnonymousUser, act: str, provider_id: str) -> None:
    """An identity was bound or removed."""
    practitioner = practitioner_of(user.pk) if user.pk else None
    if practitioner:
        with connections["door"].cursor() as cursor:
            cursor.execute(
                "SELECT agencies.log_sign_in(%s, %s, jsonb_build_object('provider', %s::text))",
                [practitioner.pk, act, provider_id],
            )
