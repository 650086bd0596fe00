"""Changes of agreements, profiles, teams and accounts: they touch no person by name and reach very many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from kith.access import world as w
from kith.access.grades import vector
from tests.access import generated as g
from tests.access.asking import Planted
from tests.access.changes import Change, Draw, but, clerk_of, new, of_agency, some, work


def suspend_edge(draw: Draw, world: w.World) -> Change:
    name = some(draw, [n for n, edge in world.edges.items() if edge.owner])
    edge, suspended = world.edges[name], draw(st.booleans())
    return Change(
        "suspend or resume an agreement",
        clerk_of(draw, edge.owner),
        lambda p: [("suspend_edge", [p.fact[name], suspended])],
        but(world, "edges", name, replace(edge, suspended=suspended)),
    )


def propose_edge(draw: Draw, world: w.World) -> Change:
    """A new version of an agreement, or a new agreement: nothing opens by it yet."""
    known = [n for n, edge in world.edges.items() if edge.owner and edge.live]
    model, made = world.edges[some(draw, known)], draw(g.edge_versions)
    agreement, name = draw(g.pick([some(draw, known), "another agreement"])), new(world, "edges")
    fact = replace(made, owner=model.owner, recipient=model.recipient, live=False, suspended=False)
    terms = [agreement, vector(dict(made.cap)), sorted(made.purposes), max(made.starts, g.LONG_AGO), made.ends, None]
    return Change(
        "propose an agreement",
        clerk_of(draw, model.owner),
        lambda p: [("propose_edge", [p.agency[str(model.recipient)], *terms])],
        but(world, "edges", f"{agreement}, {name}", fact),
        adds=f"{agreement}, {name}",
    )


def go_live(draw: Draw, world: w.World) -> Change:
    """The pending version replaces the live one of the same agreement between the same two."""
    waiting = [n for n, edge in world.edges.items() if not edge.live]
    if not waiting:
        return propose_edge(draw, world)
    name = some(draw, waiting)
    edge = world.edges[name]
    between = (_agreement(name), edge.owner, edge.recipient)
    before = [n for n, e in world.edges.items() if e.live and (_agreement(n), e.owner, e.recipient) == between]
    later = edge.starts > world.now  # until then the version before it holds
    ended = {
        n: replace(e, ends=min(e.ends or edge.starts, edge.starts))
        for n, e in world.edges.items()
        if n in before and later
    }
    kept = {n: e for n, e in world.edges.items() if n not in before} | ended
    return Change(
        "an agreement goes live",
        clerk_of(draw, edge.owner),
        lambda p: _prepared(p, p.fact[name]),
        replace(world, edges={**kept, name: replace(edge, live=True)}),
    )


def _prepared(planted: Planted, edge: int) -> Iterator[tuple[str, list[Any]]]:
    waiting = "SELECT id FROM access.proposals() WHERE edge = %s AND live IS NULL"
    for (proposal,) in planted.app.execute(waiting, [edge]).fetchall():
        work(planted, proposal)
    yield "go_live", [edge]


def _agreement(name: str) -> str:
    """Versions of one agreement are named "agreement, version"."""
    return name.split(",")[0]


def new_profile_version(draw: Draw, world: w.World) -> Change:
    """One agency's version, for its own posts and teams; involvements stay under theirs until it is applied to them.

    Whose it is hangs on who proposes it: each clerk governs their own agency and no other.
    """
    name, clerk, given = draw(g.pick(["wide", "narrow"])), draw(g.pick(sorted(g.CLERKS))), draw(g.grades)
    agency = g.CLERKS[clerk][1]
    own = f"{name}, {agency}"
    old = f"{own}, before {len(world.profiles)}"
    works = {n: replace(i, profile=old) if i.profile == own else i for n, i in world.involvements.items()}
    was = {old: world.profiles[own]} if own in world.profiles else {}
    return Change(
        "a new version of a profile",
        clerk,
        lambda p: _versions(p, name, given),
        replace(world, profiles={**world.profiles, **was, own: given}, involvements=works),
    )


def _versions(planted: Planted, name: str, given: w.Grades) -> Iterator[tuple[str, list[Any]]]:
    """Proposed, prepared, in force: for new involvements until the worker comes round again."""
    yield "propose_profile", [planted.profile[name], vector(given)]
    newest = "SELECT id FROM access.proposals() WHERE live IS NULL ORDER BY id DESC LIMIT 1"
    ((proposal,),) = planted.app.execute(newest).fetchall()
    work(planted, proposal)
    yield "profile_live", [proposal]


def apply_profile(draw: Draw, world: w.World) -> Change:
    """Another agency's involvement, within locate until now, waits for the lead where the new version goes above."""

    def applied(held: w.Involvement) -> w.Involvement:
        agency = world.posts[held.holder].agency if held.holder in world.posts else g.agency_of(held.holder)
        name = of_agency(world, held.profile.split(",")[0], agency)
        above = name != held.profile and max(world.profiles[name].values()) > 1
        old = max(world.profiles[held.profile].values())
        return replace(held, profile=name, accepted=held.accepted and (agency == "council" or not above or old > 1))

    if not any("," in name for name in world.profiles):
        return new_profile_version(draw, world)
    return Change(
        "a profile is applied",
        "council clerk",
        _applied,
        replace(world, involvements={n: applied(i) for n, i in world.involvements.items()}),
    )


