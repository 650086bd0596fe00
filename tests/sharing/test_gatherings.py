"""Joint work: everybody at the table opens to everybody there, in one step, and it ends for all at once."""

from datetime import timedelta
from uuid import UUID

import pytest

from kith.access import facts
from kith.access.explain import explain
from kith.access.models import Involvement, Share
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.sharing.actions.convene import convene
from kith.sharing.actions.sit_together import bring_to_table, end_gathering, open_at_table
from kith.sharing.gatherings import gathering, gatherings, kinds
from kith.sharing.guide import starting

OPENED = {"plan": 3, "social_care": 3, "identity": 2}
SCHOOL, POLICE = "school", "police"


def called(town, person: UUID, by: str = "sara", kind: str = "strategy discussion", token: str = "t", **other) -> UUID:
    given = {
        "mine": town.post[by],
        "members": {town.team["pastoral"]: SCHOOL, town.team["protecting"]: POLICE},
        "grades": OPENED,
        "until": now() + timedelta(days=7),
        "reason": "What is known about Friday",
    }
    with town.acting(by):
        return convene(person=person, kind=kind, token=token, **(given | other))


def sees(town, who: str, person: UUID, owner: str, domain: str) -> int:
    """How far they see rows of an organisation in a domain."""
    with town.acting(who):
        found = explain(person)
        return found.on_rows_of(town.agency[owner])[domain] if found else 0


@pytest.fixture
def person(town) -> UUID:
    return town.child()


def test_everybody_called_reads_what_was_opened_from_now_on(town, person) -> None:
    assert sees(town, "teacher", person, "children", "plan") == 0
    called(town, person)
    assert sees(town, "teacher", person, "children", "plan") == 3
    assert sees(town, "officer", person, "children", "social_care") == 3
    assert sees(town, "visitor", person, "children", "plan") == 0
    with town.acting("teacher"):
        (table,) = gatherings(person)
        assert table.name == "Strategy discussion"
        assert table.sits
        assert not table.called_by_me


def test_each_organisation_opens_its_own_to_the_same_table(town, person) -> None:
    with town.acting("sara"):
        facts.involve(person, town.team["protecting"], "core group: police")
    table = called(town, person)
    assert sees(town, "teacher", person, "police", "justice") == 0
    with town.acting("officer"):
        assert open_at_table(person=person, gathering=table, grades={"justice": 3}) == 2
    assert sees(town, "teacher", person, "police", "justice") == 3
    with town.acting("officer"):
        assert open_at_table(person=person, gathering=table, grades={"justice": 2}) == 0  # they have more already
    with town.acting("sara"):
        assert gathering(person, table).opened_by == ["Larkshire Children's Services", "Larkshire Police"]


def test_ending_it_ends_what_every_organisation_opened(town, person) -> None:
    with town.acting("sara"):
        facts.involve(person, town.team["protecting"], "core group: police")
    table = called(town, person)
    with town.acting("officer"):
        open_at_table(person=person, gathering=table, grades={"justice": 3})
        with pytest.raises(Refused, match="Only those who called"):
            end_gathering(person=person, gathering=table, why="Enough")
    with town.acting("sara"):
        end_gathering(person=person, gathering=table, why="No further action")
        assert not Share.objects.filter(person_id=person, closed=False).exists()
        assert not gathering(person, table).goes_on
        with pytest.raises(Invalid, match="has ended"):
            open_at_table(person=person, gathering=table, grades={"plan": 2})
    assert sees(town, "teacher", person, "children", "plan") == 0
    assert sees(town, "teacher", person, "police", "justice") == 0


def test_who_comes_later_reads_once_it_is_opened_again(town, person) -> None:
    table = called(town, person)
    with town.acting("teacher"), pytest.raises(Refused, match="Only those who called"):
        bring_to_table(person=person, gathering=table, holder=town.team["health visitors"])
    with town.acting("sara"):
        bring_to_table(person=person, gathering=table, holder=town.team["health visitors"])
    assert sees(town, "visitor", person, "children", "plan") == 0
    with town.acting("sara"):
        assert open_at_table(person=person, gathering=table, grades=OPENED) == 1
    assert sees(town, "visitor", person, "children", "plan") == 3


def test_a_core_group_takes_part_in_roles_until_it_ends(town, person) -> None:
    table = called(town, person, kind="core group")
    with town.acting("sara"):
        took_part = Involvement.objects.filter(person_id=person, closed=False)
        found = {row.profile for row in took_part if row.ends}
        assert found == {"core group: school", "core group: police"}
        end_gathering(person=person, gathering=table, why="The plan has ended")
        assert not any(row.ends for row in took_part.all())
    assert sees(town, "teacher", person, "school", "education") == 0


def test_nobody_gives_more_than_they_open_nor_calls_what_they_may_not(town, person) -> None:
    with pytest.raises(Refused, match="only what your own involvement opens"):
        called(town, person, grades={"staff_concern": 3})
    with pytest.raises(Invalid, match="not named to others"):
        called(town, person, members={town.team["mind"]: "health trust"})
    with pytest.raises(Invalid, match="still to come"):
        called(town, person, until=now() - timedelta(days=1))
    with pytest.raises(Unknown):
        called(town, person, by="teacher")
    with pytest.raises(Invalid, match="for yourself"):
        called(town, person, mine=town.team["pastoral"])
    with town.acting("sara"):
        assert not gatherings(person)


def test_sent_twice_it_is_called_once(town, person) -> None:
    assert called(town, person) == called(town, person)
    with town.acting("sara"):
        assert len(gatherings(person)) == 1
        assert Share.objects.filter(person_id=person).count() == 2


def test_a_sealed_record_has_no_table(town, person) -> None:
    with town.acting("manager"):
        facts.seal(person, [town.human["manager"], town.human["sara"]], "adoption")
    with pytest.raises(Refused, match="opened to people by name"):
        called(town, person)


def test_who_does_not_sit_there_is_told_nothing(town, person) -> None:
    table = called(town, person)
    with town.acting("visitor"):
        assert gatherings(person) == []
        with pytest.raises(Unknown):
            open_at_table(person=person, gathering=table, grades={"health": 2})


def test_every_kind_rests_on_a_law_of_the_guide_and_on_roles_that_there_are(town) -> None:
    with town.database.superuser() as superuser:
        roles = {name for (name,) in superuser.execute("SELECT name FROM access.profile")}
    for kind in kinds().values():
        assert starting().gateway(kind.law), kind.code
        assert set(kind.roles.values()) <= roles, kind.code
