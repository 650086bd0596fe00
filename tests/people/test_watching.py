"""Each rule of docs/watching.md finds what it says, and leaves what is ordinary alone."""

from datetime import UTC, datetime, timedelta

import pytest

from kith.access import facts
from kith.audit.log import log
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.ids import person_id, row_id
from kith.core.session import call, rows
from kith.people.models import PersonName, Relationship
from kith.people.tasks import watch

TUESDAY = datetime(2026, 3, 3, 10, 20, tzinfo=UTC)


@pytest.fixture
def day(database):
    """Every test has a week of its own, a month after the one before, and nothing that was found earlier."""
    day.number = getattr(day, "number", 0) + 1
    start = TUESDAY + timedelta(weeks=6 * day.number)
    with database.superuser() as admin:
        admin.execute("TRUNCATE people.finding, people.reading, people.watched")
    database.set_clock(start)
    yield start
    database.set_clock(None)


@pytest.fixture
def read(town, database):
    """One look at a record, at a moment, as deep as the grade says; then the hours that are over are looked at."""

    def read(who, person, at, grade=3, action="open", then=True):
        database.set_clock(at)
        with town.acting(who):
            log(action, person, grades=[grade])
        if then:
            looked(at)

    def looked(at):
        database.set_clock(at + timedelta(hours=2))
        watch(timestamp=0)

    read.looked = looked
    return read


def _found(database, *columns):
    with database.superuser() as admin:
        told = admin.execute(f"SELECT {', '.join(('rule', *columns))} FROM people.finding ORDER BY rule, id").fetchall()
    return told if columns else [rule for (rule,) in told]


def _named(town, person, given, family, by="sara"):
    with town.acting(by):
        PersonName.objects.create(person_id=person, id=row_id(), domain="identity", grade=1, given=given, family=family)


def test_ones_own_work_is_ordinary(town, database, day, read) -> None:
    child = town.child()
    for who in ("sara", "mo", "manager"):
        read(who, child, day)
    assert _found(database) == []


def test_without_involvement(town, database, day, read) -> None:
    child = town.child()
    read("teacher", child, day, then=False)
    read("teacher", child, day + timedelta(minutes=5))
    assert _found(database, "person_id", "post", "events", "agency", "lead") == [
        ("not involved", child, town.post["teacher"], 2, town.agency["school"], town.agency["children"])
    ]


def test_a_finder_who_locates_is_ordinary(town, database, day, read) -> None:
    read("duty", town.child(), day, grade=1)
    assert _found(database) == []


def test_after_an_involvement_ended_it_is_not(town, database, day, read) -> None:
    child = town.child()
    with town.acting("sara"):
        involved = facts.involve(child, town.post["visitor"], "core group: health visitor or school nurse")
    read("visitor", child, day)
    assert _found(database) == []
    with town.acting("manager"):
        facts.end_involvement(child, involved, "moved")
    read("visitor", child, day + timedelta(hours=4))
    assert _found(database) == ["not involved"]


def test_nobody_allocated(town, database, day, read) -> None:
    child = person_id()
    with town.acting("manager"):
        facts.admit(child, town.team["safeguarding"], "allocated team (cover)")
    read("manager", child, day)  # who allocates
    assert _found(database) == []
    read("mo", child, day + timedelta(hours=4))
    assert _found(database) == ["nobody allocated"]


@pytest.mark.parametrize(("family", "found"), [("Marsh", True), ("marsh-Osei", True), ("Marshall", False), ("", False)])
def test_the_same_family_name(town, database, day, read, family, found) -> None:
    child = town.child()
    _named(town, child, "Ada", family)
    with database.superuser() as admin:
        admin.execute("UPDATE agencies_practitioner SET name = 'Sara Marsh' WHERE id = %s", [town.human["sara"]])
        read("sara", child, day)
        admin.execute("UPDATE agencies_practitioner SET name = 'Sara' WHERE id = %s", [town.human["sara"]])
    assert _found(database) == (["same family name"] if found else [])


def test_family_of_somebody_they_are_barred_from(town, database, day, read) -> None:
    barred, sister = town.child(), town.child()
    with town.acting("sara"):
        Relationship.objects.create(
            person_id=barred, id=row_id(), domain="family", grade=2, other_id=sister, kind="sibling"
        )
    read("mo", sister, day)
    assert _found(database) == []
    with town.acting("sara"):
        facts.exclude(barred, town.human["mo"], "aunt")
    read("mo", sister, day + timedelta(hours=4))
    assert _found(database) == ["relative"]


def test_close_to_a_colleague(town, database, day, read) -> None:
    theirs = town.child()
    with town.acting("sara"):
        facts.exclude(theirs, town.human["mo"], "his own son")
    read("sara", theirs, day)
    assert _found(database) == ["colleague"]


@pytest.mark.parametrize(
    ("hours", "found"),
    [(0, False), (9.5, False), (9.7, True), (-3.4, True), (-3.3, False), (24 * 4, True), (24 * 6, False)],
)
def test_after_hours(town, database, day, read, hours, found) -> None:
    """From 10:20 on a Tuesday: to 19:50, 20:02, 6:56, 7:02, Saturday, Monday; by the clock of London, in summer too."""
    local = datetime.fromisoformat("2026-03-03T10:20")
    at = day + timedelta(hours=hours) - (_london(day) - timedelta(hours=local.hour, minutes=local.minute))
    read("sara", town.child(), at)
    assert ("after hours" in _found(database)) is found


def _london(at):
    from zoneinfo import ZoneInfo

    there = at.astimezone(ZoneInfo("Europe/London"))
    return timedelta(hours=there.hour, minutes=there.minute)


def test_nights_of_a_duty_post_are_ordinary(town, database, day, read) -> None:
    read("duty", town.child(), day + timedelta(hours=13), grade=1)
    assert _found(database) == []


