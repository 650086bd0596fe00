"""Attacks on the facts that locks come from, and on answers about them (docs/security/attacks.md)."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from kith.access import agreements, facts
from kith.core.clock import now
from kith.core.errors import Refused
from kith.core.ids import person_id


def test_emergency_access_is_not_made_lasting(town, child) -> None:
    """Nor given on: neither to oneself by an involvement or a share, nor to others."""
    with town.acting("mo"):
        facts.open_in_emergency(child, "a child is at risk", 1)
        for holder in ("mo", "officer"):
            with pytest.raises(Refused):
                facts.involve(child, town.post[holder], "allocated social worker")
            with pytest.raises(Refused):
                facts.share(
                    child, town.post[holder], {"social_care": 4}, now() + timedelta(days=900), "task", "because"
                )


def test_cover_for_a_day_is_not_made_lasting(town) -> None:
    child = town.child()
    with town.acting("manager"):
        cover = facts.involve(child, town.post["duty"], "allocated social worker", ends=now() + timedelta(days=1))
    with town.acting("duty"):
        for attempt in (
            lambda: facts.redate(child, cover, now(), None),
            lambda: facts.redate(child, cover, now(), now() + timedelta(days=9)),
            lambda: facts.involve(child, town.post["duty"], "allocated social worker"),
        ):
            with pytest.raises(Refused):
                attempt()
        facts.redate(child, cover, now(), now() + timedelta(hours=1))


def test_an_allocator_gives_nothing_to_outsiders(town, child) -> None:
    """Work within their organisation, with its event; nothing beyond it that they do not open themself."""
    with town.acting("manager"):
        for holder in ("officer", "teacher"):
            with pytest.raises(Refused):
                facts.share(
                    child, town.post[holder], {"staff_concern": 5}, now() + timedelta(days=1), "task", "because"
                )


def test_an_allocator_allocates_to_themself_with_an_event_and_not_beyond_locate(town, child, steal) -> None:
    """It is how allocation works in a small team; the teacher, an allocator too, is nobody to this child."""
    with town.acting("manager"):
        made = facts.involve(child, town.post["manager"], "allocated social worker")
    with town.database.superuser() as admin:
        event = "SELECT post, detail ->> 'holder' FROM audit_event WHERE action = 'involve' AND rows = ARRAY[%s]"
        assert admin.execute(event, [made]).fetchone() == (town.post["manager"], str(town.post["manager"]))
    to_self = "SELECT access.involve(%s, %s, 'allocated social worker', 'subject', '', '')"
    assert steal("teacher", (to_self, [child, town.post["teacher"]])) == "KI404"


def test_nobody_is_barred_who_is_everybody(town, child) -> None:
    """Key 0 stands in every keyring: to bar human 0 would close the record for good."""
    from kith.core.errors import Invalid

    with town.acting("sara"):
        for nobody in (0, -1, 1 << 44, 999_999_999):
            with pytest.raises(Invalid):
                facts.exclude(child, nobody, "x")


def test_a_row_is_sealed_only_by_whom_it_opens_to(town, child) -> None:
    from kith.core.errors import Unknown

    with town.acting("sara"), pytest.raises(Unknown):
        facts.seal(child, [town.human["sara"]], "x", row=uuid4())


def test_looks_and_openers_keep_a_discreet_service_quiet(town) -> None:
    """Who has looked and who will see are asked by somebody who may not know that the service is involved."""
    from kith.access.explain import who_opens
    from kith.core.session import rows

    child = town.child()
    with town.acting("sara"):
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
        facts.involve(child, town.team["mind"], "core group: health visitor or school nurse")
        facts.exclude(child, town.human["mo"], "his niece")
    with town.acting("therapist"):
        rows("SELECT access.log('record', %s, NULL, '{mental_health}', '{4}')", child)
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "reception", "trust", None, False, ("finder",))
    with town.acting("reception"):
        looks = rows("SELECT post, action, domains, grades FROM access.looks(%s)", child)
        assert town.post["therapist"] not in {post for post, *_ in looks}
        assert not {"exclude", "seal"} & {action for _, action, *_ in looks}
        assert all(not domains for post, _, domains, _ in looks if post != town.post["reception"])
        assert town.team["mind"] not in {o.holder for o in who_opens(child, "identity", 1)}


def test_who_will_see_does_not_tell_who_is_barred(town) -> None:
    """The list of a team less one is the name of that one. Those who may bar are told the truth."""
    from kith.access.explain import who_opens

    child = town.child()
    with town.acting("sara"):
        facts.exclude(child, town.human["mo"], "his niece")
        assert town.human["mo"] not in {h for o in who_opens(child, "social_care", 3) for h in o.humans}
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "colleague", "children", "safeguarding")
    with town.acting("colleague"):
        assert town.human["mo"] in {h for o in who_opens(child, "social_care", 3) for h in o.humans}


def test_a_version_of_a_role_binds_nobody_elses_people(town, steal, child) -> None:
    """The school raises what a social worker sees: no involvement of the council's takes it up."""
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "bursar", "school", None, False, ("governance",))
    raised = "SELECT access.propose_profile('allocated social worker', array_fill(5::smallint, '{11}'))"
    live = "SELECT access.profile_live(max(id)) FROM access.proposals()"
    told = "SELECT persons, live, applied FROM access.proposals()"
    work = "SELECT access.work_next()"
    assert steal("bursar", raised, work, live, work, told) == [(0, True, 0)]
    bound = "SELECT DISTINCT agency FROM access.profiles() WHERE name = 'allocated social worker'"
    assert steal("governor", bound) == [(None,)]


