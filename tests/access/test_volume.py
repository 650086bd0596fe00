"""How many persons' records a post opens or searches find: at the boundary, for each post, in two windows at once."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kith.access import facts, volume
from kith.audit.log import log
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unconfirmed
from kith.core.ids import person_id
from kith.core.session import entered
from tests.town import Town

TOLD, ASKED = 3, 5
FOUND = 4  # found by a search, they weigh as one opened
Open = Callable[..., str | None]


@pytest.fixture(scope="module", autouse=True)
def limits(town: Town, database: Any) -> None:
    """Small ones for children's services; a day allows twice as much as an hour."""
    with database.superuser() as admin:
        few = [town.agency["children"], TOLD, 2 * TOLD, ASKED, 2 * ASKED]
        admin.execute("INSERT INTO access.reading_limit VALUES (%s, %s, %s, %s, %s)", few)


@pytest.fixture(scope="module")
def children(town: Town) -> list[UUID]:
    """More than anybody may open unasked; all of them Sara's team's, none of them Mo's by name."""
    found = []
    for _ in range(FOUND * ASKED + TOLD):
        with town.acting("manager"):
            found.append(person_id())
            facts.admit(found[-1], town.team["safeguarding"], "allocated team (cover)")
    return found


@pytest.fixture
def hour(database: Any) -> Iterator[Any]:
    """Every test has days of its own."""
    hour.number = getattr(hour, "number", 0) + 1
    at = now() + timedelta(days=3 * hour.number)
    database.set_clock(at)
    yield at
    database.set_clock(None)


@pytest.fixture
def opens(town: Town, hour: Any) -> Open:
    """Opening a record at a session where somebody sits; what stopped it, if anything did."""

    def opening(who: str, person: UUID, action: str = "open") -> str | None:
        return stopped(town.database, town.token(who), person, action)

    return opening


@pytest.fixture
def finds(town: Town, hour: Any) -> Open:
    """A search over everybody that finds these; what stopped it."""

    def finding(who: str, persons: list[UUID]) -> str | None:
        looks = json.dumps([{"person": str(person)} for person in persons])
        return refusal(town.database, town.token(who), "SELECT access.log_each('search', %s)", looks)

    return finding


def stopped(database: Any, token: str, person: UUID | None, action: str = "open") -> str | None:
    return refusal(database, token, "SELECT access.log(%s, %s)", action, person)


def refusal(database: Any, token: str, statement: str, *args: Any) -> str | None:
    """In a transaction of its own at the application's login, as a page's."""
    try:
        with database.connect("kith_app") as app, app.transaction():
            app.execute("SELECT access.enter(%s)", [token])
            app.execute(statement, args)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def told(database: Any) -> list[tuple[Any, ...]]:
    with database.superuser() as admin:
        return list(admin.execute("SELECT post, persons, hours, most FROM access.over_limit ORDER BY at").fetchall())


@pytest.fixture(autouse=True)
def nothing_found(database: Any) -> None:
    with database.superuser() as admin:
        admin.execute("DELETE FROM access.over_limit; DELETE FROM people.finding")


def test_the_last_within_the_limit_opens_and_the_next_does_not(opens: Open, children: list[UUID]) -> None:
    assert [opens("mo", child) for child in children[:ASKED]] == [None] * ASKED
    assert opens("mo", children[ASKED]) == "KI429"


@pytest.mark.parametrize("action", ["print", "explain"])
def test_whatever_shows_a_record_counts(opens: Open, children: list[UUID], action: str) -> None:
    assert [opens("mo", child, action) for child in children[:ASKED]] == [None] * ASKED
    assert opens("mo", children[ASKED], action) == "KI429"
    assert opens("mo", children[ASKED], "record") is None  # shows nothing


def test_what_is_open_already_opens_again(opens: Open, children: list[UUID]) -> None:
    for child in children[:ASKED]:
        opens("mo", child)
    assert [opens("mo", child) for child in children[:ASKED]] == [None] * ASKED


