"""Who speaks for a person: dates, limits, and that nothing kept from them is opened to them, by whatever door."""

from datetime import timedelta
from uuid import UUID

import pytest

from kith.access import facts
from kith.core.clock import now, today
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.ids import row_id
from kith.people.models import Address
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.sharing.actions.represent import (
    Speaking,
    end_representative,
    let_read,
    limit_representative,
    record_representative,
)
from kith.sharing.representatives import kept_from, representative, speaks

LATER = today() + timedelta(days=90)
HOME = "14 Weir Bank, Pellbridge"


def recorded(town, person: UUID, by: str = "sara", age: int = 9, covers=None, **other) -> UUID:
    given = {"kind": "parent", "name": "Lee Rudd", "seen": "Birth certificate, 3 November", "starts": today()} | other
    with town.acting(by):
        return record_representative(person=person, speaking=Speaking(**given), age=age, covers=covers)


def limited(town, person: UUID, row: UUID, by: str = "sara", no_address: bool = True, kept=None) -> None:
    with town.acting(by):
        limit_representative(person=person, representative=row, no_address=no_address, kept_from=kept or {},
                             words="Order ZZ26C00001 of 3 November", review_on=LATER)  # fmt: skip


@pytest.fixture
def child(town) -> UUID:
    person = town.child()
    with town.acting("sara"):
        facts.involve(person, town.team["pastoral"], "core group: school")
        Address.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=2, lines=HOME, postcode="ZZ2 4HB"
        )
    return person


@pytest.fixture
def father(town, child) -> UUID:
    return recorded(town, child)


def entry(town, person: UUID, text: str, domain: str = "social_care") -> UUID:
    with town.acting("sara"):
        said = Recording("case_note", now(), "Visit", text, domain, 3)
        return record_entry(person_id=person, recording=said).id


def reading(town, person: UUID, row: UUID) -> int:
    with town.acting("sara"):
        return let_read(person=person, representative=row)


def release(town, person: UUID, row: UUID, reader: int) -> UUID:
    with town.acting("sara"):
        return facts.release(person, row, reader)


def still_open(town, person: UUID, row: UUID) -> bool:
    with town.database.superuser() as superuser:
        found = "SELECT 1 FROM access.release WHERE person_id = %s AND row_id = %s AND ended_at IS NULL"
        return superuser.execute(found, [person, row]).fetchone() is not None


def test_dates(town, child) -> None:
    to_come = recorded(town, child, starts=today() + timedelta(days=1))
    over = recorded(town, child, starts=today() - timedelta(days=9), ends=today())
    with town.acting("sara"):
        assert not speaks(representative(child, to_come))
        assert not speaks(representative(child, over))


def test_nobody_has_parental_responsibility_for_an_adult(town, child) -> None:
    with pytest.raises(Invalid, match="for an adult"):
        recorded(town, child, age=18)
    assert recorded(town, child, age=18, kind="attorney")


def test_an_attorney_for_money_is_kept_from_the_rest(town, child) -> None:
    row = recorded(town, child, age=40, kind="attorney for money", covers={"housing_finance": 5})
    with town.acting("sara"):
        assert "health" in kept_from(representative(child, row))
        assert "housing_finance" not in kept_from(representative(child, row))


def test_whoever_works_with_them_may_keep_more_from_them_and_only_the_lead_less(town, child, father) -> None:
    limited(town, child, father, by="teacher", kept={"health": 5})
    with pytest.raises(Refused, match="lead organisation"):
        limited(town, child, father, by="teacher", no_address=False, kept={"health": 5})
    with pytest.raises(Refused, match="lead organisation"):
        limited(town, child, father, by="teacher", kept={"education": 5})
    limited(town, child, father, by="sara", no_address=False)


@pytest.mark.parametrize(
    "text",
    [
        "They live at 14 Weir Bank now",
        "post to ZZ2 4HB",
        "post to zz24hb",
        "14  WEIR bank",
        "14 Weir\nBank, Pellbridge",
    ],
)
def test_nothing_that_tells_where_they_live_is_opened_to_who_may_not_know(town, child, father, text) -> None:
    reader = reading(town, child, father)
    tells = entry(town, child, text)
    release(town, child, tells, reader)  # nothing is kept from him yet
    assert still_open(town, child, tells)
    limited(town, child, father)
    assert not still_open(town, child, tells)
    with pytest.raises(Refused, match="kept from them"):
        release(town, child, tells, reader)


def test_nor_the_address_itself_and_what_does_not_tell_it_stays_open(town, child, father) -> None:
    reader = reading(town, child, father)
    limited(town, child, father)
    plain = entry(town, child, "A good visit. The weir was high.")
    release(town, child, plain, reader)
    assert still_open(town, child, plain)
    with town.acting("sara"):
        address = Address.objects.get(person_id=child)
    with pytest.raises(Refused, match="kept from them"):
        release(town, child, address.id, reader)


def test_nor_what_is_about_what_they_may_not_be_shown(town, child, father) -> None:
    reader = reading(town, child, father)
    limited(town, child, father, no_address=False, kept={"health": 5})
    with pytest.raises(Refused, match="kept from them"):
        release(town, child, entry(town, child, "Asthma", "health"), reader)


def test_another_reader_is_not_kept_from_it(town, child, father) -> None:
    limited(town, child, father)
    with town.acting("sara"):
        mother = facts.add_reader(child, None, True)
    release(town, child, entry(town, child, "at 14 Weir Bank"), mother)


def test_who_speaks_no_longer_reads_no_longer(town, child, father) -> None:
    reader = reading(town, child, father)
    plain = entry(town, child, "A good visit")
    release(town, child, plain, reader)
    with town.acting("teacher"):
        end_representative(person=child, representative=father, words="Order discharged")
    assert not still_open(town, child, plain)
    with town.acting("sara"), pytest.raises(Invalid, match="do not read this record"):
        facts.release(child, plain, reader)


def test_what_is_beyond_one_is_answered_as_absent(town, child, father) -> None:
    for who, row in (("officer", father), ("sara", row_id())):
        with pytest.raises(Unknown):
            limited(town, child, row, by=who)
