"""People and teams: who may change what, that each change bites at once, and that each leaves its event."""

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest

from kith.access import administration as administer
from kith.agencies.models import Membership, Post, Practitioner, Role
from kith.core.clock import now
from kith.core.errors import Invalid, NotSignedIn, Refused
from kith.core.session import entered
from tests.town import Town

Act = Callable[[Town], object]


@pytest.fixture(scope="module", autouse=True)
def second_administrator(town: Town) -> None:
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "deputy", "children", None, False, ("administrator",))
        town.add_post(owner, "head", "school", None, False, ("administrator",))


def membership(town: Town, key: str) -> int:
    return Membership.objects.filter(post_id=town.post[key]).latest("id").pk


def newest_event(town: Town) -> dict[str, object]:
    with town.database.superuser() as database:
        row = database.execute(
            "SELECT human, detail FROM audit_event WHERE action = 'administer' ORDER BY id DESC LIMIT 1"
        ).fetchone()
    return {"human": row[0], **row[1]}


ACTS: dict[str, Act] = {
    "appoint": lambda t: administer.appoint(t.human["officer"], "Police officer at the front door"),
    "end_post": lambda t: administer.end_post(t.post["mo"]),
    "join_team": lambda t: administer.join_team(t.post["governor"], t.team["front door"]),
    "leave_team": lambda t: administer.leave_team(membership(t, "mo")),
    "make_manager": lambda t: administer.make_manager(membership(t, "sara")),
    "give_role": lambda t: administer.give_role(t.post["sara"], "finder"),
    "end_role": lambda t: administer.end_role(Role.objects.filter(post_id=t.post["duty"]).latest("id").pk),
    "set_account_state": lambda t: administer.set_account_state(t.human["manager"], "suspended"),
    "record_training": lambda t: administer.record_training(t.human["sara"], date(2030, 1, 1)),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["sara", "manager", "governor", "head"])
def test_nobody_but_an_administrator_of_that_organisation(town: Town, act: str, who: str) -> None:
    with town.acting(who), pytest.raises(Refused):
        if act == "appoint" and who == "head":
            raise Refused("an appointment is always to one's own organisation")
        ACTS[act](town)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_without_a_keyring(town: Town, act: str) -> None:
    with pytest.raises(NotSignedIn):
        ACTS[act](town)


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_may_and_it_is_recorded(town: Town, act: str) -> None:
    with town.acting("admin"):
        ACTS[act](town)
    event = newest_event(town)
    assert (event["act"], event["human"]) == (act, town.human["admin"])


GIVING: dict[str, Act] = {
    "appoint": lambda t: administer.appoint(t.human["admin"], "Social worker"),
    "join_team": lambda t: administer.join_team(t.post["admin"], t.team["safeguarding"]),
    "give_role": lambda t: administer.give_role(t.post["admin"], "finder"),
    "record_training": lambda t: administer.record_training(t.human["admin"], date(2030, 1, 1)),
    "set_account_state": lambda t: administer.set_account_state(t.human["admin"], "active"),
}


@pytest.mark.parametrize("act", GIVING)
def test_nobody_gives_access_to_themself_and_a_second_administrator_can(town: Town, act: str) -> None:
    with town.acting("admin"), pytest.raises(Refused, match="Nobody gives access to themself"):
        GIVING[act](town)
    with town.acting("deputy"):
        GIVING[act](town)


def test_nobody_makes_themself_a_manager(town: Town) -> None:
    with town.acting("admin"), pytest.raises(Refused, match="themself"):
        administer.make_manager(membership(town, "admin"))


def test_an_ended_role_gives_nothing(town: Town) -> None:
    with town.acting("admin"):
        administer.end_role(administer.give_role(town.post["governor"], "administrator"))
    with town.acting("governor"), pytest.raises(Refused):
        administer.give_role(town.post["sara"], "on_call")


def test_a_role_of_tomorrow_gives_nothing_today(town: Town) -> None:
    with town.acting("admin"):
        administer.give_role(town.post["governor"], "administrator", starts=now() + timedelta(days=1))
    with town.acting("governor"), pytest.raises(Refused):
        administer.give_role(town.post["sara"], "on_call")