@pytest.mark.parametrize(
    "asked",
    ["gains", "gains_by_grade", "gains_in_all", "gains_by_person", "profile_change", "throw_away", "measure_again",
     "profile_live"],
)  # fmt: skip
def test_a_proposal_is_its_own_organisations(town, steal, asked) -> None:
    """Of another organisation, and one that is not there: one answer."""
    with town.acting("governor"):
        theirs = agreements.propose_profile("emergency duty", {"identity": 2})
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, f"head of {asked}", "school", None, False, ("governance",))
    for number in (theirs, theirs + 1000):
        assert steal(f"head of {asked}", f"SELECT access.{asked}({number})") == "KI404"
        assert steal("teacher", f"SELECT access.{asked}({number})") == "KI403"


def test_a_number_written_down_does_not_tell_that_somebody_has_it(town, steal, child) -> None:
    """The clash is queued on the other's side, for those who open both."""
    from kith.people.actions.add_identifier import add_identifier

    pupil = person_id()
    with town.acting("sara"):
        add_identifier(child, "nhs", "9434765919")
    with town.acting("teacher"):
        facts.admit(pupil, town.post["teacher"], "allocated social worker")
        add_identifier(pupil, "nhs", "9434765919")
    assert steal("teacher", "SELECT other_id FROM people_identifierclash") == []
    assert steal("sara", "SELECT other_id FROM people_identifierclash") == [(pupil,)]


def test_a_search_is_bounded(steal) -> None:
    asked = "SELECT * FROM people.find(NULL, '1900-01-01', '2100-01-01', NULL, {}, {}, '{{}}', {})"
    numbers = "array_fill('1'::text, '{21}')"
    for args in (
        ("NULL", "'search'", "NULL"),
        ("NULL", "'search'", "101"),
        (numbers, "'search'", "9"),
        ("NULL", "'x'", "9"),
        ("NULL", "NULL", "9"),
    ):
        assert steal("duty", asked.format(*args)) == "KI422"


@pytest.mark.parametrize("who", ["stopped", "lapsed", "barred"])
def test_no_emergency_access_for_whom_it_is_not(town, child, who) -> None:
    """A suspended account, lapsed training, somebody barred: refused or answered as for nobody."""
    with town.database.connect("kith_owner") as owner:
        if who not in town.post:
            town.add_post(owner, who, "children", "safeguarding", False, ("finder",))
        if who == "lapsed":
            owner.execute(
                "UPDATE agencies_agency SET training_required = true WHERE id = %s", [town.agency["children"]]
            )
            owner.execute(
                "UPDATE agencies_practitioner SET trained_until = '2100-01-01' WHERE id <> %s", [town.human[who]]
            )
    if who == "barred":
        with town.acting("sara"):
            facts.exclude(child, town.human[who], "a relative")
    token = town.token(who)
    with town.database.connect("kith_owner") as owner:
        if who == "stopped":
            owner.execute("UPDATE agencies_practitioner SET state = 'suspended' WHERE id = %s", [town.human[who]])
    with town.database.connect("kith_app") as one, pytest.raises(psycopg.Error) as stopped, one.transaction():
        one.execute("SELECT access.enter(%s)", [token])
        one.execute("SELECT access.open_in_emergency(%s, 'now', 1)", [child])
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_agency SET training_required = false")
    assert stopped.value.sqlstate == {"stopped": "KI403", "lapsed": "KI403", "barred": "KI404"}[who]


