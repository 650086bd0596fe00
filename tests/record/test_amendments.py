"""Nothing is overwritten: versions, and what becomes of the earlier ones."""

import threading
from dataclasses import replace

import pytest

from kith.access import facts
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import entered
from kith.record.actions.amend_entry import amend_entry
from kith.record.actions.lower_grade import lower_grade
from kith.record.actions.record_entry import record_entry
from kith.record.models import Entry
from kith.record.queries import chronology, entry, search, versions
from kith.record.recording import said_by
from kith.record.storing import store


@pytest.fixture
def written(town, child, note):
    with town.acting("sara"):
        return record_entry(person_id=child, recording=note("Bruise on the left arm.", title="Visit"))


def drift(behind):
    return [row for row in behind("SELECT name, drifted FROM access.verify()") if row[1]]


def test_a_version_stands_beside_the_old_one(town, child, note, written):
    with town.acting("mo"):
        new = amend_entry(person_id=child, entry_id=written.id, recording=note("Right arm."), reason="It was the right")
        assert (new.version, new.series, new.occasion) == (2, written.series, written.occasion)
        assert [each.id for each in chronology(child).entries] == [new.id]
        assert [(each.version, each.text, each.current) for each in versions(child, written.series)] == [
            (2, "Right arm.", True),
            (1, "Bruise on the left arm.", False),
        ]
        assert [hit.entry.id for hit in search("right", child)] == [new.id]
        assert not search("left", child)


def test_what_is_not_said_stays(town, child, note, written):
    with town.acting("sara"):
        raised = amend_entry(person_id=child, entry_id=written.id, recording=note("x", grade=4), reason="Third party")
        same = amend_entry(
            person_id=child, entry_id=raised.id, recording=note("y", kind="call", domain=None), reason="A word"
        )
    assert (same.grade, same.domain, same.kind) == (4, "social_care", "case_note")


def test_raising_raises_the_history(town, child, note, written, behind):
    with town.acting("sara"):
        amend_entry(person_id=child, entry_id=written.id, recording=note("x", grade=4), reason="Third party")
        assert [each.grade for each in versions(child, written.series)] == [4, 4]
    with town.acting("mo"):  # cover opens practice
        assert not versions(child, written.series)
        with pytest.raises(Unknown):
            entry(child, written.id)
    assert not drift(behind)


def test_raising_the_third_version_raises_the_first(town, child, note):
    with town.acting("sara"):
        first = record_entry(person_id=child, recording=note())
        second = amend_entry(person_id=child, entry_id=first.id, recording=note("x"), reason="x")
        amend_entry(person_id=child, entry_id=second.id, recording=note("y", grade=4), reason="x")
        assert [each.grade for each in versions(child, first.series)] == [4, 4, 4]


def test_a_manager_of_another_organisations_team_lowers_nothing_here(town, child, note, database):
    with town.acting("sara"):
        first = record_entry(person_id=child, recording=note(grade=4))
    with database.connect("kith_owner") as owner:
        (membership,) = owner.execute(
            "INSERT INTO agencies_membership (post_id, team_id, manager, starts)"
            " VALUES (%s, %s, true, '2020-01-01') RETURNING id",
            [town.post["sara"], town.team["mind"]],
        ).fetchone()
        with town.acting("sara"), pytest.raises(Invalid, match="Only a manager"):
            lower_grade(person_id=child, entry_id=first.id, grade=3, reason="x")
        owner.execute("DELETE FROM agencies_membership WHERE id = %s", [membership])


def test_lowering_is_a_managers_act_and_the_history_stays_where_it_was(town, child, note, behind):
    with town.acting("sara"):
        first = record_entry(person_id=child, recording=note("He told me", grade=4))
        with pytest.raises(Invalid, match="Only a manager"):
            lower_grade(person_id=child, entry_id=first.id, grade=3, reason="Not so sensitive")
    with town.acting("manager"):
        lower = lower_grade(person_id=child, entry_id=first.id, grade=3, reason="Not so sensitive")
        assert (lower.grade, lower.text, lower.version) == (3, "He told me", 2)
    with town.acting("mo"):
        assert [(each.version, each.grade) for each in versions(child, first.series)] == [(2, 3)]
    with town.acting("sara"):
        assert [(each.version, each.grade) for each in versions(child, first.series)] == [(2, 3), (1, 4)]
    assert not drift(behind)


def test_another_domain_is_a_managers_act_and_the_history_moves_along(town, child, note, written, core_group, behind):
    core_group(child, town.post["visitor"], "core group: health visitor or school nurse")
    with town.acting("sara"), pytest.raises(Invalid, match="Only a manager"):
        amend_entry(person_id=child, entry_id=written.id, recording=note(domain="plan"), reason="For everyone")
    with town.acting("manager"):
        lower_grade(person_id=child, entry_id=written.id, grade=3, domain="plan", reason="For everyone")
    with town.acting("visitor"):
        assert {each.domain for each in versions(child, written.series)} == {"plan"}
    assert not drift(behind)


@pytest.mark.parametrize("grade", [3, 4])
def test_lowering_lowers(town, child, note, grade):
    with town.acting("manager"):
        first = record_entry(person_id=child, recording=note())
        with pytest.raises(Invalid, match="lower grade"):
            lower_grade(person_id=child, entry_id=first.id, grade=grade, reason="x")


