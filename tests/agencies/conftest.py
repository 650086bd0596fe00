"""Practitioners of the town with accounts, and a browser at the door."""

from collections.abc import Callable
from typing import Any

import pytest

MakeAccount = Callable[..., Any]


@pytest.fixture
def account(town):  # noqa: ANN001, ANN201  Account imports Django, which is not set up while this file is read
    """`account("sara")`: Sara's account with a password, and a second factor unless told otherwise."""
    from tests.agencies.accounts import Account

    return lambda key, **options: Account.of(town, key, **options)


@pytest.fixture(scope="session")
def published() -> None:
    """Static files under their hashed names, as the pages ask for them."""
    from kith.core.frontend import publish

    publish()


@pytest.fixture
def browser(published: None):  # noqa: ANN201  the same
    from django.test import Client

    return Client(headers={"host": "localhost"})
