"""A session of supervision as it is typed: kept for its author alone, until it is written down."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from kith.core.session import call
from kith.record.rules import clean
from kith.supervision.models import SECTIONS

KEPT = ("held_on", "next_on", *SECTIONS)  # nothing that is about a person


@transaction.atomic
def keep_typed(*, agreement: UUID, typed: Mapping[str, str], revision: int = 0) -> int:
    """The revision, to be sent with the next saving. `revision`: the one that this window saved or opened last.

    Reads nothing, so a plain saving leaves no event; its beginning does. Raises Invalid, Unknown.
    """
    words = {name: clean(typed[name]) for name in KEPT if typed.get(name, "").strip()}
    kept: int = call("supervision.keep", agreement, json.dumps(words), revision)
    return kept


@transaction.atomic
def throw_away(*, agreement: UUID) -> None:
    """Without writing it down. Raises Unknown."""
    call("supervision.throw_away", agreement)