@pytest.fixture
def many(town):
    return [town.child() for _ in range(45)]


def test_many_in_an_hour_against_what_is_usual(town, database, day, read, many) -> None:
    for child in many[:20]:
        read("sara", child, day, then=False)
    read.looked(day)
    assert _found(database) == []
    for child in many[:21]:
        read("mo", child, day + timedelta(hours=4), then=False)
    read.looked(day + timedelta(hours=4))
    assert _found(database, "detail", "person_id") == [("many in an hour", {"persons": 21, "usual": 0.0}, None)]
    for child in many[:25]:  # for Sara 20 in an hour is usual: 25 is not three times as many
        read("sara", child, day + timedelta(days=1), then=False)
    read.looked(day + timedelta(days=1))
    assert _found(database) == ["many in an hour"]


def test_many_in_a_day(town, database, day, read, many) -> None:
    for hour in range(5):
        for child in many[hour * 9 : hour * 9 + 9]:
            read("sara", child, day + timedelta(hours=hour), then=False)
    read.looked(day + timedelta(hours=5))
    assert _found(database, "detail") == [("many in a day", {"persons": 45, "usual": 0.0})]


def test_it_leaves_an_event_and_looks_at_each_hour_once(town, database, day, read) -> None:
    child = town.child()
    read("teacher", child, day)
    read.looked(day)
    watch(timestamp=0)
    assert _found(database, "events") == [("not involved", 1)]
    with database.superuser() as admin:
        told = admin.execute(
            "SELECT human, detail FROM audit_event WHERE action = 'watch' ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert told[0] is None and told[1]["found"] == 1


def _unusual(town, who):
    with town.acting(who):
        return rows("SELECT id, rule, person_id FROM people.unusual()")


def test_who_is_shown_what(town, database, day, read) -> None:
    """Governance alone; a person only where it locates them; what tells of a bar only where it leads."""
    child = town.child()
    with town.acting("sara"):
        facts.exclude(child, town.human["mo"], "his own son")
    read("sara", child, day, then=False)
    read("teacher", child, day)
    read("sara", child, day + timedelta(hours=12))
    for who in ("sara", "manager", "admin", "teacher"):
        with pytest.raises(Refused):
            _unusual(town, who)
    with database.connect("kith_owner") as owner:
        for key, agency in (("locating", "children"), ("school governor", "school"), ("trust governor", "trust")):
            town.add_post(owner, key, agency, roles=("governance", "finder"))
    assert {rule for _, rule, _ in _unusual(town, "locating")} == {"colleague", "not involved", "after hours"}
    assert [(rule, person) for _, rule, person in _unusual(town, "governor")] == [("after hours", None)]
    assert {(rule, person) for _, rule, person in _unusual(town, "school governor")} <= {("not involved", child)}
    assert _unusual(town, "trust governor") == []


def test_what_came_of_it(town, database, day, read) -> None:
    child = town.child()
    read("sara", child, day + timedelta(hours=12))
    ((number, _, _),) = _unusual(town, "governor")
    for outcome, words, wrong in (("forgotten", "", Invalid), ("asked", "x" * 2001, Invalid)):
        with town.acting("governor"), pytest.raises(wrong):
            call("people.follow_up", number, outcome, words)
    with town.acting("governor"), pytest.raises(Unknown):
        call("people.follow_up", 10**9, "asked", "")
    with town.acting("sara"), pytest.raises(Refused):
        call("people.follow_up", number, "explained", "")
    with town.acting("governor"):
        call("people.follow_up", number, "explained", "She covered the night")
    assert _unusual(town, "governor") == []
    assert _found(database, "outcome", "note", "looked_by") == [
        ("after hours", "explained", "She covered the night", town.post["governor"])
    ]


def test_nobody_settles_their_own(town, database, day, read) -> None:
    read("governor", town.child(), day + timedelta(hours=12), grade=1)
    ((number, _, _),) = _unusual(town, "governor")
    with town.acting("governor"), pytest.raises(Refused, match="a colleague must look"):
        call("people.follow_up", number, "explained", "")


def test_what_was_explained_once_is_not_found_again(town, database, day, read) -> None:
    child = town.child()
    read("teacher", child, day)
    with database.superuser() as admin:
        admin.execute("UPDATE people.finding SET outcome = 'explained'")
    read("teacher", child, day + timedelta(days=1))
    assert _found(database) == ["not involved"]


def test_reads_by_day_are_ones_own_organisations(town, database, day, read) -> None:
    child = town.child()
    read("sara", child, day)
    read("teacher", child, day)
    with town.acting("governor"):
        days = rows("SELECT day, looks, readers FROM people.reads_by_day()")
    assert len(days) == 28 and [each for each in days if each[1]] == [(day.date(), 1, 1)]


def test_the_hour_is_found_by_the_time_index_not_by_reading_the_table(database, town) -> None:
    with database.superuser() as admin:
        admin.execute(
            "INSERT INTO audit_event (at, xact, action, person_id, purpose, rows, domains, grades, detail)"
            " SELECT '2024-01-01'::timestamptz + n * interval '1 minute', 1, 'list', NULL, '', '{}', '{}', '{}', '{}'"
            " FROM generate_series(1, 60000) n"
        )
        admin.execute("SELECT brin_summarize_new_values('event_by_time')")
        admin.execute("ANALYZE audit_event")
        plan = "\n".join(
            line
            for (line,) in admin.execute(
                "EXPLAIN SELECT e.grades FROM audit_event e WHERE e.at >= '2024-01-20' AND e.at < '2024-01-20 01:00'"
            )
        )
        assert "event_by_time" in plan
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM audit_event WHERE at < '2025-01-01'")