def test_another_agency_amends_nothing(town, child, note, core_group):
    core_group(child, town.post["visitor"], "core group: health visitor or school nurse")
    with town.acting("sara"):
        plan = record_entry(person_id=child, recording=note(domain="plan"))
        hidden = record_entry(person_id=child, recording=note())
    with town.acting("visitor"):
        with pytest.raises(Invalid, match="Only the organisation that recorded this"):
            amend_entry(person_id=child, entry_id=plan.id, recording=note("y", domain=None), reason="x")
        with pytest.raises(Unknown):
            amend_entry(person_id=child, entry_id=hidden.id, recording=note("y", domain=None), reason="x")


def version_of(written, **fields):
    said = said_by(written).fields() | fields
    return Entry(person_id=written.person_id, series=written.series, version=written.version + 1, **said)


def test_the_database_holds_the_rules_without_the_actions(town, child, note, written, core_group):
    core_group(child, town.post["visitor"], "core group: health visitor or school nurse")
    with town.acting("sara"):
        plan = record_entry(person_id=child, recording=note(domain="plan"))
        sensitive = record_entry(person_id=child, recording=note(grade=4))
        with pytest.raises(Refused, match="Only a manager"):
            store(version_of(sensitive, grade=3))
        with pytest.raises(Refused, match="Only a manager"):
            store(version_of(plan, domain="social_care"))
        with pytest.raises(Invalid, match="since you opened it"):
            store(replace_version(version_of(plan), 7))
    with town.acting("visitor"), pytest.raises(Refused, match="Only the organisation"):
        store(version_of(plan))
    absent = replace_series(version_of(sensitive), child)
    answers = []
    for post, row in (("visitor", version_of(sensitive)), ("visitor", absent), ("mo", version_of(sensitive))):
        with town.acting(post), pytest.raises(Unknown) as refused:
            store(row)
        answers.append(str(refused.value))
    assert len(set(answers)) == 1


def replace_version(row, version):
    row.version = version
    return row


def replace_series(row, series):
    row.series = series
    return row


def test_amended_twice_from_the_same_reading(town, child, note, written):
    with town.acting("sara"):
        amend_entry(person_id=child, entry_id=written.id, recording=note("one"), reason="x")
        with pytest.raises(Invalid, match="changed this since"):
            amend_entry(person_id=child, entry_id=written.id, recording=note("two"), reason="x")
        assert len(versions(child, written.series)) == 2


def test_a_form_sent_twice_amends_once(town, child, note, written):
    with town.acting("sara"):
        first = amend_entry(person_id=child, entry_id=written.id, recording=note("one"), reason="x", token="m1")
        again = amend_entry(person_id=child, entry_id=written.id, recording=note("one"), reason="x", token="m1")
    assert first.id == again.id


def test_a_reason_is_asked_for(town, child, note, written):
    with town.acting("sara"), pytest.raises(Invalid, match="Say why"):
        amend_entry(person_id=child, entry_id=written.id, recording=note("one"), reason=" ")


def test_a_version_of_a_sealed_row_is_sealed(town, child, note, written):
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "about staff", row=written.id)
        new = amend_entry(person_id=child, entry_id=written.id, recording=note("one"), reason="x")
    with town.acting("manager"):
        assert not versions(child, written.series)
        with pytest.raises(Unknown):
            store(version_of(new))
    with town.acting("sara"):
        assert [each.id for each in versions(child, written.series)] == [new.id, written.id]


def test_a_version_is_not_released_with_the_one_before(town, child, note, written, behind):
    with town.acting("sara"):
        new = amend_entry(person_id=child, entry_id=written.id, recording=replace(note(), text="one"), reason="x")
    assert behind("SELECT count(*) FROM access.release WHERE row_id = %s", new.id) == [(0,)]


def test_imported_details_stay_unless_changed(town, child, note):
    with town.acting("sara", purpose="job"):
        imported = Entry.objects.create(
            person_id=child, domain="social_care", grade=2, kind="legal_status", happened_at=note().happened_at,
            details={"code": "C2", "RNE": "S"}, title="Full care order", source_key="903:1",
        )  # fmt: skip
    with town.acting("sara"):
        changed = replace(said_by(imported), details={"code": "E1"}, title="Placement order")
        new = amend_entry(person_id=child, entry_id=imported.id, recording=changed, reason="Court")
    assert (new.details, new.source_key) == ({"code": "E1", "RNE": "S"}, None)


def test_two_people_amend_at_once_and_one_is_told(town, child, note, written, behind):
    tokens = [town.token("sara"), town.token("mo")]
    start = threading.Barrier(2)
    outcomes = []

    def amend(token):
        from django.db import connections

        try:
            with entered(token):
                start.wait(10)
                amend_entry(person_id=child, entry_id=written.id, recording=note(token), reason="x")
            outcomes.append("amended")
        except Invalid as told:
            outcomes.append(str(told))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=amend, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcome[:8] for outcome in outcomes) == ["Somebody", "amended"]
    assert behind("SELECT version, current FROM record_entry WHERE series = %s ORDER BY 1", written.series) == [
        (1, False),
        (2, True),
    ]
    assert not drift(behind)
