"""Changing facts: who is involved, what is shared, sealed, excluded, opened to the person.

Each is a function of the database that checks who asks, rekeys the person and leaves its event in this transaction.
All raise Unknown (answered as absent), Refused or Invalid with a message for the person who asked.
"""

from datetime import datetime
from uuid import UUID

from kith.access.grades import vector
from kith.core.session import call


def admit(
    person: UUID,
    holder: int,
    profile: str,
    capacity: str = "subject",
    purpose: str = "care and support",
    basis: str = "public task",
    ends: datetime | None = None,
) -> UUID:
    """A new person, led by the caller's agency, with a first involvement of one of its holders; returns its id."""
    return call("access.admit", person, holder, profile, capacity, purpose, basis, ends)


def involve(
    person: UUID,
    holder: int,
    profile: str,
    capacity: str = "subject",
    purpose: str = "care and support",
    basis: str = "public task",
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> UUID:
    """A holder works with the person under a profile. Above locate, another agency's waits for the lead to accept."""
    return call("access.involve", person, holder, profile, capacity, purpose, basis, starts, ends)


def accept(person: UUID, involvement: UUID) -> None:
    """The lead agency accepts another's involvement."""
    call("access.accept", person, involvement)


def offer_lead(person: UUID, organisation: int, why: str) -> None:
    """The lead agency's guardians ask another, which works with the person, to lead. Opens and closes nothing."""
    call("access.offer_lead", person, organisation, why)


def take_lead(person: UUID) -> int:
    """The agency that is asked leads from now on; returns the one that led."""
    return int(call("access.take_lead", person))


def drop_lead(person: UUID, why: str) -> None:
    """The question is taken back by the lead, or declined."""
    call("access.drop_lead", person, why)


def end_involvement(person: UUID, involvement: UUID, reason: str) -> None:
    """Ends now."""
    call("access.end_involvement", person, involvement, reason)


def redate(person: UUID, involvement: UUID, starts: datetime, ends: datetime | None) -> None:
    """New dates of an involvement that has not ended."""
    call("access.redate", person, involvement, starts, ends)


def share(
    person: UUID,
    holder: int,
    grades: dict[str, int],
    until: datetime,
    basis: str,
    reason: str,
    bundle: UUID | None = None,
) -> UUID:
    """The caller's agency opens its rows to a holder until a date. Shares of one `bundle` can be ended together."""
    return call("access.share", person, holder, vector(grades), until, basis, reason, bundle)


def share_rows(
    person: UUID, holder: int, wanted: list[UUID], until: datetime, basis: str, reason: str, bundle: UUID | None = None
) -> UUID:
    """The caller's agency opens single rows of its own to a holder until a date, and no more than those."""
    return call("access.share_rows", person, holder, wanted, until, basis, reason, bundle)


def given_with(person: UUID, row: UUID) -> set[UUID]:
    """The rows that one share gives me now together with this one; none where nothing does."""
    return set(call("access.given_with", person, row))


def end_share(person: UUID, share_id: UUID, reason: str) -> None:
    """Ends now."""
    call("access.end_share", person, share_id, reason)


def open_in_emergency(person: UUID, reason: str, hours: int) -> UUID:
    """Emergency access: at most 24 hours and sensitive grade; governance is told at once."""
    return call("access.open_in_emergency", person, reason, hours)


def seal(person: UUID, humans: list[int], reason: str, row: UUID | None = None) -> UUID:
    """Only the humans named pass, on the person or on one row, whatever else is true."""
    return call("access.seal", person, humans, reason, row)


def unseal(person: UUID, seal_id: UUID, reason: str) -> None:
    call("access.unseal", person, seal_id, reason)


def exclude(person: UUID, human: int, reason: str) -> UUID:
    """This human never sees this person, in any post or account ("barred" on screen)."""
    return call("access.exclude", person, human, reason)


def end_exclusion(person: UUID, exclusion: UUID, reason: str) -> None:
    call("access.end_exclusion", person, exclusion, reason)


def add_reader(person: UUID, human: int | None, representative: bool) -> int:
    """The person themself, or a representative, becomes a holder of releases; returns the holder."""
    return call("access.add_reader", person, human, representative)


def release(person: UUID, row: UUID, reader: int) -> UUID:
    """A row is opened to a reader of the record ("opened to them" on screen)."""
    return call("access.release", person, row, reader)


def withdraw_release(person: UUID, release_id: UUID) -> None:
    call("access.withdraw_release", person, release_id)


def link(a: UUID, b: UUID) -> None:
    """Two persons are one: gates and denials apply to both, grants do not cross, opened rows close until confirmed."""
    call("access.link", a, b)


def confirm_link(a: UUID, b: UUID) -> None:
    call("access.confirm_link", a, b)


def unlink(a: UUID, b: UUID) -> None:
    call("access.unlink", a, b)
