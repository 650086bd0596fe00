"""Who reaches how far on a person, as the model has it: of those whom a caller may locate, one fact at a time."""

from dataclasses import replace

from kith.access import world as w
from kith.access.model import DOMAINS, keyring, opens, reach
from tests.access import generated as g

Reaching = list[tuple[str, tuple[int, ...]]]
PROBE = w.Caller("probe")


def reaching(world: w.World, caller: w.Caller, person: str) -> Reaching:
    """(holder, grades in the order of DOMAINS) of every fact that the caller may locate and by which somebody opens."""
    lead = next(iter(world.agencies))
    facts: list[tuple[w.Involvement | w.Share, str]] = [
        (i, agency(world, i.holder)) for i in world.involvements.values()
    ]
    facts += [(share, share.owner or lead) for share in world.shares.values() if share.rows is None]
    guardian = guards(world, caller, person, lead)
    return sorted(
        (fact.holder, alone(world, fact))
        for fact, owner in facts
        if fact.person == person and fact.active(world.now)
        and opens(world, caller, w.Row("the fact itself", person, "identity", 1, owner))
        and behind(world, fact, guardian)
    )  # fmt: skip


def agency(world: w.World, holder: str) -> str:
    post = world.posts.get(holder)
    return post.agency if post else g.agency_of(holder)


def guards(world: w.World, caller: w.Caller, person: str, lead: str) -> bool:
    """Whether the caller may bar, and so is told who is barred."""
    leads = caller.post is not None and world.posts[caller.post].agency == lead
    return leads and reach(world, caller, person)[lead]["identity"] >= 4


def alone(world: w.World, fact: w.Involvement | w.Share) -> tuple[int, ...]:
    """What this fact gives by itself to somebody of the holder's own agency, whatever seals and bars say."""
    is_post = fact.holder in world.posts
    given = replace(fact, holder="probe") if is_post else fact
    team = fact.holder.removeprefix(w.managers(""))
    bare = replace(
        world, humans=world.humans | {"Probe": g.CLERK},
        posts=world.posts | {"probe": w.Post("Probe", agency(world, fact.holder))},
        memberships={} if is_post else {"probe": w.Membership("probe", team, True)}, roles={}, seals={}, exclusions={},
        involvements={"it": given} if isinstance(given, w.Involvement) else {},
        shares={"it": given} if isinstance(given, w.Share) else {},
    )  # fmt: skip
    by_owner = reach(bare, PROBE, fact.person).values()
    return tuple(max(grades[domain] for grades in by_owner) for domain in DOMAINS)


def behind(world: w.World, fact: w.Involvement | w.Share, guardian: bool) -> bool:
    """Whether somebody stands for the holder today whom every seal names (and whom no bar does, for a guardian)."""
    unlimited = replace(world, shares={}, roles={}, involvements={"it": w.Involvement(fact.person, "probe", "all")},
                        profiles={"all": {"identity": 1}}, exclusions=world.exclusions if guardian else {})  # fmt: skip
    for name, post in world.posts.items():
        if fact.holder in keyring(world, w.Caller(name)).holders:
            probed = replace(unlimited, posts=world.posts | {"probe": replace(post, agency=next(iter(world.agencies)))},
                             agencies=dict.fromkeys(world.agencies, False))  # fmt: skip
            if opens(probed, PROBE, w.Row("any", fact.person, "identity", 1, next(iter(world.agencies)))):
                return True
    return False
