"""Editions of the guide: the one in force for the caller's organisation, and each that a request was reasoned under.

An edition never changes once it is kept, so it is parsed once a process; which one is in force is read once a request
(docs/decisions/0070-editions-of-the-guide.md).
"""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import lru_cache

from django.db.models import Q, QuerySet

from kith.core.session import Actor, acting
from kith.sharing.guide import Gateway, Guide, read, starting
from kith.sharing.models import GuideEdition

_read: ContextVar[tuple[Actor, Guide] | None] = ContextVar("kith_guide", default=None)


def guide() -> Guide:
    """In force for whoever acts: the newest of their organisation, else what comes with Kith. Read once a request."""
    me, kept = acting(), _read.get()
    if kept is None or kept[0] is not me:
        kept = (me, _parsed(in_force()))
        _read.set(kept)
    return kept[1]


def in_force() -> GuideEdition:
    """As it was sent."""
    return editions().order_by("owner_id", "-id")[0]  # of an organisation before that of none: NULLs come last


def editions() -> "QuerySet[GuideEdition]":
    """Of the caller's organisation and with Kith, the newest first."""
    return GuideEdition.objects.filter(Q(owner_id=acting().agency) | Q(owner=None)).order_by("-id")


def guides(numbers: Iterable[int]) -> Mapping[int, Guide]:
    """Editions by number, of whomever: what a request or an answer was reasoned under is read by both sides.

    None is ever deleted; should one be missing all the same, a request is read under what comes with Kith, and is read.
    """
    wanted = set(numbers)
    found = {edition.pk: edition for edition in GuideEdition.objects.filter(pk__in=wanted)} if wanted else {}
    return {number: _parsed(found[number]) if number in found else starting() for number in wanted}


def every_guide() -> list[Guide]:
    """Each that ever held for the caller's organisation, the newest first: an old law keeps its name."""
    return [_parsed(edition) for edition in editions()]


def law_ever(code: str) -> Gateway | None:
    """A law by its code, as it stands now or as it last stood: what rests on it rests on it still."""
    return guide().gateway(code) or next((law for each in every_guide() if (law := each.gateway(code))), None)


def _parsed(edition: GuideEdition) -> Guide:
    return _of(edition.pk, edition.told)


@lru_cache(maxsize=64)
def _of(number: int, told: str) -> Guide:
    return read(told, number)
