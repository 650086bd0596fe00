"""Who speaks for the person, as the reader opens it, and what is kept from them."""

from datetime import date
from uuid import UUID

from kith.access.grades import by_domain
from kith.core.clock import today
from kith.core.errors import Unknown
from kith.sharing.models import Representative


def speaks(row: Representative, on: date | None = None) -> bool:
    """Whether they speak for the person on a day (today, unless said)."""
    day = on or today()
    return row.ended_at is None and row.starts <= day and (row.ends is None or row.ends > day)


def representatives(person: UUID) -> list[Representative]:
    """Who speaks for them first, then who did. Part of a look that leaves its event."""
    found = Representative.objects.filter(person_id=person).select_related("owner", "author__practitioner")
    return sorted(found, key=lambda row: (not speaks(row), row.starts))


def representative(person: UUID, representative_id: UUID) -> Representative:
    """Raises Unknown: not there, and not mine to open, are the same."""
    found = Representative.objects.filter(person_id=person, id=representative_id)
    row = found.select_related("owner", "author__practitioner").first()
    if row is None:
        raise Unknown
    return row


def kept_from(row: Representative) -> frozenset[str]:
    """Domains of which nothing is shown to them, by a limit or because they do not act in them."""
    covers, kept = by_domain(row.covers), by_domain(row.kept_from)
    acts_in_all = not any(covers.values())
    return frozenset(domain for domain in covers if kept[domain] or not (acts_in_all or covers[domain]))


def limited(row: Representative) -> bool:
    """Whether a decision keeps anything from them."""
    return row.no_address or any(row.kept_from)
