"""Register a person who is not on record: look first, then admit them with a first involvement."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from kith.access import facts
from kith.core.clock import today
from kith.core.errors import Invalid
from kith.core.ids import person_id
from kith.people import searching
from kith.people.actions.add_identifier import add_identifier
from kith.people.actions.find import Found, look_for
from kith.people.actions.recording import put
from kith.people.dates import Typed
from kith.people.models import Birth, BirthPrecision, NameKind, PersonName
from kith.people.rules import check_birth, needed, tidy

LIKELY = 60  # of 100: shown to whoever registers, before anybody is made


@dataclass(frozen=True)
class NewPerson:
    """What is known of somebody new. `numbers`: (scheme, value). An unborn child may have no given name."""

    given: str = ""
    family: str = ""
    kind: str = NameKind.PREFERRED
    pronunciation: str = ""
    born: date | None = None
    precision: str = BirthPrecision.EXACT
    numbers: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class Registration:
    """`person` once registered; None when somebody likely is on record and `sure` was not said."""

    person: UUID | None
    likely: tuple[Found, ...] = ()


def register_person(
    new: NewPerson,
    *,
    holder: int,
    profile: str,
    capacity: str = "subject",
    purpose: str = "care and support",
    basis: str = "public task",
    sure: bool = False,
) -> Registration:
    """Who is like them, or a new person led by the caller's organisation with `holder` involved.

    `sure`: the likely matches were seen, and none of them is this person. Raises Invalid, Refused.
    """
    _check(new)
    likely = _likely(new)
    if likely and not sure:
        return Registration(None, likely)
    with transaction.atomic():
        person = person_id()
        facts.admit(person, holder, profile, capacity, purpose, basis)
        _record(person, new)
    return Registration(person, likely)


def _check(new: NewPerson) -> None:
    if not (new.given or new.family).strip():
        needed("", "A name, or a label such as “Unborn child of Ms Khan”")
    check_birth(new.born, new.precision == BirthPrecision.UNBORN, None, today())
    if new.precision == BirthPrecision.UNBORN and not new.born:
        raise Invalid("Give the date the child is due, even roughly.")


def _likely(new: NewPerson) -> tuple[Found, ...]:
    born = Typed(new.born, new.born, new.precision) if new.born and new.precision == BirthPrecision.EXACT else None
    query = searching.asked(new.given, new.family, born, [value for _, value in new.numbers])
    return tuple(one for one in look_for(query, "record").found if one.match.score >= LIKELY)


def _record(person: UUID, new: NewPerson) -> None:
    put(
        PersonName,
        person,
        kind=NameKind(new.kind),
        given=tidy(new.given, "The given name", 100),
        family=tidy(new.family, "The family name", 100),
        pronunciation=tidy(new.pronunciation, "How to say it"),
    )
    if new.born:
        put(Birth, person, on=new.born, precision=BirthPrecision(new.precision))
    for scheme, value in new.numbers:
        add_identifier(person, scheme, value)
