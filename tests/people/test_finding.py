"""Finding in a real database: each way, and what may not be found."""

from collections.abc import Iterator
from datetime import date
from time import perf_counter
from uuid import UUID

import psycopg
import pytest

from kith.access import facts
from kith.core.errors import Invalid
from kith.core.session import rows
from kith.people.actions.add_identifier import add_identifier
from kith.people.actions.add_name import add_name
from kith.people.actions.find import Answer, find_person
from kith.people.actions.recording import put
from kith.people.actions.register_person import NewPerson, register_person
from kith.people.models import Birth, Identifier, PersonName
from tests.town import Town

PEOPLE = {
    "muhammad": ("Muhammad", "Hussain", date(2014, 11, 3)),
    "siobhan": ("Siobhán", "O'Neill", date(2009, 2, 17)),
    "katherine": ("Katherine", "Smith", date(2016, 6, 30)),
    "abdulrahman": ("Abdul Rahman", "Warsame", date(2012, 5, 4)),
    "john": ("John", "Borrowdale-Brown", date(2011, 9, 12)),
    "zbigniew": ("Zbigniew", "Wielgosz", date(2013, 7, 8)),
}


@pytest.fixture(scope="module")
def people(town: Town) -> dict[str, UUID]:
    made = {}
    for key, (given, family, born) in PEOPLE.items():
        made[key] = child = town.child()
        with town.acting("sara"):
            put(PersonName, child, given=given, family=family)
            put(Birth, child, on=born)
    with town.acting("sara"):
        add_identifier(made["katherine"], "nhs", "943 476 5919")
        add_identifier(made["john"], "local", "LK-00417")
        add_name(made["siobhan"], "Siobhán", "Featherstonehaugh", "former")
        add_name(made["zbigniew"], "Zbigniew", "Kowalczyk", "former", grade=3)
        put(PersonName, made["muhammad"], given="Child", family="566910", kind="label")
    return made


@pytest.fixture
def duty(town: Town, people: dict[str, UUID]) -> Iterator[Town]:
    """On duty at the front door: a finder, involved with nobody."""
    with town.acting("duty"):
        yield town


def ids(answer: Answer) -> list[UUID]:
    return [one.person_id for one in answer.found]


@pytest.mark.parametrize(
    ("typed", "key", "reason"),
    [
        ("Muhammad Hussain", "muhammad", "The name is the same"),
        ("MOHAMMED HUSSEIN", "muhammad", "sounds alike"),
        ("Husain Mohamed", "muhammad", "First and last names the other way round"),
        ("hussain, muhammad", "muhammad", "The name is the same"),
        ("Muhamad Hussian", "muhammad", "one letter apart"),
        ("Shevaun Oneil", "siobhan", "sounds alike"),
        ("siobhan o neill", "siobhan", ""),
        ("Siobhan Featherstonhaugh", "siobhan", "Recorded as Siobhán Featherstonehaugh"),
        ("Kate Smyth", "katherine", "another form of the name"),
        ("Abdirahman Warsame", "abdulrahman", ""),
        ("Abdulrahman Warsami", "abdulrahman", "one letter apart"),
        ("John Borowdale", "john", "one letter apart"),
        ("brown john", "john", ""),
        ("Muhammad 3/11/2014", "muhammad", "The date of birth is the same"),
        ("Muhammad 11/3/2014", "muhammad", "Day and month of birth the other way round"),
        ("Muhammad Nov 2014", "muhammad", "Born 3 November 2014"),
        ("Muhammad 2014", "muhammad", "Born 3 November 2014"),
        ("3/11/2014", "muhammad", "The date of birth is the same"),
        ("11/3/2014", "muhammad", "Day and month of birth the other way round"),
        ("November 2014", "muhammad", "Born 3 November 2014"),
        ("Somebodyelse 3/11/2014", "muhammad", "The date of birth is the same"),
        ("943 476 5919", "katherine", "The number is the same"),
        ("9434765919", "katherine", "The number is the same"),
        ("lk00417", "john", "The number is the same"),
    ],
)
def test_found_first(duty: Town, people: dict[str, UUID], typed: str, key: str, reason: str) -> None:
    found = find_person(typed).found
    assert found
    assert found[0].person_id == people[key]
    assert any(reason in said for said in found[0].match.reasons) or not reason


@pytest.mark.parametrize(
    "typed",
    [
        "Ottoline Quill",
        "Zbigniew Kowalczyk 1/1/1990",
        "943 476 5918",
        "4/12/1987",
        "<script>",
        "'; DROP TABLE x; --",
        "%",
        "\x00",
    ],
)
def test_nobody_is_found_and_nothing_breaks(duty: Town, people: dict[str, UUID], typed: str) -> None:
    found = find_person(typed).found
    assert all(one.by_name != "Zbigniew Kowalczyk" for one in found)
    if "Kowalczyk" not in typed:
        assert not found


