"""The ground holds: a row recorded by one is opened by whom the facts say, and by nobody else."""

import psycopg
import pytest
from django.db import DatabaseError
from django.utils import timezone

from kith.access import facts
from kith.core import errors
from kith.core.ids import row_id
from kith.record.models import Entry


def note(child, domain="social_care", grade=3):
    row = row_id()
    return Entry.objects.create(
        person_id=child,
        id=row,
        domain=domain,
        grade=grade,
        kind="case_note",
        text="A visit.",
        happened_at=timezone.now(),
        series=row,
    )


def seen(town, who, child):
    with town.acting(who):
        return Entry.objects.filter(person_id=child).count()


def test_those_involved_open_it_and_others_do_not(town):
    child = town.child()
    with town.acting("sara"):
        note(child)
        note(child, grade=4)
    assert [seen(town, who, child) for who in ("sara", "manager", "mo", "visitor", "duty")] == [2, 2, 1, 0, 0]


def test_another_agency_sees_up_to_the_cap_once_accepted(town):
    child = town.child()
    with town.acting("sara"):
        note(child, grade=2)
        note(child, grade=3)
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
    assert seen(town, "visitor", child) == 1
    with town.acting("visitor"), pytest.raises(errors.Refused):
        facts.involve(child, town.post["officer"], "core group: police")


def test_no_keyring_opens_nothing(town, database):
    child = town.child()
    with town.acting("sara"):
        note(child)
    with database.connect("kith_app") as app:
        assert app.execute("SELECT count(*) FROM record_entry").fetchone() == (0,)
        for statement in (
            "SELECT * FROM access.seal",
            "SELECT * FROM access_subject",
            "DELETE FROM record_entry",
            "SELECT access.open_session(1, 1, 'care', '1h')",
            "UPDATE record_entry SET grade = 1",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)


def test_exclusion_and_seal_close_at_once(town):
    child = town.child()
    with town.acting("sara"):
        note(child)
        facts.exclude(child, town.human["mo"], "his nephew")
    assert seen(town, "mo", child) == 0
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "adoption")
    assert (seen(town, "sara", child), seen(town, "manager", child)) == (1, 0)


def test_a_writer_records_only_what_they_open(town):
    child = town.child()
    with pytest.raises(DatabaseError), town.acting("mo"):
        note(child, grade=4)


def test_only_the_owner_ends_what_it_recorded(town):
    from kith.people.models import Alert

    child = town.child()
    with town.acting("sara"):
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
        alert = Alert.objects.create(person_id=child, domain="identity", grade=2, kind="dog", words="A dog")
    with town.acting("visitor"):
        assert Alert.objects.filter(person_id=child).count() == 1
    with pytest.raises(DatabaseError, match="Only the organisation"), town.acting("visitor"):
        Alert.objects.filter(person_id=child, id=alert.id).update(until="2026-01-01")
