"""A child of the town whom Sara works with, and a form that asks in several domains at several grades."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.record.conftest import behind, child, core_group

__all__ = ["behind", "child", "core_group"]
MIXED = json.loads((Path(__file__).parent / "mixed.json").read_text())


@pytest.fixture(scope="module")
def mixed(database: Any) -> str:
    """The form published, by its slug."""
    from kith.assessments.actions.publish_form import publish_form

    return publish_form(MIXED).slug


@pytest.fixture
def reach(child: UUID) -> Callable[[], Any]:
    """How far whoever acts opens rows, by their owner: what pages hand to every reading of a form."""

    def on_rows_of() -> Any:
        from kith.access.explain import explain

        found = explain(child)
        assert found is not None
        return found.on_rows_of

    return on_rows_of
