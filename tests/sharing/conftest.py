"""Whom requests and what answers them are about."""

from typing import Any
from uuid import UUID

import pytest

from kith.access import facts


@pytest.fixture
def known(town: Any) -> UUID:
    """A child of Sara's whom the health visitors know as well."""
    person = town.child()
    with town.acting("sara"):
        facts.involve(person, town.team["health visitors"], "core group: health visitor or school nurse")
    return person
