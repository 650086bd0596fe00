"""Writing the index: each action with its event, in the writer's reach, nothing half-written."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from kith.access import facts
from kith.core.clock import now, today
from kith.core.errors import Invalid, Refused, Unknown
from kith.people import queries
from kith.people.actions.add_identifier import add_identifier
from kith.people.actions.add_name import add_name
from kith.people.actions.add_particular import add_particular
from kith.people.actions.correct_birth import correct_birth
from kith.people.actions.move_house import move_house
from kith.people.actions.raise_alert import raise_alert
from kith.people.actions.recording import put
from kith.people.actions.register_person import NewPerson, Registration, register_person
from kith.people.actions.relate import relate
from kith.people.actions.review_alert import end_alert, review_alert
from kith.people.actions.settle_clash import settle_clash
from kith.people.actions.withdraw import withdraw
from kith.people.models import Address, Alert, Birth, Identifier, PersonName, Relationship
from tests.town import Town

HOSTILE = "<script>alert(1)</script>'; DROP TABLE people_personname; --"


@pytest.fixture
def child(town: Town) -> UUID:
    made = town.child()
    with town.acting("sara"):
        put(PersonName, made, given="Amira", family=f"Khan {made.hex[:6]}")
        put(Birth, made, on=date(2014, 11, 3))
    return made


def events(town: Town, person: UUID) -> list[str]:
    with town.database.superuser() as admin:
        rows = admin.execute(
            "SELECT action || ' ' || coalesce(detail ->> 'what', '') FROM audit_event WHERE person_id = %s ORDER BY id",
            [person],
        )
        return [action.strip() for (action,) in rows.fetchall()]


def new(town: Town, person: NewPerson, sure: bool = False) -> Registration:
    return register_person(person, holder=town.team["front door"], profile="front door screening", sure=sure)


def test_register_looks_first(town: Town) -> None:
    sam = NewPerson("Samphire", "Oduya", born=date(2015, 4, 30), numbers=(("nhs", "943 476 5919"),))
    with town.acting("duty"):
        made = new(town, sam)
        assert made.person
    with town.acting("duty"):
        again = new(town, NewPerson("Samphyre", "Oduya", born=date(2015, 4, 30)))
        assert again.person is None
        assert [one.person_id for one in again.likely] == [made.person]
        other = new(town, NewPerson("Samphyre", "Oduya", born=date(2015, 4, 30)), sure=True)
        assert other.person not in (None, made.person)
        assert queries.person_summary(other.person).title == "Samphyre Oduya"
    assert events(town, made.person) == ["admit", "involve", "record personname", "record birth", "record identifier"]


def test_an_unborn_child_and_a_label(town: Town) -> None:
    due = today() + timedelta(days=90)
    with town.acting("duty"):
        unborn = new(
            town,
            NewPerson(given="Unborn child of", family="Tamsin Wraxall", kind="label", born=due, precision="unborn"),
            True,
        )
        page = queries.person_summary(unborn.person)
        assert page.title.startswith("Unborn child of Tamsin Wraxall, due ")
        assert page.age is None
        label = new(town, NewPerson(given="Child", family="566910", kind="label", born=date(2008, 3, 27)), True)
        assert queries.person_summary(label.person).title == "Child 566910, born 27 March 2008"
        assert queries.names_of([label.person]) == {label.person: "Child 566910, born 27 March 2008"}


@pytest.mark.parametrize(
    "person",
    [
        NewPerson(),
        NewPerson("  ", "\x00"),
        NewPerson("A" * 101, "B"),
        NewPerson("A", "B", born=date(2999, 1, 1)),
        NewPerson("A", "B", born=today() + timedelta(days=400), precision="unborn"),
        NewPerson("A", "B", precision="unborn"),
        NewPerson("A", "B", numbers=(("nhs", "   "),)),
    ],
)
def test_what_cannot_be_registered_leaves_nothing(town: Town, person: NewPerson) -> None:
    count = "SELECT count(*) FROM access_subject"
    with town.database.superuser() as admin:
        before = admin.execute(count).fetchone()
    with town.acting("duty"), pytest.raises(Invalid):
        new(town, person, sure=True)
    with town.database.superuser() as admin:
        assert admin.execute(count).fetchone() == before


def test_names_follow_one_another(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        add_name(child, "Amirah", "Khan-Lee", "preferred", "uh-MEER-uh")
        add_name(child, "Amira", "Begum", "former")
        page = queries.person_summary(child)
        assert page.title == "Amirah Khan-Lee"
        assert page.name.pronunciation == "uh-MEER-uh"
        assert sorted(str(name.until) for name in page.names) == sorted([str(today()), "None", "None"])
        with pytest.raises(Invalid, match="Enter a given name"):
            add_name(child, "", " ")
    assert events(town, child)[-3:] == ["amend personname", "record personname", "record personname"]


def test_a_birth_is_corrected_not_overwritten(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        correct_birth(child, date(2014, 3, 11), reason="certificate seen")
        page = queries.person_summary(child)
        assert [birth.on for birth in page.births] == [date(2014, 3, 11)]
        assert Birth.objects.filter(person_id=child).count() == 2
        assert page.age == queries.age_on(date(2014, 3, 11), today())
        with pytest.raises(Invalid):
            correct_birth(child, date(2014, 3, 11), died_on=date(2013, 1, 1), reason="x")
        with pytest.raises(Invalid):
            correct_birth(child, date(2014, 3, 11), reason=" ")
    with town.database.superuser() as admin:
        (detail,) = admin.execute(
            "SELECT detail FROM audit_event WHERE person_id = %s AND action = 'amend' ORDER BY id DESC LIMIT 1", [child]
        ).fetchone()
    assert detail["reason"] == "certificate seen"


def test_a_failed_check_digit_is_kept_with_its_warning(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        assert add_identifier(child, "nhs", "943 476 5918").check_passed is False
        assert add_identifier(child, "nhs", "9434765919").check_passed is True
        assert add_identifier(child, "local", "lk/0042").value == "LK0042"
        with pytest.raises(Invalid):
            add_identifier(child, "upn", "- -")


def test_a_clash_of_numbers_goes_to_those_who_open_both(town: Town, child: UUID) -> None:
    other = town.child(allocated="mo")
    with town.acting("sara"):
        put(PersonName, other, given="Another", family="Holder")
        add_identifier(child, "nhs", "4505577104")
        clash_before = queries.clashes()
        add_identifier(other, "nhs", "450 557 7104")
        found = [c for c in queries.clashes() if c not in clash_before]
        assert len(found) == 1
        assert {found[0][0].person_id, found[0][0].other_id} == {child, other}
        settle_clash(found[0][0].person_id, found[0][0].id, "typed on the wrong record")
        assert [c for c in queries.clashes() if c not in clash_before] == []
        with pytest.raises(Unknown):
            settle_clash(child, uuid4(), "x")


def test_a_clash_tells_nothing_to_who_may_not_open_the_other(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        add_identifier(child, "nhs", "6328796900")
        facts.seal(child, [town.human["sara"]], "protection order")
    with town.acting("duty"):
        made = new(town, NewPerson("Fenella", "Quaife", numbers=(("nhs", "6328796900"),)))
        assert made.person
        assert made.likely == ()
        assert all(made.person not in (c.person_id, c.other_id) for c, _, _ in queries.clashes())
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_identifierclash WHERE person_id = %s", [made.person])
            assert cursor.fetchone() == (0,)
    with town.database.superuser() as admin:
        (rows,) = admin.execute(
            "SELECT count(*) FROM people_identifierclash WHERE %s IN (person_id, other_id)", [child]
        ).fetchone()
        assert rows == 1  # on the sealed side alone: those named on the seal see it


def test_particulars(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        add_particular(child, "language", "Arabic")
        add_particular(child, "language", "Somali", "since the move")
        add_particular(child, "telephone", "07700 900123")
        add_particular(child, "telephone", "07700 900456", "mother's")
        page = queries.person_summary(child)
        assert [p.value for p in page.particulars_of("language")] == ["Somali"]
        assert len(page.particulars_of("telephone")) == 2
        add_particular(child, "communication", HOSTILE)
        assert queries.person_summary(child).particulars_of("communication")[0].value == HOSTILE


def test_moving_house(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        move_house(child, "1 Mill Lane\nLarkford", "lk1  2ab", since=date(2020, 1, 1))
        move_house(child, "2 Mill Lane\nLarkford", "LK12AB", since=date(2024, 5, 1))
        page = queries.person_summary(child)
        assert page.address.lines == "2 Mill Lane\nLarkford"
        assert page.address.postcode == "LK1 2AB"
        assert [(a.since, a.until) for a in page.addresses] == [
            (date(2024, 5, 1), None),
            (date(2020, 1, 1), date(2024, 5, 1)),
        ]


def test_a_protected_address_needs_an_explicit_choice_and_the_grade(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        with pytest.raises(Invalid, match="look at who will be able to see it"):
            move_house(child, "A safe place", protected=True)
        assert queries.address_seen_by(child, protected=True) == []
        with pytest.raises(Refused, match="opened to you by name"):
            move_house(child, "A safe place", protected=True, seen_who=True)
        assert not Address.objects.filter(person_id=child).exists()
    with town.acting("manager"):
        facts.share(child, town.post["sara"], {"identity": 5}, in_a_year(), "safeguarding", "protected address")
    with town.acting("sara"):
        address = move_house(child, "A safe place", protected=True, seen_who=True)
        assert address.grade == 5
        assert [o.holder for o in queries.address_seen_by(child, protected=True)] == [town.post["sara"]]
    with town.acting("mo"):
        assert queries.person_summary(child).addresses == []
    with town.acting("manager"):
        assert queries.person_summary(child).addresses == []


def in_a_year() -> datetime:
    return now() + timedelta(days=365)


def test_alerts_are_reviewed_and_end(town: Town, child: UUID) -> None:
    soon = today() + timedelta(days=30)
    with town.acting("sara"):
        alert = raise_alert(child, "Do not visit alone", "Two workers at every visit.", soon)
        assert (alert.domain, alert.grade) == ("plan", 2)
        for wrong in (today(), today() + timedelta(days=400)):
            with pytest.raises(Invalid):
                raise_alert(child, "x", "y", wrong)
        review_alert(child, alert.id, today() + timedelta(days=60))
        assert [a.review_on for a in queries.alerts(child)] == [today() + timedelta(days=60)]
        assert queries.alerts_to_review([child]) == []
        end_alert(child, alert.id)
        assert queries.alerts(child) == []
        with pytest.raises(Unknown):
            end_alert(child, uuid4())
    with town.acting("mo"):
        assert Alert.objects.filter(person_id=child).exists()


def test_withdrawn_as_recorded_in_error(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        alert = raise_alert(child, "Dog", "A large dog.", today() + timedelta(days=30))
        withdraw(Alert, child, alert.id, "wrong house")
        assert queries.person_summary(child).alerts == []
        with pytest.raises(Unknown):
            withdraw(Alert, child, alert.id, "again")


def test_another_organisations_row_is_theirs_to_change(town: Town, child: UUID) -> None:
    with town.acting("manager"):
        facts.involve(child, town.post["visitor"], "core group: health visitor or school nurse")
    with town.acting("visitor"):
        mine = add_particular(child, "language", "Arabic")
    with town.acting("sara"), pytest.raises(Refused, match="Another organisation"):
        withdraw(type(mine), child, mine.id, "wrong")


def test_who_does_not_open_a_record_does_not_write_on_it(town: Town, child: UUID) -> None:
    for who in ("teacher", "officer"):
        with town.acting(who), pytest.raises(Refused):
            add_name(child, "Not", "Mine")
    with town.acting("duty"), pytest.raises(Refused):
        add_particular(child, "language", "Arabic")  # a finder has locate and no more
    assert "record particular" not in events(town, child)


@pytest.mark.parametrize("who", ["teacher", "duty"])
def test_an_unknown_person_and_one_out_of_reach_answer_alike(town: Town, child: UUID, who: str) -> None:
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "x")
    answers = []
    for person in (child, uuid4()):
        with town.acting(who):
            assert queries.person_summary(person) is None
            assert queries.names_of([person]) == {}
            with pytest.raises(Refused) as refused:
                add_identifier(person, "local", "12345")
            with pytest.raises(Unknown) as unknown:
                relate(person, uuid4(), "mother")
            answers.append((str(refused.value), str(unknown.value)))
    assert answers[0] == answers[1]


def test_relate_writes_both_sides(town: Town, child: UUID) -> None:
    mother = town.child()
    with town.acting("sara"):
        put(PersonName, mother, given="Nadia", family="Khan")
        add_particular(child, "sex", "Female")
        relate(child, mother, "mother", parental_responsibility=True)
        (hers,) = queries.relationships(mother)
        (childs,) = queries.relationships(child)
    assert (childs.kind, childs.name, childs.row.parental_responsibility) == ("Mother", "Nadia Khan", True)
    assert (hers.kind, hers.person_id, hers.row.parental_responsibility) == ("Daughter", child, True)


def test_a_relationship_needs_both_records(town: Town, child: UUID) -> None:
    with town.acting("duty"):
        theirs = new(town, NewPerson("Orlando", "Pettifer")).person
    with town.acting("duty"), pytest.raises(Refused):
        relate(child, theirs, "father")  # a finder cannot write on the child's record
    with town.acting("duty"):
        with pytest.raises(Refused, match="a relationship stands on both"):
            relate(theirs, child, "son")
        assert Relationship.objects.filter(person_id=theirs).count() == 0
    with town.acting("sara"):
        with pytest.raises(Invalid):
            relate(child, child, "mother")
        with pytest.raises(Invalid):
            relate(child, theirs, "enemy")


def test_a_relationship_has_the_gates_and_denials_of_both(town: Town, child: UUID) -> None:
    father = town.child()
    with town.acting("sara"):
        put(PersonName, father, given="Idris", family="Khan")
        relate(child, father, "father")
    with town.acting("mo"):
        assert [one.name for one in queries.relationships(child)] == ["Idris Khan"]
    with town.acting("sara"):
        seal = facts.seal(father, [town.human["sara"]], "witness protection")
    with town.acting("mo"):
        assert queries.relationships(child) == []
        assert queries.person_summary(child).relationships == []
        assert queries.person_summary(father) is None
    with town.acting("sara"):
        facts.unseal(father, seal, "over")
        facts.exclude(father, town.human["mo"], "his brother")
    with town.acting("mo"):
        assert queries.relationships(child) == []


def test_the_name_of_a_relative_out_of_reach_is_absent(town: Town, child: UUID) -> None:
    aunt = town.child()
    with town.acting("sara"):
        put(PersonName, aunt, given="Yusra", family="Khan")
        relate(child, aunt, "aunt")
    with town.acting("manager"):
        facts.involve(child, town.post["visitor"], "core group: health visitor or school nurse")
    with town.acting("visitor"):
        page = queries.person_summary(child)
        assert len(page.relationships) == 1
        assert page.relatives == []


def test_withdrawing_a_relationship_takes_both_sides(town: Town, child: UUID) -> None:
    friend = town.child()
    with town.acting("sara"):
        put(PersonName, friend, given="Pip", family="Hale")
        mine, _ = relate(child, friend, "friend")
        withdraw(Relationship, child, mine.id, "wrong child")
        assert queries.relationships(child) == queries.relationships(friend) == []


def test_the_whole_index_of_a_person_is_two_statements(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        statements: list[str] = []

        def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            statements.append(sql)
            return execute(sql, *rest)

        mother = town_mother(child)
        relate(child, mother, "mother")
        with connection.execute_wrapper(note):
            page = queries.person_summary(child)
    counted = [sql for sql in statements if not sql.startswith(("SAVEPOINT", "RELEASE"))]
    assert len(counted) == 2
    assert page.relatives


def town_mother(child: UUID) -> UUID:
    """A mother admitted by whoever acts, with themself as allocated worker."""
    from kith.core.ids import person_id
    from kith.core.session import acting

    mother = person_id()
    facts.admit(mother, acting().post, "allocated social worker", "parent")
    put(PersonName, mother, given="Salma", family="Khan")
    return mother


def test_names_of_many_is_one_statement_and_leaves_out_the_unseen(town: Town, child: UUID) -> None:
    with town.acting("sara"):
        assert list(queries.names_of([child, uuid4(), child])) == [child]
        assert queries.names_of([]) == {}
    with town.acting("teacher"):
        assert queries.names_of([child]) == {}


def test_locks_have_not_drifted(town: Town) -> None:
    with town.database.superuser() as admin:
        drift = admin.execute("SELECT name, drifted FROM access.verify() WHERE drifted > 0").fetchall()
    assert drift == []


def test_identifiers_are_never_unique_across_people(town: Town) -> None:
    with town.database.superuser() as admin:
        unique = admin.execute(
            "SELECT c.relname, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indrelid WHERE i.indisunique AND c.relname LIKE 'people\\_%'"
        ).fetchall()
    assert all("(person_id," in definition for _, _, definition in unique), unique
    assert Identifier._meta.db_table in {name for name, _, _ in unique}
