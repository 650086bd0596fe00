"""Practitioners of the town with accounts, and a browser at the door."""

from collections.abc import Callable
from typing import Any

import pytest

MakeAccount = Callable[..., Any]


@pytest.fixture
def account(town):
    """`account("sara")`: Sara's account with a password, and a second factor unless told otherwise."""
    from tests.agencies.accounts import Account

    return lambda key, **options: Account.of(town, key, **options)


@pytest.fixture(autouse=True)
def quick_and_quiet(monkeypatch: pytest.MonkeyPatch):
    """A password hash that costs nothing, and mail that stays in memory: neither is what these tests are about."""
    from django.core import mail
    from django.test import override_settings

    from kith.agencies import posting

    mail.outbox = []
    monkeypatch.setattr(posting, "post", posting._send)  # at once: tests/agencies/test_mail.py sends as Kith does
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):
        yield


@pytest.fixture(scope="session")
def published() -> None:
    """Static files under their hashed names, as the pages ask for them."""
    from kith.core.frontend import publish

    publish()


@pytest.fixture
def browser(published: None):
    from django.test import Client

    return Client(headers={"host": "localhost"})
