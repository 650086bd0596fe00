"""What a preview says, against the reference model on generated worlds: how many rows each post gains and loses."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kith.access import world as w
from kith.access.grades import vector
from kith.access.model import opens
from tests.access import generated as g
from tests.access.asking import Planted
from tests.access.changes import work
from tests.access.conftest import Plant
from tests.access.reaching import agency
from tests.access.test_differential import over_worlds

Said = dict[str, tuple[int, int]]  # post → rows gained, rows lost; who neither gains nor loses is left out
BY_POST = (
    "SELECT post, sum(gained)::integer, sum(lost)::integer FROM access.gain_by_post WHERE proposal = %s GROUP BY post"
)


@over_worlds(ordinarily=20)
@given(world=g.worlds())
def test_an_agreement(planter: Plant, world: w.World) -> None:
    planted = planter(world)
    planted.tune(world)
    for name, edge in world.edges.items():
        if not edge.live:
            (proposal,) = one(planted, "SELECT id FROM access.proposal WHERE edge = %s", planted.fact[name])
            work(planted, proposal)
            others = {n: e for n, e in world.edges.items() if n not in {name, name.removesuffix(", pending")}}
            new = replace(edge, live=True, suspended=False, starts=w.ALWAYS, ends=None)
            after = replace(world, edges={**others, name: new})
            assert said(planted, proposal) == expected(world, after, edge.owner)
    assert planted.drift() == 0


@over_worlds(ordinarily=20)
@given(world=g.worlds(), whose=st.sampled_from(g.AGENCIES), given_=g.grades)
def test_a_role(planter: Plant, world: w.World, whose: str, given_: w.Grades) -> None:
    planted = planter(world)
    planted.tune(world)
    with planted.app.transaction():
        planted.enter(w.Caller(f"{whose} clerk", purpose="governance"))
        asked = planted.app.execute("SELECT access.propose_profile(%s, %s)", [planted.profile["wide"], vector(given_)])
        (proposal,) = asked.fetchone() or (0,)
    work(planted, proposal)
    new = replace(world, profiles=world.profiles | {"new": given_})
    above, before = max(given_.values()) > 1, max(world.profiles["wide"].values()) > 1
    bound = {
        n: replace(i, profile="new", accepted=i.accepted and (whose == "council" or not above or before))
        for n, i in world.involvements.items()
        if i.profile == "wide" and agency(world, i.holder) == whose
    }
    after = replace(new, involvements={**world.involvements, **bound})
    assert said(planted, proposal) == expected(world, after, whose)
    assert planted.drift() == 0


def said(planted: Planted, proposal: int) -> Said:
    names = {id_: name for name, id_ in planted.holder.items()}
    found = planted.superuser.execute(BY_POST, [proposal]).fetchall()
    return {names[post]: (gained, lost) for post, gained, lost in found}


def expected(before: w.World, after: w.World, owner: str | None) -> Said:
    """Counted over the owner's rows, facts about persons among them, in a session for any purpose of ordinary work."""
    rows = [row for row in before.rows.values() if row.owner == owner and not row.draft]
    rows += [row for row in as_rows(before) if row.owner == owner]
    found = {}
    for post in before.posts:
        gained = sum(any(changed(before, after, post, row, p) > 0 for p in g.PURPOSES) for row in rows)
        lost = sum(any(changed(before, after, post, row, p) < 0 for p in g.PURPOSES) for row in rows)
        if gained or lost:
            found[post] = (gained, lost)
    return found


def changed(before: w.World, after: w.World, post: str, row: w.Row, purpose: str) -> int:
    caller = w.Caller(post, purpose=purpose)
    return opens(after, caller, row) - opens(before, caller, row)


def as_rows(world: w.World) -> list[w.Row]:
    """Involvements and shares are rows as well; planted at locate, in the first domain."""
    works = [(n, i.person, agency(world, i.holder)) for n, i in world.involvements.items()]
    shares = [(n, s.person, s.owner or next(iter(world.agencies))) for n, s in world.shares.items()]
    return [w.Row(f"fact {n}", person, "identity", 1, owner) for n, person, owner in works + shares]


def one(planted: Planted, sql: str, *args: object) -> tuple[int]:
    found = planted.superuser.execute(sql, args).fetchone()
    assert found
    return found
