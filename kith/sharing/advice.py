"""Advice as the reader opens it, and whether words that are to be about nobody name somebody after all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting, call, rows
from kith.people.models import Identifier, PersonName
from kith.sharing.models import Advice, AdviceState, AdviceTurn
from kith.sharing.third_parties import Other, found_in

MOST = 100


@dataclass(frozen=True)
class Talk:
    """What was asked, what was said to it in order, and whether the reader is who asked."""

    advice: Advice
    turns: Sequence[AdviceTurn]

    @property
    def mine(self) -> bool:
        return self.advice.author_id == acting().post


def talk(advice: UUID) -> Talk:
    """Raises Unknown: not there, and not mine to read, are the same. Leaves its event."""
    found = Advice.objects.filter(id=advice).select_related("owner", "author__practitioner").first()
    if found is None:
        raise Unknown
    turns = AdviceTurn.objects.filter(advice_id=advice).select_related("owner", "author__practitioner")
    log("read advice", rows=[advice])
    call("sharing.advice_read", advice)
    return Talk(found, list(turns.order_by("recorded_at")))


def talks() -> tuple[list[Advice], list[Advice]]:
    """What I and my teams were asked, and what I asked: the newest first."""
    found = Advice.objects.select_related("owner", "author__practitioner").order_by("-recorded_at")[:MOST]
    listed = list(found)
    return [a for a in listed if a.author_id != acting().post], [a for a in listed if a.author_id == acting().post]


def waiting_advice() -> list[Advice]:
    """What waits for my advice, and advice that I have not read."""
    waits = Q(state=AdviceState.OPEN, asked__overlap=list(acting().holders))
    came = Q(author_id=acting().post, read_at=None) & ~Q(state=AdviceState.OPEN)
    return list(Advice.objects.filter(waits | came).order_by("recorded_at")[:MOST])


def named_in(text: str) -> list[str]:
    """Words in it that name, or number, somebody whose record the caller opened in the last fortnight.

    Any telephone number and e-mail address besides. None of it is kept; the event says that it was looked for.
    """
    lately = [person for (person,) in rows("SELECT sharing.lately_opened()")]
    log("check words", looked=len(lately))
    names = {str(name) for name in PersonName.objects.filter(person_id__in=lately, withdrawn_at=None)}
    numbers = Identifier.objects.filter(person_id__in=lately, withdrawn_at=None).values_list("value", flat=True)
    found = [each.phrase for each in found_in(text, [Other("Somebody", tuple(sorted(names)))], own=())]
    return list(dict.fromkeys([*found, *(_numbers_in(text, set(numbers)))]))


def _numbers_in(text: str, numbers: set[str]) -> list[str]:
    """Numbers, however they are spaced."""
    return [
        match[0]
        for number in sorted(numbers)
        if len(number) > 3
        for match in re.finditer(r"(?<!\w)" + r"[\s-]*".join(map(re.escape, number)) + r"(?!\w)", text, re.IGNORECASE)
    ]
