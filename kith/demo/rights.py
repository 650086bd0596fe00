"""The person's own rights in the region: a few consents, who speaks for whom, a look that is not told.

On the twins' record their father may not learn where they live; on Amara's hers may know everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kith.demo.region.days import LONDON
from kith.demo.region.shapes import Region
from kith.sharing.actions.record_consent import Saying, record_consent
from kith.sharing.actions.represent import Speaking, limit_representative, record_representative
from kith.sharing.actions.withhold import Withheld, withhold_looks

WORKER, MANAGER = "hannah-brearley", "kwame-asante"
AMARA, ISLA = "fenwick-000.amara", "fenwick-000.isla"


@dataclass(frozen=True)
class Told:
    """Something that an author writes down about a person, so many days before today."""

    person: str
    author: str
    days: int
    what: Speaking | Saying | Withheld
    kept: str = ""  # why the address is kept from them


def told(region: Region, police: int) -> Iterator[Told]:
    """Oldest first."""

    def ago(days: int) -> date:
        return region.anchor - timedelta(days=days)

    yield Told(
        AMARA, WORKER, 45, _parent("Jess Fenwick", "Mother", "Birth certificate seen at the first visit", ago(300))
    )
    yield Told(AMARA, WORKER, 45, _parent("Kofi Osei", "Father", "Order of 2019, seen", ago(300)))
    lee = _parent("Lee Rudd", "Father", "Named on the birth certificate", ago(300))
    kept = "Restraining order for two years. He may ask about their health and schooling by letter to the team."
    yield Told(ISLA, WORKER, 44, lee, kept)
    yield Told(AMARA, WORKER, 40, _mothers_word(ago(40), ago(-120)))
    covert = "Officers look at the record for an enquiry into who passed on the new address. Telling would warn them."
    began = datetime.combine(ago(20), datetime.min.time(), LONDON)
    withheld = Withheld(agency=police, since=began, ground="covert", words=covert, review_on=ago(-40))
    yield Told(ISLA, MANAGER, 12, withheld)


def _parent(name: str, relation: str, seen: str, starts: date) -> Speaking:
    return Speaking(kind="parent", name=name, relation=relation, seen=seen, starts=starts)


def _mothers_word(given_on: date, review_on: date) -> Saying:
    return Saying(
        kind="consent",
        what="The school may lend Amara's drawings and her story to the young carers' group, so that she can join it.",
        with_words="Pellbridge Primary and the young carers' group",
        how="spoken",
        given_by="parent",
        by_words="Jess Fenwick, mother",
        capacity="not yet",
        capacity_words="She wants to go, and could not say what the group would be told about home.",
        given_on=given_on,
        review_on=review_on,
    )


def put(each: Told, person: UUID, age: int) -> None:
    """As its author."""
    if isinstance(each.what, Withheld):
        withhold_looks(person=person, withheld=each.what)
    elif isinstance(each.what, Saying):
        record_consent(person=person, saying=each.what, age=age)
    else:
        row = record_representative(person=person, speaking=each.what, age=age)
        if each.kept:
            review = each.what.starts + timedelta(days=480)
            limit_representative(
                person=person, representative=row, no_address=True, kept_from={}, words=each.kept, review_on=review
            )