def test_a_name_above_locate_is_not_a_way_to_find(duty: Town, people: dict[str, UUID]) -> None:
    assert not find_person("Kowalczyk").found
    assert ids(find_person("Wielgosz")) == [people["zbigniew"]]


def test_a_year_alone_is_too_many(duty: Town, people: dict[str, UUID]) -> None:
    answer = find_person("2014")
    assert not answer.found
    assert "Add a name" in answer.notes[0]


def test_what_to_call_them_is_the_preferred_name(duty: Town, people: dict[str, UUID]) -> None:
    (found,) = find_person("Featherstonehaugh").found
    assert found.name == "Siobhán O'Neill"
    assert found.name_kind == "former"


def test_who_is_not_a_finder_finds_their_own_people_only(town: Town, people: dict[str, UUID]) -> None:
    with town.acting("teacher"):
        assert not find_person("Muhammad Hussain").found
        assert not find_person("943 476 5919").found
    with town.acting("sara"):
        assert ids(find_person("Muhammad Hussain")) == [people["muhammad"]]


def test_the_search_is_logged_without_its_words(town: Town, people: dict[str, UUID]) -> None:
    with town.acting("duty"):
        find_person("Kate Smyth 943 476 5919")
    with town.database.superuser() as admin:
        detail, domains, human = admin.execute(
            "SELECT detail, domains, human FROM audit_event WHERE action = 'find' ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert detail == {"how": "search", "by": ["name", "number"], "persons": [str(people["katherine"])]}
    assert domains == ["identity"]
    assert human == town.human["duty"]


def test_the_answer_says_when_there_are_more(town: Town) -> None:
    for _ in range(31):
        child = town.child()
        with town.acting("sara"):
            put(PersonName, child, given="Perpetua", family="Multiple")
    with town.acting("duty"):
        answer = find_person("perpetua")
    assert answer.more
    assert len(answer.found) == 30
    assert "likeliest" in answer.notes[0]


def notices(town: Town, person: UUID) -> list[tuple[int, dict[str, object]]]:
    with town.database.superuser() as admin:
        return admin.execute(
            "SELECT human, detail FROM access.notice WHERE person_id = %s AND kind = 'sealed_match' ORDER BY human",
            [person],
        ).fetchall()


@pytest.fixture(scope="module")
def sealed(town: Town, people: dict[str, UUID]) -> UUID:
    """Sealed to Sara and the manager. The governance officer is on call, and so is one who is barred from the child."""
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "on call", "children", roles=("on_call",))
        town.add_post(owner, "barred", "children", roles=("on_call",))
    child = town.child()
    with town.acting("sara"):
        put(PersonName, child, given="Ottoline", family="Vanterpool")
        put(Birth, child, on=date(2010, 1, 2))
        add_identifier(child, "nhs", "4010232137")
        facts.exclude(child, town.human["barred"], "a relative")
        facts.seal(child, [town.human["sara"], town.human["manager"]], "protection order")
    return child


@pytest.mark.parametrize(
    "typed",
    [
        "Ottoline Vanterpool",
        "Otoline Vanterpol",
        "Ottoline Vannterpowell",
        "vanterpool",
        "Ottoline 2/1/2010",
        "401 023 2137",
        "1/2/2010",
    ],
)
@pytest.mark.parametrize("who", ["duty", "mo", "teacher"])
def test_a_sealed_person_does_not_appear_to_exist(town: Town, sealed: UUID, typed: str, who: str) -> None:
    with town.database.superuser() as admin:
        admin.execute("DELETE FROM access.notice")
    with town.acting(who):
        answer = find_person(typed)
    assert not answer.found
    told = notices(town, sealed)
    assert [human for human, _ in told] == sorted(town.human[key] for key in ("sara", "manager", "on call"))
    assert {detail["human"] for _, detail in told} == {town.human[who]}
    assert set(told[0][1]) == {"how", "post", "human", "agency"}


def test_those_named_find_them_and_nobody_is_told(town: Town, sealed: UUID) -> None:
    with town.database.superuser() as admin:
        admin.execute("DELETE FROM access.notice")
    for who in ("sara", "manager"):
        with town.acting(who):
            assert ids(find_person("Ottoline Vanterpool")) == [sealed]
    assert notices(town, sealed) == []


def test_searching_again_within_the_hour_tells_once(town: Town, sealed: UUID) -> None:
    with town.database.superuser() as admin:
        admin.execute("DELETE FROM access.notice")
    for _ in range(3):
        with town.acting("duty"):
            find_person("Ottoline Vanterpool")
    assert len(notices(town, sealed)) == 3


def test_a_search_that_matches_little_tells_nobody(town: Town, sealed: UUID) -> None:
    with town.database.superuser() as admin:
        admin.execute("DELETE FROM access.notice")
    with town.acting("duty"):
        find_person("Ottoline Featherbed 30/12/1987")
    assert notices(town, sealed) == []


