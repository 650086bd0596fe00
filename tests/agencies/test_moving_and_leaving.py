"""A colleague moves or leaves, through the pages: what ends, ends at once; what they carried is lost to nobody."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import facts
from kith.access.models import Involvement
from kith.agencies.models import Membership, Post, Practitioner
from kith.core.clock import now
from kith.core.errors import NotSignedIn, Refused
from kith.core.ids import person_id, row_id
from kith.core.session import TOKEN_COOKIE, entered, rows
from kith.people.models import PersonName
from kith.record.actions.save_draft import save_draft
from kith.record.models import Draft
from tests.town import Town

NAMES = iter(
    [
        "Ada",
        "Ben",
        "Cleo",
        "Dan",
        "Eve",
        "Finn",
        "Gil",
        "Hal",
        "Ida",
        "Jo",
        "Kit",
        "Lea",
        "Max",
        "Nell",
        "Olu",
        "Pia",
        "Roy",
    ]
)


@pytest.fixture(autouse=True)
def mover(town: Town) -> str:
    """Somebody new in the safeguarding team for each test: what a test ends stays ended."""
    mover.number = getattr(mover, "number", 0) + 1
    key = f"mover {mover.number}"
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, key, "children", "safeguarding")
    return key


def client(town: Town, who: str) -> Client:
    found = Client(headers={"host": "localhost"}, raise_request_exception=False)
    found.cookies[TOKEN_COOKIE] = town.token(who)
    return found


def child_of(town: Town, who: str | None, *, covered: bool = True) -> tuple[UUID, str]:
    """A child with a name, allocated to `who` by name; `covered` by the team and its managers too."""
    child, name = person_id(), next(NAMES)
    with town.acting("manager"):
        first = facts.admit(child, town.team["safeguarding"], "allocated team (cover)")
        PersonName.objects.create(person_id=child, id=row_id(), domain="identity", grade=1, given=name, family="Hart")
        if who:
            facts.involve(child, town.post[who], "allocated social worker")
        if covered:
            facts.involve(child, town.managers["safeguarding"], "managers of the allocated team")
        else:
            facts.end_involvement(child, first, "theirs alone")
    return child, name


def opens(town: Town, who: str, child: UUID) -> bool:
    return client(town, who).get(reverse("person", args=[child])).status_code == 200


def move(town: Town, who: str, **said: Any) -> Any:
    membership = Membership.objects.get(post_id=town.post[who], ends=None)
    typed = {"out_of": membership.pk, "into": town.team["front door"], **said}
    return client(town, "admin").post(reverse("move_colleague", args=[town.post[who]]), typed, follow=True)


def leave(town: Town, who: str, **said: Any) -> Any:
    typed = {"team": town.team["safeguarding"], **said}
    return client(town, "admin").post(reverse("end_colleague", args=[town.post[who]]), typed, follow=True)


def waiting(town: Town, who: str = "manager") -> str:
    return client(town, who).get(reverse("home")).text


def test_a_move_shuts_what_the_old_team_opened_in_the_next_transaction(town: Town, mover: str) -> None:
    child, _ = child_of(town, None)
    token = town.token(mover)
    with entered(token):
        assert facts_open(child)
    assert "has moved" in move(town, mover).text
    with entered(token):  # the same session, which goes on
        assert not facts_open(child)
    assert not opens(town, mover, child)
    old, new = Membership.objects.filter(post_id=town.post[mover]).order_by("id")
    assert old.ends == new.starts and new.team_id == town.team["front door"] and new.ends is None


def facts_open(child: UUID) -> bool:
    from kith.audit.log import log

    log("test")
    return PersonName.objects.filter(person_id=child).exists()


def test_who_was_allocated_is_kept_until_handed_over_and_the_manager_sees_it(town: Town, mover: str) -> None:
    child, name = child_of(town, mover)
    move(town, mover, keep="yes")
    assert opens(town, mover, child)
    said = f"{name} Hart</a>: still allocated to {mover.title()}, who is no longer in your team"
    assert said in waiting(town)
    with town.acting("manager"):
        held = Involvement.objects.get(person_id=child, holder_id=town.post[mover])
        facts.end_involvement(child, held.id, "handed over")
        facts.involve(child, town.post["sara"], "allocated social worker")
    assert f"{name} Hart</a>: " not in waiting(town)
    assert not opens(town, mover, child)


def test_allocations_that_end_with_the_move_wait_for_the_manager(town: Town, mover: str) -> None:
    child, name = child_of(town, mover)
    dated, second = child_of(town, None)
    with town.acting("manager") as actor:
        facts.involve(dated, town.post[mover], "allocated social worker", ends=actor.at + timedelta(days=7))
    page = client(town, "admin").get(reverse("move_colleague", args=[town.post[mover]])).text
    assert "2 people are allocated to them by name, 1 of them until a date" in page and name not in page
    move(town, mover, keep="no")
    for each, called in ((child, name), (dated, second)):
        assert not opens(town, mover, each)
        assert f"{called} Hart</a>: allocated to nobody since {mover.title()} went" in waiting(town)
    assert "allocated to nobody since" not in waiting(town, "sara")


def test_leaving_ends_everything_at_once(town: Town, mover: str) -> None:
    child, name = child_of(town, mover)
    first, second = town.token(mover), town.token(mover)
    page = client(town, "admin").get(reverse("end_colleague", args=[town.post[mover]])).text
    assert "signed out where they are signed in now (2)" in page and "1 allocation by name" in page
    assert "Their account is closed." in page
    assert "has left, and is signed out." in leave(town, mover).text
    for token in (first, second):
        with pytest.raises(NotSignedIn), entered(token):
            pass
    with pytest.raises(Refused):
        town.token(mover)
    assert f"{name} Hart</a>: allocated to nobody since {mover.title()} went" in waiting(town)
    assert not Membership.objects.filter(post_id=town.post[mover], ends=None).exists()
    assert Practitioner.objects.get(pk=town.human[mover]).state == "left"
    with town.acting("manager"):
        assert not Involvement.objects.filter(person_id=child, holder_id=town.post[mover], closed=False).exists()
    with town.database.connect("kith_owner") as owner:
        assert owner.execute("SELECT sum(drifted) FROM access.verify()").fetchone() == (0,)


def test_another_post_goes_on(town: Town, mover: str) -> None:
    with town.database.connect("kith_owner") as owner:
        (other,) = owner.execute(
            "INSERT INTO agencies_post (practitioner_id, agency_id, title, telephone, starts)"
            " VALUES (%s, %s, 'School nurse', '', '2020-01-01') RETURNING id",
            [town.human[mover], town.agency["trust"]],
        ).fetchone()  # fmt: skip
    from kith.access.door import open_session

    here, there = town.token(mover), open_session(town.human[mover], other)
    leave(town, mover)
    with pytest.raises(NotSignedIn), entered(here):
        pass
    with entered(there):
        pass
    assert Practitioner.objects.get(pk=town.human[mover]).state == "active"


def test_nobody_is_left_to_nobody(town: Town, mover: str) -> None:
    """A child with whom nobody else works: the managers come to know of them, at locate and no further."""
    child, name = child_of(town, mover, covered=False)
    assert not opens(town, "manager", child)
    page = client(town, "admin").get(reverse("end_colleague", args=[town.post[mover]])).text
    assert "With 1 of these people nobody else here works" in page and name not in page
    leave(town, mover)
    assert f"{name} Hart</a>: allocated to nobody since" in waiting(town)
    with town.acting("manager"):
        from kith.access.explain import explain

        told = explain(child)
        assert told and max(told.reach.values()) == 1
        facts.involve(child, town.post["sara"], "allocated social worker")  # as an allocator may
    assert opens(town, "sara", child)


def test_nobody_is_lost_by_waiting_long(town: Town, mover: str) -> None:
    """Half a year later the line stands, until somebody carries the person or the team works with them no more."""
    (child, name), (other, second), (third, done) = (child_of(town, mover) for _ in range(3))
    with town.acting("manager"):
        held = Involvement.objects.get(person_id=third, holder_id=town.post[mover])
        facts.end_involvement(third, held.id, "finished before they went")
    town.database.set_clock(now() + timedelta(days=40))
    leave(town, mover)
    town.database.set_clock(now() + timedelta(days=240))
    try:
        assert all(f"{each} Hart</a>: allocated to nobody since" in waiting(town) for each in (name, second))
        assert f"{done} Hart</a>: " not in waiting(town)
        with town.acting("manager"):
            facts.involve(child, town.post["sara"], "allocated social worker")
            for one in Involvement.objects.filter(person_id=other, closed=False):
                facts.end_involvement(other, one.id, "closed")
        assert f"{name} Hart</a>: " not in waiting(town) and f"{second} Hart</a>: " not in waiting(town)
    finally:
        town.database.set_clock(None)


def test_the_looks_of_whoever_left_stay(town: Town, mover: str) -> None:
    """A year after they went, under their name: for their colleagues, for governance, for the person who is told."""
    child, _ = child_of(town, mover)
    with town.acting("manager"):
        facts.involve(child, town.post["governor"], "allocated team (cover)")
    assert opens(town, mover, child)
    leave(town, mover)
    town.database.set_clock(now() + timedelta(days=365))
    try:
        for who in ("manager", "governor"):
            assert mover.title() in client(town, who).get(reverse("access", args=[child])).text, who
            with town.acting(who):
                told = rows("SELECT post FROM sharing.looks_to_tell(%s, 100) WHERE action = 'open'", child)
            assert (town.post[mover],) in told, who
    finally:
        town.database.set_clock(None)


def test_an_administrator_who_manages_the_team_comes_to_know_of_nobody(town: Town, mover: str) -> None:
    with town.database.connect("kith_owner") as owner:
        key = f"both of {mover}"
        town.add_post(owner, key, "children", "safeguarding", True, ("administrator",))
    child, _ = child_of(town, mover, covered=False)
    typed = {"team": town.team["safeguarding"]}
    answer = client(town, key).post(reverse("end_colleague", args=[town.post[mover]]), typed)
    assert answer.status_code == 422 and "Nobody gives access to themself" in answer.text
    assert Post.objects.get(pk=town.post[mover]).ends is None and opens(town, mover, child)


def test_drafts_go_where_they_may_be_read(town: Town, mover: str) -> None:
    """To the manager, about whom the manager works with; what the manager does not open stays closed."""
    child, _ = child_of(town, mover)
    alone, _ = child_of(town, mover, covered=False)
    with town.acting(mover):
        kept = {
            each: save_draft(person_id=each, kind="case_note", content={"text": "first words"})[0]
            for each in (child, alone)
        }
    page = client(town, "admin").get(reverse("end_colleague", args=[town.post[mover]])).text
    assert "2 drafts not yet recorded" in page and "first words" not in page
    answer = leave(town, mover, drafts_to=town.post["manager"]).text
    assert "Drafts that went to their manager: 1." in answer and "Drafts that stay closed: 1." in answer
    manager = client(town, "manager")
    taken_up = manager.get(reverse("draft", args=[child, kept[child]])).text
    assert "first words" in taken_up and f"{mover.title()} began to write this" in taken_up
    assert manager.get(reverse("draft", args=[alone, kept[alone]])).status_code == 404
    assert f"begun by {mover.title()}" in manager.get(reverse("home")).text
    with town.acting("manager"):
        draft = Draft.objects.get(person_id=child, id=kept[child])
        assert (draft.author_id, draft.begun_by) == (town.post["manager"], town.post[mover])
    assert client(town, "sara").get(reverse("draft", args=[child, kept[child]])).status_code == 404
    with town.database.superuser() as database:
        assert database.execute("SELECT sum(drifted) FROM access.verify(%s)", [child]).fetchone() == (0,)


@pytest.mark.parametrize("who", ["sara", "manager", "governor"])
def test_nobody_but_an_administrator(town: Town, mover: str, who: str) -> None:
    for page in ("move_colleague", "end_colleague"):
        address = reverse(page, args=[town.post[mover]])
        assert client(town, who).get(address).status_code == client(town, who).post(address).status_code == 403
    assert client(town, "admin").get(reverse("end_colleague", args=[town.post["teacher"]])).status_code == 404


def test_it_asks_for_a_new_proof(town: Town, mover: str) -> None:
    admin = client(town, "admin")
    with town.database.superuser() as database:
        database.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 hour' WHERE human = %s",
                         [town.human["admin"]])  # fmt: skip
    for act in ("move_colleague", "end_colleague"):
        assert admin.get(reverse(act, args=[town.post[mover]])).url.startswith(reverse("confirm"))
    change = reverse("change_colleague", kwargs={"post_id": town.post[mover], "act": "give-role"})
    assert admin.post(change, {"role": "finder"}).url.startswith(reverse("confirm"))
    assert admin.get(reverse("colleague", args=[town.post[mover]])).status_code == 200


def test_each_step_leaves_its_event(town: Town, mover: str) -> None:
    child_of(town, mover)
    with town.database.superuser() as database:
        (before,) = database.execute("SELECT max(id) FROM audit_event").fetchone()
        leave(town, mover)
        acts = database.execute(
            "SELECT detail ->> 'act' FROM audit_event WHERE action = 'administer' AND id > %s", [before]
        )
        assert {"hand_back", "leave_team", "set_account_state", "end_post"} <= {act for (act,) in acts.fetchall()}
        ended = database.execute(
            "SELECT count(*) FROM audit_event WHERE action = 'end involvement' AND id > %s", [before]
        )
        assert ended.fetchone() == (1,)
