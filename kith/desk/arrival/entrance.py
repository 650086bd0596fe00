"""What arriving and leaving add to the rest: links in the frame, a changed password that ends every session, and a
passkey or code that confirms one."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authentication_failed, authenticator_used
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from kith.access.door import confirm_session, end_sessions_of, refuse_sign_in
from kith.agencies.identity.binding import confirmed
from kith.agencies.models import Practitioner
from kith.agencies.proofs import last_proof
from kith.agencies.queries import practitioner_of
from kith.core import navigation
from kith.core.session import TOKEN_COOKIE


def register() -> None:
    """Called once, when the application starts."""
    navigation.add("People and teams", "people_and_teams", order=80, shown=lambda me: "administrator" in me.roles)
    navigation.add("My account", "my_account", order=90)
    navigation.add("Sign out", "account_logout", place="leave")
    for changed in (password_changed, password_reset):
        changed.connect(end_every_session, dispatch_uid=f"end sessions {id(changed)}")
    user_login_failed.connect(refused, dispatch_uid="refused with a password")
    authentication_failed.connect(refused_second, dispatch_uid="refused with a second factor")
    authenticator_used.connect(confirm, dispatch_uid="confirm the session")
    confirmed.connect(confirm, dispatch_uid="confirm the session by an identity")


def end_every_session(user: AbstractBaseUser, **signal: Any) -> None:
    """Whoever learned the old password is put out, whatever post they act in."""
    practitioner = practitioner_of(user.pk)
    if practitioner:
        end_sessions_of(practitioner.pk, "the password was changed")


def refused(credentials: dict[str, Any], **signal: Any) -> None:
    """A wrong password leaves its event: whose account, where there is one; nothing that was typed."""
    known = Practitioner.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    refuse_sign_in("password", known.pk if known else None)


def refused_second(user: AbstractBaseUser, **signal: Any) -> None:
    """A wrong code, or a passkey that does not fit."""
    practitioner = practitioner_of(user.pk)
    refuse_sign_in("second factor", practitioner.pk if practitioner else None)


def confirm(request: HttpRequest, user: AbstractBaseUser, proof: str = "", **signal: Any) -> None:
    """A passkey, a second factor or an identity was shown anew: the session here, if it is theirs, is confirmed."""
    token, practitioner = request.COOKIES.get(TOKEN_COOKIE), practitioner_of(user.pk)
    if token and practitioner:
        confirm_session(token, practitioner.pk, proof or last_proof(request))
