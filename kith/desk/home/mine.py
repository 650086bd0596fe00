"""My people: whom I am involved with by name, whom my teams cover, and when I last looked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kith.access.models import Involvement
from kith.core.session import Actor, rows


@dataclass(frozen=True)
class Mine:
    """People by how they are mine: `allocated` to my post; `covered` by my teams or those I manage."""

    allocated: tuple[UUID, ...]
    covered: tuple[UUID, ...]


def my_people(me: Actor) -> Mine:
    """Everyone I am involved with today, oldest involvement first."""
    active = Involvement.objects.filter(
        Q(ends=None) | Q(ends__gt=me.at), holder_id__in=me.holders, closed=False, starts__lte=me.at
    )
    found = list(active.order_by("starts", "person_id").values_list("person_id", "holder_id"))
    allocated = dict.fromkeys(person for person, holder in found if holder == me.post)
    covered = dict.fromkeys(person for person, holder in found if holder != me.post and person not in allocated)
    return Mine(tuple(allocated), tuple(covered))


def by_name(names: Mapping[UUID, str]) -> list[tuple[UUID, str]]:
    """People as a list is read: by last name, then by the rest."""
    return sorted(names.items(), key=lambda one: (one[1].casefold().split()[-1:], one[1].casefold()))


def last_looks(people: Collection[UUID]) -> dict[UUID, datetime]:
    """Person → when this post last opened them; absent where it never did."""
    if not people:
        return {}
    return dict(rows("SELECT person, at FROM access.last_looks(%s)", list(people)))
