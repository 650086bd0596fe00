"""A child of the town whom Sara works with, and short ways through the work."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.record.conftest import behind, child, core_group

__all__ = ["behind", "child", "core_group"]


@pytest.fixture
def begin(town, child) -> Callable[..., Any]:
    """A step that Sara has begun and holds, unless said otherwise."""
    from kith.casework.actions.begin_step import begin_step

    def make(step: str = "referral", who: str = "sara", **given: Any) -> Any:
        with town.acting(who):
            told = {"person_id": child, "chain": "children", "step": step, "holder": town.post[who]}
            return begin_step(**(told | given))

    return make


@pytest.fixture
def clocks(town, child) -> Callable[[str], dict[str, Any]]:
    """The clocks that run for the child, by name."""
    from kith.casework.models import Running
    from kith.casework.queries import work_of

    def running(who: str = "sara") -> dict[str, Any]:
        with town.acting(who):
            work_of(child)
            return {c.clock: c for c in Running.objects.filter(person_id=child, stopped_at=None)}

    return running


@pytest.fixture
def steps(town, child) -> Callable[..., dict[str, UUID]]:
    """The steps in progress, by code."""
    from kith.casework.queries import work_of

    def going(who: str = "sara") -> dict[str, UUID]:
        with town.acting(who):
            return {d.row.step: d.row.id for d in work_of(child) if d.row.state != "finished"}

    return going