def test_a_colleague_is_counted_apart(opens: Open, children: list[UUID]) -> None:
    for child in children[:ASKED]:
        opens("mo", child)
    assert opens("sara", children[ASKED]) is None


def test_an_hour_later_there_is_room_and_a_day_has_a_limit_too(
    opens: Open, children: list[UUID], database: Any, hour: Any
) -> None:
    for child in children[:ASKED]:
        opens("mo", child)
    database.set_clock(hour + timedelta(minutes=59, seconds=59))
    assert opens("mo", children[ASKED]) == "KI429"
    database.set_clock(hour + timedelta(hours=1))
    assert [opens("mo", child) for child in children[ASKED : 2 * ASKED]] == [None] * ASKED
    database.set_clock(hour + timedelta(hours=2))
    assert opens("mo", children[2 * ASKED]) == "KI429"
    assert opens("mo", children[0]) is None  # opened today
    database.set_clock(hour + timedelta(hours=24))
    assert opens("mo", children[2 * ASKED]) is None


def test_nobody_is_kept_from_those_allocated_to_them(opens: Open, children: list[UUID], town: Town) -> None:
    for child in children[:ASKED]:
        opens("sara", child)
    assert opens("sara", children[ASKED]) == "KI429"
    assert opens("sara", town.child(allocated="sara")) is None
    assert opens("sara", town.child(allocated="mo")) == "KI429"


def test_an_allocation_that_has_ended_is_none(opens: Open, children: list[UUID], town: Town) -> None:
    child = town.child(allocated="manager")
    with town.acting("manager"):
        ended = facts.involve(child, town.post["sara"], "allocated social worker")
        facts.end_involvement(child, ended, "moved")
    for other in children[:ASKED]:
        opens("sara", other)
    assert opens("sara", child) == "KI429"


def test_a_reason_opens_the_next_for_an_hour(
    opens: Open, children: list[UUID], town: Town, database: Any, hour: Any
) -> None:
    for child in children[:ASKED]:
        opens("mo", child)
    with entered(town.token("mo")):
        assert volume.my_reading() == volume.Reading(ASKED, ASKED, 0, 0)
        with pytest.raises(Invalid):
            volume.read_on("  ")
        volume.read_on("an inspection tomorrow")
    with database.superuser() as admin:
        said = admin.execute("SELECT detail, person_id FROM audit_event WHERE action = 'read on'").fetchall()
    counted = {"opened_hour": ASKED, "opened_day": ASKED, "found_hour": 0, "found_day": 0}
    assert said[-1] == ({"reason": "an inspection tomorrow", **counted}, None)
    assert [opens("mo", child) for child in children[ASKED : 2 * ASKED]] == [None] * ASKED
    database.set_clock(hour + timedelta(hours=1))
    assert opens("mo", children[2 * ASKED]) == "KI429"


def test_a_colleagues_reason_is_not_mine(opens: Open, children: list[UUID], town: Town) -> None:
    for child in children[:ASKED]:
        opens("mo", child)
    with entered(town.token("sara")):
        volume.read_on("an inspection tomorrow")
    assert opens("mo", children[ASKED]) == "KI429"


def test_governance_is_told_once_a_day(opens: Open, children: list[UUID], town: Town, database: Any, hour: Any) -> None:
    for child in children[:TOLD]:
        opens("mo", child)
    assert told(database) == []
    for child in children[TOLD : TOLD + 2]:
        opens("mo", child)
    assert told(database) == [(town.post["mo"], TOLD + 1, 1, TOLD)]
    database.set_clock(hour + timedelta(days=2))
    for child in children[: TOLD + 1]:
        opens("mo", child)
    assert len(told(database)) == 2
    with database.superuser() as admin:
        found = admin.execute("SELECT rule, post, agency, person_id FROM people.finding").fetchall()
    assert found == [("over the limit", town.post["mo"], town.agency["children"], None)] * 2


