"""My people as they are counted, joined to and paged through: the same as if everybody were fetched."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from kith.access import facts
from kith.access.models import Involvement
from kith.core.clock import now, today
from kith.core.session import acting
from kith.desk.home.mine import Covered, allocated_to, covered_by_teams, covered_count
from kith.desk.home.waiting import waiting_for_me
from kith.people.models import Alert


@pytest.fixture(scope="module")
def people(town: Any) -> dict[str, UUID]:
    """Sara's and her team's, each involved in another way; some wait for somebody."""
    there = {name: town.child() for name in ("allocated", "twice", "mo's", "later", "over", "barred", "waiting")}
    there |= {name: town.child(allocated="mo") for name in ("team", "team due", "team waiting")}
    with town.acting("manager"):
        later = now() + timedelta(days=2)
        facts.involve(
            there["twice"], town.post["sara"], "independent reviewing officer or conference chair", ends=later
        )
        facts.involve(there["mo's"], town.post["mo"], "allocated social worker")
        _end(there["over"], town.post["sara"])
        _end(there["over"], town.team["safeguarding"])
        facts.exclude(there["barred"], town.human["sara"], "a relative")
        Alert.objects.create(person_id=there["allocated"], domain="plan", grade=3, kind="dog", words="A dog",
                             review_on=today())  # fmt: skip
        Alert.objects.create(person_id=there["team due"], domain="plan", grade=3, kind="dog", words="Two dogs",
                             review_on=today() + timedelta(days=3))  # fmt: skip
        Alert.objects.create(person_id=there["later"], domain="plan", grade=3, kind="dog", words="Three dogs",
                             review_on=today() + timedelta(days=300))  # fmt: skip
    nurse = "core group: health visitor or school nurse"
    for name in ("waiting", "team waiting"):
        with town.acting("manager"):
            facts.involve(there[name], town.team["health visitors"], nurse)
        with town.acting("visitor"):
            facts.involve(there[name], town.post["visitor"], nurse)  # the lead has to accept it
    return there


def _end(person: UUID, holder: int) -> None:
    facts.end_involvement(person, Involvement.objects.get(person_id=person, holder_id=holder).id, "moved away")


def fetched() -> tuple[list[UUID], list[UUID]]:
    """Everyone by how they are mine, worked out from every involvement that I see."""
    me = acting()
    seen = sorted(Involvement.objects.all(), key=lambda i: (i.starts, i.person_id))
    mine = [i for i in seen if i.holder_id in me.holders and not i.closed and i.starts <= me.at]
    mine = [i for i in mine if i.ends is None or i.ends > me.at]
    allocated = dict.fromkeys(i.person_id for i in mine if i.holder_id == me.post)
    return list(allocated), list(dict.fromkeys(i.person_id for i in mine if i.person_id not in allocated))


@pytest.mark.parametrize("who", ["sara", "mo", "manager", "duty", "visitor", "teacher"])
def test_counted_and_paged_as_fetched(town: Any, people: dict[str, UUID], who: str) -> None:
    with town.acting(who):
        allocated, covered = fetched()
        me, mine = acting(), allocated_to(acting())
        assert list(mine) == allocated
        assert covered_count(me, mine) == Covered(len(covered), True)
        few = covered_count(me, mine, at_most=2)
        assert few == Covered(len(covered), True) or (few.people <= len(covered) and not few.counted)
        pages = [covered_by_teams(me, mine, at, at + 2) for at in range(0, len(covered) + 2, 2)]
        assert [person for page in pages for person in page] == covered
        assert len(set(allocated) & set(covered)) == 0


def test_what_is_mine_is_not_nothing(town: Any, people: dict[str, UUID]) -> None:
    """The comparison above would hold of nothing too."""
    with town.acting("sara"):
        allocated, covered = fetched()
    assert people["allocated"] in allocated and people["twice"] in allocated and people["team"] in covered
    assert not {people["over"], people["barred"]} & {*allocated, *covered}


@pytest.mark.parametrize("who", ["sara", "mo", "manager", "visitor"])
def test_what_waits_as_fetched(town: Any, people: dict[str, UUID], who: str) -> None:
    with town.acting(who):
        me, (allocated, covered) = acting(), fetched()
        everyone = {*allocated, *covered}
        to_accept = [i for i in Involvement.objects.filter(closed=False, accepted=False) if i.owner_id != me.agency]
        due = Alert.objects.filter(withdrawn_at=None, until=None, review_on__lte=today() + timedelta(days=7))
        wanted = sorted([i.person_id for i in to_accept if i.person_id in everyone]
                        + [a.person_id for a in due if a.person_id in everyone])  # fmt: skip
        assert sorted(w.person for w in waiting_for_me(me) if w.notice is None) == wanted
        assert len(wanted) == {"sara": 4, "mo": 4, "manager": 4, "visitor": 0}[who]


def test_what_is_not_counted_to_the_end_says_so() -> None:
    assert [str(Covered(*said)) for said in ((0, True), (1, True), (1_234, True), (2_345, False))] == [
        "0 people", "1 person", "1,234 people", "more than 2,300 people"]  # fmt: skip


def test_home_says_how_many_and_the_list_has_them(browser: Any, town: Any, people: dict[str, UUID]) -> None:
    with town.acting("sara"):
        _, covered = fetched()
    home = browser("sara").get(reverse("home")).text
    assert f"Your team also covers {len(covered)} " in home
    listed = browser("sara").get(reverse("covered")).text
    assert "No name" not in listed
    assert browser("sara").get(reverse("covered") + "?page=2").status_code == 200