def _applied(planted: Planted) -> Iterator[tuple[str, list[Any]]]:
    work(planted)
    yield "see_notice", [0]  # the worker acts for nobody; this is somebody who happens to be there


def leave_team(draw: Draw, world: w.World) -> Change:
    name = some(draw, world.memberships)
    fact = world.memberships[name]
    return Change(
        "leave a team",
        clerk_of(draw, g.TEAMS[fact.team]),
        lambda p: [("leave_team", [p.fact[name]])],
        but(world, "memberships", name, replace(fact, ends=world.now)),
    )


def join_team(draw: Draw, world: w.World) -> Change:
    made, name = draw(g.memberships), new(world, "memberships")
    fact = replace(made, starts=world.now if made.starts == w.ALWAYS else made.starts)
    return Change(
        "join a team",
        clerk_of(draw, g.TEAMS[fact.team]),
        lambda p: [("join_team", [p.holder[fact.post], p.holder[fact.team], fact.manager, fact.starts, fact.ends])],
        but(world, "memberships", name, fact),
        adds=name,
    )


def end_role(draw: Draw, world: w.World) -> Change:
    name = some(draw, [n for n in world.roles if "clerk" not in n])
    fact = world.roles[name]
    return Change(
        "end a role",
        clerk_of(draw, g.POSTS[fact.post][1]),
        lambda p: [("end_role", [p.fact[name]])],
        but(world, "roles", name, replace(fact, ends=world.now)),
    )


def end_post(draw: Draw, world: w.World) -> Change:
    name = draw(g.pick(list(g.POSTS)))
    return Change(
        "end a post",
        clerk_of(draw, g.POSTS[name][1]),
        lambda p: [("end_post", [p.holder[name]])],
        but(world, "posts", name, replace(world.posts[name], ends=world.now)),
    )


def set_account_state(draw: Draw, world: w.World) -> Change:
    post, state = draw(g.pick(list(g.POSTS))), draw(g.pick(["suspended", "suspended", "left", "active"]))
    human, agency = g.POSTS[post]
    return Change(
        "suspend or restore an account",
        clerk_of(draw, agency),
        lambda p: [("set_account_state", [p.human[human], state])],
        but(world, "humans", human, replace(world.humans[human], state=state)),
    )


def record_training(draw: Draw, world: w.World) -> Change:
    post, until = draw(g.pick(list(g.POSTS))), draw(g.pick([date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2)]))
    human, agency = g.POSTS[post]
    return Change(
        "record training",
        clerk_of(draw, agency),
        lambda p: [("record_training", [p.human[human], until])],
        but(world, "humans", human, replace(world.humans[human], trained_until=until)),
    )


KINDS = [
    *(suspend_edge, propose_edge, go_live, new_profile_version, apply_profile, leave_team, join_team),
    *(end_role, end_post, set_account_state, record_training),
]