def test_a_day_is_told_of_too(opens: Open, children: list[UUID], town: Town, database: Any, hour: Any) -> None:
    for at in range(2 * TOLD + 1):
        database.set_clock(hour + timedelta(minutes=50 * at))
        opens("mo", children[at])
    assert told(database) == [(town.post["mo"], 2 * TOLD + 1, 24, 2 * TOLD)]


@pytest.mark.parametrize("attempt", range(5))
def test_two_windows_at_once_open_no_more_than_one(
    town: Town, database: Any, hour: Any, children: list[UUID], attempt: int
) -> None:
    """One short of the limit: of two new persons in the same moment one opens. Without the lock both do."""
    token = town.token("mo")
    for child in children[: ASKED - 1]:
        stopped(database, token, child)
    start = Barrier(2)

    def window(child: UUID) -> str | None:
        try:
            with database.connect("kith_app") as app, app.transaction():
                app.execute("SELECT access.enter(%s)", [token])
                start.wait(timeout=20)
                app.execute("SELECT access.log('open', %s), pg_sleep(0.05)", [child])
        except psycopg.Error as error:
            return error.sqlstate
        return None

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(window, children[ASKED : ASKED + 2]))
    assert sorted(answers, key=str) == ["KI429", None]


def test_a_search_finds_four_times_as_many_and_then_asks(opens: Open, finds: Open, children: list[UUID]) -> None:
    assert finds("mo", children[:10]) is None
    assert finds("mo", children[10 : FOUND * ASKED]) is None
    assert finds("mo", children[: FOUND * ASKED]) is None  # nobody new
    assert finds("mo", [*children[:5], children[FOUND * ASKED]]) == "KI429"
    assert finds("sara", [children[FOUND * ASKED]]) is None
    assert opens("mo", children[0]) is None  # opening is counted apart


def test_one_search_is_counted_whole(finds: Open, children: list[UUID]) -> None:
    """Nothing of it is shown where it alone passes the limit; with no event there is no answer."""
    assert finds("mo", children[: FOUND * ASKED + 1]) == "KI429"
    assert finds("mo", children[: FOUND * ASKED]) is None


def test_searches_in_one_record_are_counted_with_them(opens: Open, finds: Open, children: list[UUID]) -> None:
    """Whatever leaves a search's event, one by one or many at once."""
    assert [opens("mo", child, "search") for child in children[: FOUND * ASKED]] == [None] * FOUND * ASKED
    assert opens("mo", children[FOUND * ASKED], "search") == finds("mo", [children[FOUND * ASKED]]) == "KI429"


def test_who_is_open_or_allocated_is_found_without_a_reason(
    opens: Open, finds: Open, children: list[UUID], town: Town
) -> None:
    assert opens("sara", children[-1]) is None
    assert finds("sara", children[: FOUND * ASKED]) is None
    assert finds("sara", [children[-1]]) is None
    assert finds("sara", [town.child(allocated="sara")]) is None
    assert finds("sara", [town.child(allocated="sara"), children[-2]]) == "KI429"


def test_a_person_who_was_found_counts_when_they_are_opened(opens: Open, finds: Open, children: list[UUID]) -> None:
    assert finds("mo", children[: ASKED + 1]) is None
    assert [opens("mo", child) for child in children[: ASKED + 1]] == [None] * ASKED + ["KI429"]


def test_searches_have_a_limit_a_day_and_a_reason_opens_them_too(
    finds: Open, children: list[UUID], town: Town, database: Any, hour: Any
) -> None:
    assert finds("mo", children[: FOUND * ASKED]) is None
    with entered(town.token("mo")):
        assert volume.my_reading() == volume.Reading(0, 0, FOUND * ASKED, FOUND * ASKED)
    assert finds("mo", children[FOUND * ASKED :]) == "KI429"
    with entered(town.token("mo")):
        volume.read_on("an inspection tomorrow")
    assert finds("mo", children[FOUND * ASKED :]) is None
    database.set_clock(hour + timedelta(hours=1))
    with entered(town.token("mo")):
        assert volume.my_reading() == volume.Reading(0, 0, 0, FOUND * ASKED + TOLD)


