"""Sara is supervised by her manager, who is supervised by the head of service; both have agreed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.access.thief import app, steal
from tests.record.conftest import behind

__all__ = ["app", "behind", "steal"]

SAID = {"wellbeing": "My mother is ill, and I do not sleep.", "agreed": "No new work before the 12th."}


@pytest.fixture(scope="module")
def service(town: Any) -> Any:
    """The town with a head of service, who manages the front door, and a manager of nobody here."""
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "head", "children", "front door", True)
        town.add_post(owner, "other manager", "children", "front door", True)
    return town


@pytest.fixture(scope="module")
def agreed(service: Any) -> Callable[[str, str], UUID]:
    """An agreement of two, the supervisor first; made once."""
    from kith.supervision.actions.agree import agree, propose

    made: dict[tuple[str, str], UUID] = {}

    def between(supervisor: str, supervisee: str) -> UUID:
        if (supervisor, supervisee) not in made:
            with service.acting(supervisor):
                new = propose(
                    colleague=service.post[supervisee], supervises=True, every=28, words="Monthly, ninety minutes."
                )
            with service.acting(supervisee):
                agree(agreement=new)
            made[supervisor, supervisee] = new
        return made[supervisor, supervisee]

    return between
