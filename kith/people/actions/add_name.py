"""Add a name: preferred, legal, former or alias. An earlier preferred name of ours ends; it is not lost."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kith.core.clock import today
from kith.core.errors import Invalid
from kith.core.session import acting
from kith.people.actions.recording import end, put
from kith.people.models import NameKind, PersonName
from kith.people.rules import tidy

ONE_AT_A_TIME = {NameKind.PREFERRED, NameKind.LEGAL, NameKind.LABEL}


def add_name(
    person: UUID,
    given: str,
    family: str,
    kind: str = NameKind.ALIAS,
    pronunciation: str = "",
    since: date | None = None,
    grade: int | None = None,
) -> PersonName:
    """A name of the person. Of preferred and legal names only one holds at a time. Raises Invalid, Refused.

    `grade` above locate keeps a name (one before adoption, say) out of every search.
    """
    given, family = tidy(given, "The given name", 100), tidy(family, "The family name", 100)
    if not given and not family:
        raise Invalid("Enter a given name or a family name.")
    chosen = NameKind(kind)
    with transaction.atomic():
        if chosen in ONE_AT_A_TIME:
            _end_the_one_before(person, chosen, since or today())
        return put(
            PersonName,
            person,
            grade=grade,
            kind=chosen,
            given=given,
            family=family,
            pronunciation=tidy(pronunciation, "How to say it"),
            since=since,
        )


def _end_the_one_before(person: UUID, kind: NameKind, on: date) -> None:
    """Our own organisation's earlier name of the kind; another's stands beside ours."""
    held = PersonName.objects.filter(Q(until=None), person_id=person, kind=kind, withdrawn_at=None)
    for name in held.filter(owner_id=acting().agency):
        end(name, max(on, name.since or on))