def test_governance_is_told_of_searches_once_a_day(
    opens: Open, finds: Open, children: list[UUID], town: Town, database: Any
) -> None:
    assert finds("mo", children[: FOUND * TOLD]) is None
    assert told(database) == []
    assert finds("mo", children[FOUND * TOLD : FOUND * TOLD + 2]) is None
    assert finds("mo", children[: FOUND * TOLD + 3]) is None
    for child in children[: TOLD + 1]:
        opens("mo", child)
    assert sorted(told(database)) == [
        (town.post["mo"], TOLD + 1, 1, TOLD),
        (town.post["mo"], FOUND * TOLD + 2, 1, FOUND * TOLD),
    ]
    with database.superuser() as admin:
        found = admin.execute("SELECT rule FROM people.finding ORDER BY rule").fetchall()
    assert found == [("found over the limit",), ("over the limit",)]


def test_work_at_which_nobody_sits_is_not_counted(town: Town, hour: Any, children: list[UUID], database: Any) -> None:
    """A job, a command, an import: as many as it needs."""
    with town.acting("mo"):
        for child in children:
            log("open", child)
            log("import", child)
            log("search", child)
    assert told(database) == []


def test_imports_and_lists_leave_room(opens: Open, children: list[UUID]) -> None:
    for child in children:
        assert opens("mo", child, "import") is None
        assert opens("mo", child, "list") is None
    assert opens("mo", children[0]) is None


def test_who_is_absent_is_counted_nowhere(opens: Open, children: list[UUID]) -> None:
    """What is asked for and not there leaves `absent`, which shows nothing."""
    for _ in range(2 * ASKED):
        assert opens("mo", uuid4(), "absent") is None
    assert opens("mo", children[0]) is None


def test_without_a_line_of_its_own_an_organisation_has_everybodys(town: Town, hour: Any) -> None:
    with town.acting("teacher"):
        assert volume.limits() == volume.Limits(30, 90, 60, 180)
    with town.acting("mo"):
        assert volume.limits() == volume.Limits(TOLD, 2 * TOLD, ASKED, 2 * ASKED)


def test_governance_alone_sets_limits_with_a_new_proof_and_an_event(town: Town, database: Any) -> None:
    wanted = volume.Limits(10, 40, 20, 80)
    for who in ("sara", "manager", "admin"):
        with town.acting(who), pytest.raises(Refused):
            volume.limit_reading(wanted)
    token = town.token("governor")
    with database.superuser() as admin:
        admin.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 hour' WHERE human = %s",
                      [town.human["governor"]])  # fmt: skip
    with pytest.raises(Unconfirmed), entered(token):
        volume.limit_reading(wanted)
    before = volume.Limits(TOLD, 2 * TOLD, ASKED, 2 * ASKED)
    with town.acting("governor"):
        assert volume.limits() == before
        volume.limit_reading(wanted)
        assert volume.limits() == wanted
        volume.limit_reading(before)
    with database.superuser() as admin:
        (count,) = admin.execute("SELECT count(*) FROM audit_event WHERE action = 'limit reading'").fetchone()
    assert count == 2


@pytest.mark.parametrize(
    "wrong", [(0, 10, 5, 20), (5, 4, 6, 20), (5, 10, 4, 20), (5, 30, 6, 20), (5, 10, 6, 5), (5, 10, 20, 9999)]
)
def test_limits_that_make_no_sense_are_refused(town: Town, wrong: tuple[int, ...]) -> None:
    with town.acting("governor"), pytest.raises(Invalid):
        volume.limit_reading(volume.Limits(*wrong))


@pytest.mark.parametrize("action", ["read on", "limit reading", "keep events", "erase events"])
def test_an_event_on_which_something_rests_is_not_added_by_hand(town: Town, action: str) -> None:
    """A reason is given through the function that counts, and an erasure by whoever may decide it."""
    with pytest.raises(Refused), town.acting("mo"):
        log(action)
