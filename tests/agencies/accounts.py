"""An account as a test uses it: a password, an authenticator app that a test can read, and the way in."""

import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from kith.agencies.actions.open_account import open_account
from kith.agencies.models import Practitioner
from tests.town import Town

PASSWORD = "three random words"
PERIOD = 30


def code_of(secret: str, periods: int = 0) -> str:
    """What the app shows now, or so many periods later. Not in a period's last seconds, so that it arrives in time."""
    left = PERIOD - time.time() % PERIOD
    if left < 6:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + periods))


def forget_attempts() -> None:
    """As if fifteen minutes had passed."""
    cache.clear()
    with connections["door"].cursor() as cursor:
        cursor.execute("DELETE FROM sign_in_attempt")


@dataclass
class Account:
    user: User
    email: str
    secret: str | None

    @classmethod
    def of(cls, town: Town, key: str, second_factor: bool = True) -> "Account":
        """Afresh: other tests' sign-ins and attempts are forgotten."""
        forget_attempts()
        user = open_account(practitioner=Practitioner.objects.get(pk=town.human[key]))
        user.set_password(PASSWORD)
        user.save()
        Authenticator.objects.filter(user_id=user.pk).delete()
        secret = generate_totp_secret() if second_factor else None
        if secret:
            TOTP.activate(user, secret)
        return cls(user, user.email, secret)

    def give_password(self, browser: Client, password: str = PASSWORD, **more: str) -> Any:
        return browser.post(reverse("account_login"), {"login": self.email, "password": password, **more})

    def give_code(self, browser: Client, code: str | None = None) -> Any:
        return browser.post(reverse("mfa_authenticate"), {"code": code or code_of(self.secret or "")})

    def arrive(self, browser: Client) -> Any:
        """Password and code; the answer to the code."""
        self.give_password(browser)
        return self.give_code(browser)

    def sign_in(self, browser: Client) -> Any:
        """All the way into the only post; the answer of the choice of post."""
        self.arrive(browser)
        return browser.get(reverse("choose_post"))