def test_suspending_ends_sessions_at_once_and_only_they_can_lift_it(town: Town) -> None:
    token = town.token("duty")
    with town.acting("admin"):
        administer.appoint(town.human["teacher"], "Visiting teacher")
        administer.set_account_state(town.human["duty"], "suspended")
        administer.set_account_state(town.human["teacher"], "suspended")
    with pytest.raises(NotSignedIn), entered(token):
        pass
    with town.acting("head"), pytest.raises(Refused, match="Another organisation suspended"):
        administer.set_account_state(town.human["teacher"], "active")
    with pytest.raises(Refused), town.acting("duty"):
        pass
    with town.acting("admin"):
        administer.set_account_state(town.human["duty"], "active")
        administer.set_account_state(town.human["teacher"], "active")
    with town.acting("duty"):
        pass


def test_an_ended_post_ends_its_sessions_and_no_others(town: Town) -> None:
    with town.acting("head"):
        post = administer.appoint(town.human["visitor"], "School nurse")
    from kith.access.door import open_session

    ended, other = open_session(town.human["visitor"], post), town.token("visitor")
    with town.acting("head"):
        administer.end_post(post)
    with pytest.raises(NotSignedIn), entered(ended):
        pass
    with entered(other):
        pass


def test_a_team_opens_what_it_opens_from_the_moment_of_joining(town: Town) -> None:
    def keys() -> int:
        with town.acting("adults") as actor:
            assert actor.post
            from kith.core.session import rows

            return len(rows("SELECT access.keys()")[0][0])

    before = keys()
    with town.acting("admin"):
        joined = administer.join_team(town.post["adults"], town.team["front door"])
    assert keys() > before
    with town.acting("admin"):
        administer.leave_team(joined)
    assert keys() == before


def test_a_new_practitioner_opens_nothing_yet(town: Town) -> None:
    with town.acting("admin"):
        post = administer.add_practitioner(" Ngozi Eze ", "Ngozi.Eze@Example.org", "", "Social worker")
    practitioner = Practitioner.objects.get(posts=post)
    assert (practitioner.name, practitioner.email) == ("Ngozi Eze", "ngozi.eze@example.org")
    assert not Membership.objects.filter(post=post).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "Enter a name"),
        ({"name": "x" * 201}, "at most 200"),
        ({"title": ""}, "Enter a job title"),
        ({"email": "nobody"}, "Enter an email address"),
        ({"email": "SARA@example.org"}, "is in Kith already"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(town: Town, typed: dict[str, str], said: str) -> None:
    right = {"name": "A", "email": "a@example.org", "telephone": "", "title": "Social worker"}
    before = (Practitioner.objects.count(), Post.objects.count())
    with town.acting("admin"), pytest.raises(Invalid, match=said):
        administer.add_practitioner(**{**right, **typed})
    assert (Practitioner.objects.count(), Post.objects.count()) == before


def test_dates_must_run_forwards_and_no_role_twice(town: Town) -> None:
    with town.acting("admin"):
        with pytest.raises(Invalid, match="before the start"):
            administer.appoint(town.human["sara"], "Social worker", now(), now() - timedelta(days=1))
        with pytest.raises(Invalid, match="already"):
            administer.give_role(town.post["manager"], "allocator")
        with pytest.raises(Invalid, match="already"):
            administer.join_team(town.post["sara"], town.team["safeguarding"])
        with pytest.raises(Invalid, match="no such role"):
            administer.give_role(town.post["sara"], "superuser")


def test_the_application_cannot_write_these_tables_itself(town: Town) -> None:
    with town.database.connect("kith_app") as app:
        for table in ("agency", "team", "practitioner", "post", "membership", "role"):
            for sql in (f"DELETE FROM agencies_{table}", f"UPDATE agencies_{table} SET id = id"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(sql)
        for call in ("access.end_sessions_of(1)", "access.log_administration(NULL, '', '{}')"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(f"SELECT {call}")
