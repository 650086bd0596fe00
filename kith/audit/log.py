"""Leaving an access event: in the same transaction as what it is about, or there is no answer."""

import json
from collections.abc import Iterable
from uuid import UUID

from kith.core.session import call


def log(
    action: str,
    person: UUID | None = None,
    rows: Iterable[UUID] = (),
    domains: Iterable[str] = (),
    grades: Iterable[int] = (),
    **detail: object,
) -> None:
    """One access event by whoever acts. `detail`: ids, counts and reasons; never content about a person.

    Raises NotSignedIn where nobody acts.
    """
    call(
        "access.log",
        action,
        person,
        list(rows),
        sorted(set(domains)),
        sorted(set(grades)),
        json.dumps(detail, default=str),
        savepoint=False,
    )
