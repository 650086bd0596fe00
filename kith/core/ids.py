"""Identifiers. A person's id is random (UUIDv4): version 7 would tell when they became known.

Row ids are time-ordered (UUIDv7), so that indexes grow at one end.
"""

import uuid

from uuid_utils.compat import uuid7


def row_id() -> uuid.UUID:
    """A new id for a row about a person."""
    return uuid7()


def person_id() -> uuid.UUID:
    """A new id for a person, telling nothing."""
    return uuid.uuid4()
