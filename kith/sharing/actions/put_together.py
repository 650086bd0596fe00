"""Put a bundle together for a court: begin it, put entries in, take them out, fix it."""

import json
from uuid import UUID

from django.db import transaction

from kith.core.session import call
from kith.people.rules import needed, tidy
from kith.record.queries import entry as entry_of
from kith.sharing.third_parties import removed_from


@transaction.atomic
def begin_bundle(*, person: UUID, title: str, court: str, number: str, token: str) -> UUID:
    """Sent again with the same token it is the same bundle. Raises Invalid, Unknown, Refused."""
    said = {
        "title": needed(title, "What it is", 200),
        "court": needed(court, "The court", 200),
        "number": tidy(number, "The case number", 60),
    }
    return UUID(str(call("sharing.begin_bundle", person, token, json.dumps(said))))


@transaction.atomic
def add_exhibit(
    *, person: UUID, bundle: UUID, entry: UUID, place: int, section: str = "", removing: list[str] | None = None
) -> UUID:
    """A copy of an entry, without these words, wherever they stand in it. They never are in what is drawn from it.

    Raises Unknown (the entry, or the bundle, is not the caller's to open), Refused, Invalid (it is in it already).
    """
    phrases = [tidy(each, "Words to remove", 200) for each in removing or [] if each.strip()]
    found = entry_of(person, entry)
    words = removed_from(found.text, phrases)
    kept = tidy(section, "The section", 100)
    return UUID(str(call("sharing.add_exhibit", person, bundle, entry, place, kept, words, phrases)))


@transaction.atomic
def drop_exhibit(*, person: UUID, bundle: UUID, exhibit: UUID) -> None:
    call("sharing.drop_exhibit", person, bundle, exhibit)


@transaction.atomic
def fix_bundle(*, person: UUID, bundle: UUID, truth: str, digest: str) -> None:
    """`truth`: who stands by it. Raises Invalid, Unknown, Refused, Unconfirmed."""
    call("sharing.fix_bundle", person, bundle, needed(truth, "Who stands by it", 200), digest)
