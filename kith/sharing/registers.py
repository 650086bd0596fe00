"""What information governance reads of its own organisation: what left Kith, and accesses to be reviewed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from kith.access.explain import Named, holders
from kith.agencies.models import Post
from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting, call, rows
from kith.people.queries import names_of
from kith.sharing.figures import twelve_months
from kith.sharing.models import Leaves, Medium, ToWhom

EMERGENCY = {
    "explained": "It was needed",
    "asked": "Whoever opened it was asked",
    "raised": "Raised with their manager or as an incident",
}
ENDING = {
    "ends": "It ends as it should",
    "longer": "It is needed longer: whoever shared it was told",
    "asked": "Whoever shared it was asked whether it is needed longer",
    "ended": "It was ended already",
}
LEFT = "SELECT at, what, medium, to_whom, basis, by FROM sharing.what_left(%s)"
REVIEWS = """SELECT share, person, emergency, by_post, holder, starts, ends, reason, outcome, note, looked_at, looked_by
    FROM sharing.to_review()"""


@dataclass(frozen=True)
class Gone:
    """One thing that left: nothing of whom it was about, nor of what was written by hand."""

    at: datetime
    what: str
    medium: str
    to_whom: str
    basis: str
    by: Post | None


def what_left(since: datetime, known: frozenset[str]) -> list[Gone]:
    """The newest first. `known`: what a basis may say here; other words stay on the record. Raises Refused."""
    found = rows(LEFT, since)
    posts = _posts({row[5] for row in found})
    kinds, media, receivers = dict(Leaves.choices), dict(Medium.choices), dict(ToWhom.choices)
    return [
        Gone(at, kinds.get(what, what), media.get(medium, medium), receivers.get(whom, whom),
             basis if basis in known else "In words of their own, on the record", posts.get(by))
        for at, what, medium, whom, basis, by in found
    ]  # fmt: skip


def by_month(left: Sequence[Gone], until: date) -> list[tuple[date, int]]:
    """The first day of each of twelve months, the last being that of `until`, with how much left in it."""
    counted = Counter(localtime(each.at).date().replace(day=1) for each in left)
    return [(month, counted[month]) for month in twelve_months(until)]


@dataclass(frozen=True)
class Review:
    """An emergency access, or a share about to end. `person`: where the reader may; `reason`: where told of it."""

    share: UUID
    person: UUID | None
    name: str
    emergency: bool
    by: Post | None
    mine: bool
    holder: Named | None
    starts: datetime
    ends: datetime
    reason: str
    outcome: str
    note: str
    looked_at: datetime | None
    looked_by: Post | None

    @property
    def outcomes(self) -> Mapping[str, str]:
        return EMERGENCY if self.emergency else ENDING

    @property
    def said(self) -> str:
        return self.outcomes.get(self.outcome, self.outcome)


def reviews() -> list[Review]:
    """What waits first, emergencies before shares. Leaves its event. Raises Refused."""
    found = rows(REVIEWS)
    people = {row[1] for row in found if row[1]}
    names, posts = names_of(people), _posts({row[3] for row in found} | {row[11] for row in found})
    held = holders({row[4] for row in found})
    log("list", rows=people, reviews=len(found))
    return [_review(row, names, posts, held) for row in found]


def _review(row: tuple[Any, ...], names: dict[UUID, str], posts: dict[int, Post], held: dict[int, Named]) -> Review:
    share, person, emergency, by, holder, starts, ends, reason, outcome, note, looked_at, looked_by = row
    whose = posts.get(by)
    mine = whose is not None and whose.practitioner_id == acting().human
    return Review(
        share, person, names.get(person, "") if person else "", emergency, whose, mine,
        held.get(holder), starts, ends, reason or "", outcome or "", note or "", looked_at, posts.get(looked_by),
    )  # fmt: skip


def review(share: UUID) -> Review:
    """Raises Unknown, Refused."""
    found = next((each for each in reviews() if each.share == share), None)
    if found is None:
        raise Unknown
    return found


def review_access(share: UUID, outcome: str, note: str) -> None:
    call("sharing.review_access", share, outcome, note)


def _posts(numbers: set[int | None]) -> dict[int, Post]:
    found = Post.objects.filter(pk__in={number for number in numbers if number}).select_related(
        "practitioner", "agency"
    )
    return {post.pk: post for post in found}