def test_what_one_request_leaves_behind_does_not_reach_the_next(town, database) -> None:
    """Settings, held locks, cursors and prepared statements: a connection serves many."""
    from django.db import connection

    from kith.core.session import entered, sweep_connection

    with connection.cursor() as cursor:
        cursor.execute("SET search_path = access, public")
        cursor.execute("SET default_transaction_isolation = 'serializable'")
        cursor.execute("SELECT pg_advisory_lock(7)")
    sweep_connection()
    with database.superuser() as admin:
        assert admin.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)
    with entered(town.token("sara")), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path'), current_setting('TimeZone')")
        assert cursor.fetchone() == ('"$user", public', "UTC")


def test_a_statement_that_was_put_in_the_place_of_the_drivers_is_not_run_by_the_next(town, child) -> None:
    """What the driver prepares outlives a request; whoever can send SQL could put their own under its name."""
    from django.db import connection, transaction

    from kith.audit.log import log
    from kith.core.session import enter_transaction, rows, sweep_connection

    def asked() -> list[tuple[str]]:
        with transaction.atomic():
            enter_transaction(town.token("sara"))
            log("open", child)
            return rows("SELECT title FROM record_entry WHERE person_id = %s", child)

    sweep_connection()
    before = [asked() for _ in range(4)][-1]
    ((name,),) = connection.connection.execute(
        "SELECT name FROM pg_prepared_statements WHERE statement LIKE 'SELECT title FROM record_entry%'"
    ).fetchall()
    connection.connection.execute(f"DEALLOCATE {name}")
    connection.connection.execute(f"PREPARE {name} AS SELECT 'planted ' || $1::uuid")
    assert asked() == [(f"planted {child}",)], "or else what follows would say nothing"
    sweep_connection()
    assert asked() == before


def test_a_lock_is_not_held_for_ever(app) -> None:
    limits = dict(app.execute("SELECT name, setting::int FROM pg_settings WHERE name LIKE '%timeout%'").fetchall())
    assert 0 < limits["lock_timeout"] < limits["statement_timeout"] <= limits["idle_in_transaction_session_timeout"]


def test_nobody_holds_up_changes_about_a_stranger(steal, child) -> None:
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
    assert steal("teacher", ("SELECT record.write_about(ARRAY[%s])", [child]), held) == [(0,)]


def test_the_queue_runs_nothing_that_acts_for_another(town) -> None:
    """The login may write jobs, so a job that acts as the post that stands in it would be a way to be anybody."""
    from procrastinate.contrib.django import app as queue

    import kith.access.tasks
    import kith.agencies.tasks
    import kith.audit.tasks
    import kith.core.tasks
    import kith.people.tasks
    import kith.record.tasks  # noqa: F401  they register their tasks, which take nobody's id

    assert {name for name in queue.tasks if not name.startswith(("builtin:", "procrastinate."))} <= {
        "kith.access.tasks.tidy",
        "kith.access.tasks.go_on",
        "kith.access.tasks.verify",
        "kith.audit.tasks.sequence",
        "kith.agencies.tasks.sweep_attempts",
        "kith.record.tasks.count_openings",
        "kith.core.tasks.take_up_again",
        "kith.people.tasks.watch",
        "kith.agencies.tasks.write_of_training",
        "kith.sharing.tasks.remind",
    }


def test_the_door_reads_no_record(database) -> None:
    with database.connect("kith_door") as door:
        for table in (
            "record_entry",
            "people_personname",
            "access_involvement",
            "audit_event",
            "access.session",
            "access.secret",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                door.execute(f"SELECT 1 FROM {table}")
