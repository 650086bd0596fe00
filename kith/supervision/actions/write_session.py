"""Write down a session of supervision; say something to it afterwards."""

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from kith.core.errors import Invalid
from kith.core.session import call
from kith.record.rules import clean
from kith.supervision.models import SECTIONS


@transaction.atomic
def write_session(*, agreement: UUID, held_on: date, said: Mapping[str, str], next_on: date | None = None) -> UUID:
    """What the two said, by section; nothing of it is on anybody's record. Raises Invalid, Unconfirmed, Unknown."""
    words = {section: clean(said[section]).strip() for section in SECTIONS if said.get(section, "").strip()}
    if not words:
        raise Invalid("Write down at least one thing that you talked about.")
    made: UUID = call("supervision.write", agreement, held_on, json.dumps(words), next_on)
    return made


@transaction.atomic
def remark(*, session: UUID, words: str) -> UUID:
    """By one of the two; only ever added. Raises Invalid, Unconfirmed, Unknown."""
    made: UUID = call("supervision.remark", session, clean(words))
    return made
