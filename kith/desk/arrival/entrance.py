"""What arriving and leaving add to the rest: links in the frame, and a changed password that ends every session."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.base_user import AbstractBaseUser

from kith.access.door import end_sessions_of
from kith.agencies.queries import practitioner_of
from kith.core import navigation


def register() -> None:
    """Called once, when the application starts."""
    navigation.add("People and teams", "people_and_teams", order=80, shown=lambda me: "administrator" in me.roles)
    navigation.add("My account", "my_account", order=90)
    navigation.add("Sign out", "account_logout", place="leave")
    for changed in (password_changed, password_reset):
        changed.connect(end_every_session, dispatch_uid=f"end sessions {id(changed)}")


def end_every_session(user: AbstractBaseUser, **signal: Any) -> None:
    """Whoever learned the old password is put out, whatever post they act in."""
    practitioner = practitioner_of(user.pk)
    if practitioner:
        end_sessions_of(practitioner.pk)
