"""What has left Kith about a person, as the reader opens it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from kith.core.session import acting, call
from kith.record.reading import looked
from kith.sharing.models import Disclosure

MOST = 500


def disclosures(person: UUID) -> list[Disclosure]:
    """The newest first. Part of a look that leaves its event."""
    found = Disclosure.objects.filter(person_id=person).select_related("owner", "author__practitioner")
    return list(found.order_by("-recorded_at")[:MOST])


def may_leave(person: UUID, disclosure: UUID, what: str, of_row: UUID | None) -> bool:
    """Whether the caller has written down, within the hour, that this leaves."""
    return bool(call("sharing.disclosed", person, disclosure, what, of_row))


def taken_out(person: UUID, of_row: UUID) -> Sequence[Disclosure]:
    """How often one thing left, to whom: the newest first, as the reader opens it."""
    found = Disclosure.objects.filter(person_id=person, of_row=of_row).select_related("owner", "author__practitioner")
    return looked("open", person, list(found.order_by("-recorded_at")))


def within_the_hour(left: Sequence[Disclosure]) -> UUID | None:
    """What the caller wrote down just now: a second file of one thing is the same leaving (`may_leave` decides)."""
    me = acting()
    fresh = (each.id for each in left if each.author_id == me.post and me.at - each.recorded_at < timedelta(hours=1))
    return next(fresh, None)
