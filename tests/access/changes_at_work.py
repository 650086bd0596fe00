"""Changes of agreements, profiles, teams and accounts: they touch no person by name and reach very many."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from kith.access import world as w
from kith.access.grades import vector
from tests.access import generated as g
from tests.access.changes import Change, Draw, but, clerk_of, new, some


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
    kept = {n: e for n, e in world.edges.items() if not e.live or (_agreement(n), e.owner, e.recipient) != between}
    return Change(
        "an agreement goes live",
        clerk_of(draw, edge.owner),
        lambda p: [("go_live", [p.fact[name]])],
        replace(world, edges={**kept, name: replace(edge, live=True)}),
    )


def _agreement(name: str) -> str:
    """Versions of one agreement are named "agreement, version"."""
    return name.split(",")[0]


def new_profile_version(draw: Draw, world: w.World) -> Change:
    """Involvements stay under the version that they were made under until it is applied to their person."""
    name, given = draw(g.pick(["wide", "narrow"])), draw(g.grades)
    old = f"{name}, before {len(world.profiles)}"
    works = {n: replace(i, profile=old) if i.profile == name else i for n, i in world.involvements.items()}
    return Change(
        "a new version of a profile",
        "council clerk",
        lambda p: [("new_profile_version", [p.profile[name], vector(given)])],
        replace(world, profiles={**world.profiles, old: world.profiles[name], name: given}, involvements=works),
    )


def apply_profile(draw: Draw, world: w.World) -> Change:
    """Another agency's involvement, within locate until now, waits for the lead where the new version goes above."""
    name, person = draw(g.pick(["wide", "narrow"])), draw(g.pick(g.PERSONS))
    above = max(world.profiles[name].values()) > 1

    def applied(work: w.Involvement) -> w.Involvement:
        old = world.profiles[work.profile]
        led = g.agency_of(work.holder) == "council"
        return replace(work, profile=name, accepted=work.accepted and (led or not above or max(old.values()) > 1))

    works = {
        n: applied(work) if work.person == person and work.profile.split(",")[0] == name else work
        for n, work in world.involvements.items()
    }
    return Change(
        "a profile is applied",
        clerk_of(draw),  # the lead agency's, mostly
        lambda p: [("apply_profile", [p.person[person], p.profile[name]])],
        replace(world, involvements=works),
    )


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
