"""A child of the town whom Sara's team works with, and short ways to write and to look behind the locks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

YESTERDAY = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=1)


@pytest.fixture
def child(town) -> UUID:
    return town.child()


@pytest.fixture
def core_group(town) -> Callable[..., UUID]:
    """Somebody of another agency joins the work, accepted by the lead agency."""
    from kith.access import facts

    def join(child: UUID, holder: int, profile: str) -> UUID:
        with town.acting("manager"):
            return facts.involve(child, holder, profile)

    return join


@pytest.fixture
def note() -> Callable[..., Any]:
    """A recording: a case note in social care at practice, unless said otherwise."""
    from kith.record.recording import Recording

    def make(text: str = "Seen at home.", **fields: Any) -> Recording:
        return Recording(
            **{"kind": "case_note", "happened_at": YESTERDAY, "text": text, "domain": "social_care", **fields}
        )

    return make


@pytest.fixture
def behind(database) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """What is really there, seen by the superuser."""
    with database.superuser() as superuser:
        yield lambda sql, *args: superuser.execute(sql, args).fetchall()
