"""What a step came to, in words for whoever ended it; whose involvements stand beside it."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from kith.access.explain import Contact, holders
from kith.casework.actions.end_screening import FrontDoor
from kith.casework.actions.finish_step import Came
from kith.casework.chains import kind_of
from kith.core.session import acting
from kith.desk.asking import Done
from kith.desk.person.banner import LEADS, Record

LEFT = "Your front door is no longer involved, and sees from now on only whom to ring."
STAYS = "The front door stays involved: something of its work with them goes on, or somebody else has to end it."


def what_came(said: str, came: Came, ended: Collection[UUID] = ()) -> str | Done:
    """`said`: what was done. Then what has begun, with whom; home, where they no longer see the record.

    `ended`: the involvements that ended with it.
    """
    named = holders({step.holder for step in came.begun})
    begun = [
        f"{kind_of(step.chain, step.step).title} has begun, with {named[step.holder].name}."
        for step in came.begun
        if step.holder in named
    ]
    closed = ["Whoever was ticked no longer sees this record."] if ended else []
    words = " ".join([said, *(begun or ["Nothing follows it."]), *closed])
    if came.front_door == FrontDoor.ENDED:
        return Done(f"{words} {LEFT}", reverse("home"))
    return f"{words} {STAYS}" if came.front_door == FrontDoor.STAYS and not came.begun else words


def involved_here(record: Record) -> list[Contact]:
    """Who of one's own organisation is involved now, as far as the reader sees."""
    return [each for each in record.explanation.contacts if each.involvement and each.agency_id == acting().agency]


def leads_here(record: Record) -> int | None:
    """The post of one's own organisation that leads the work, if there is one: it has what follows."""
    return next((c.holder for c in involved_here(record) if c.kind == "post" and c.profile in LEADS), None)