def test_registering_one_who_is_sealed_tells_and_is_not_stopped(town: Town, sealed: UUID) -> None:
    with town.database.superuser() as admin:
        admin.execute("DELETE FROM access.notice")
    with town.acting("duty"):
        made = register_person(
            NewPerson("Ottoline", "Vanterpool", born=date(2010, 1, 2), numbers=(("nhs", "4010232137"),)),
            holder=town.team["front door"],
            profile="front door screening",
        )
    assert made.person is not None
    assert made.likely == ()
    assert {detail["how"] for _, detail in notices(town, sealed)} == {"record"}


def test_one_who_is_barred_does_not_find(town: Town, people: dict[str, UUID]) -> None:
    with town.acting("sara"):
        fact = facts.exclude(people["john"], town.human["duty"], "a neighbour")
    with town.acting("duty"):
        assert not find_person("John Borrowdale").found
        assert not find_person("LK-00417").found
    with town.acting("sara"):
        facts.end_exclusion(people["john"], fact, "moved away")


def test_a_sealed_birth_is_not_a_way_to_find(town: Town) -> None:
    child = town.child()
    with town.acting("sara"):
        put(PersonName, child, given="Leopold", family="Ashgrove")
        birth = put(Birth, child, on=date(1999, 3, 29))
        facts.seal(child, [town.human["sara"]], "disputed", birth.id)
    with town.acting("duty"):
        assert not find_person("29/3/1999").found
        (found,) = find_person("Leopold Ashgrove 29/3/1999").found
        assert found.born is None


def test_without_a_keyring_nothing_is_found(town: Town, people: dict[str, UUID]) -> None:
    with town.database.connect("kith_app") as app, pytest.raises(psycopg.Error, match="not signed in"):
        app.execute("SELECT * FROM people.find('[]', NULL, NULL, NULL, NULL, 'search', '{}')")


def test_nobody_asks_for_everybody(town: Town, people: dict[str, UUID]) -> None:
    with town.acting("duty"), pytest.raises(Invalid):
        rows("SELECT person_id FROM people.find(NULL, '1900-01-01', '2100-01-01', NULL, NULL, 'search', '{}', 1000000)")
    with town.acting("duty"):
        assert not rows(
            "SELECT person_id FROM people.find(NULL, '1900-01-01', '2100-01-01', NULL, NULL, 'search', '{}', 99)"
        )


@pytest.mark.parametrize("function", ["people.candidates(NULL,1,NULL,NULL,NULL,NULL,'{0}',1)", "people.tell('{}','x')"])
def test_the_application_calls_find_and_nothing_beneath_it(town: Town, function: str) -> None:
    with town.database.connect("kith_app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(f"SELECT * FROM {function}")


def test_a_name_that_comes_onto_the_record_without_a_search_tells_too(town: Town, sealed: UUID) -> None:
    with town.database.superuser() as admin:
        admin.execute("DELETE FROM access.notice")
    other, third = town.child(), town.child()
    with town.acting("sara"):
        put(PersonName, other, given="Ottoline", family="Vanterpool")  # Sara is named on the seal: nobody is told
    assert notices(town, sealed) == []
    with town.acting("mo"):
        PersonName.objects.bulk_create(
            [
                PersonName(
                    person_id=other, domain="identity", grade=1, kind="alias", given="Otto", family="Vanterpool"
                ),
                PersonName(person_id=third, domain="identity", grade=1, given="Otoline", family="Vanterpole"),
            ]
        )
    assert {(human, detail["how"]) for human, detail in notices(town, sealed)} == {
        (town.human[key], "record") for key in ("sara", "manager", "on call")
    }


def test_every_way_in_fills_in_clues_and_canonical_numbers(town: Town) -> None:
    child = town.child()
    with town.acting("sara"):
        PersonName.objects.bulk_create(
            [PersonName(person_id=child, domain="identity", grade=1, given="Hermione", family="Blackadder-Tull")]
        )
        Identifier.objects.bulk_create(
            [Identifier(person_id=child, domain="identity", grade=2, scheme="local", value=" bt/99-001 ")]
        )
    with town.acting("duty"):
        assert ids(find_person("Hermyone Blackader")) == [child]
        assert ids(find_person("BT99001")) == [child]
    with town.database.superuser() as admin, pytest.raises(psycopg.errors.CheckViolation):
        admin.execute("SET ROLE kith_engine")
        admin.execute("UPDATE people_personname SET clues = '{}' WHERE person_id = %s", [child])


def test_the_answer_keeps_the_beat(town: Town, sealed: UUID) -> None:
    with town.acting("duty"):
        for typed in ("Ottoline Vanterpool", "Nobody Whatsoever"):
            began = perf_counter()
            find_person(typed)
            assert perf_counter() - began >= 0.019
