"""Every kind of change of fact, made through the functions that the application calls, beside what it does to a World.

The actor is often someone who cannot see what they change. A refusal must leave everything as it was.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from hypothesis import strategies as st

from kith.access import world as w
from kith.access.grades import vector
from tests.access import generated as g
from tests.access.asking import Planted

REFUSALS = {"KI403", "KI404", "KI422"}
Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Change:
    """`actor` calls functions of `access` with arguments; the last answer is the id of the fact `adds`, if any."""

    kind: str
    actor: str
    calls: Callable[[Planted], Iterable[tuple[str, list[Any]]]]
    after: w.World
    adds: str | None = None
    purpose: str = "governance"


Kind = Callable[[Draw, w.World], Change]


def make(planted: Planted, change: Change, before: w.World) -> w.World:
    """Make the change; the world as it is then. The same as before, where the database refuses."""
    planted.token.clear()  # a change of an account ends its sessions
    try:
        with planted.app.transaction():
            planted.enter(w.Caller(change.actor, purpose=change.purpose))
            for function, args in change.calls(planted):
                marks = ", ".join(["%s"] * len(args))
                answer = planted.app.execute(f"SELECT access.{function}({marks})", args).fetchone()
    except psycopg.Error as error:
        if error.sqlstate not in REFUSALS:
            raise
        return before
    if change.adds and answer:
        planted.fact[change.adds] = answer[0]
    return change.after


def work(planted: Planted, proposal: int | None = None) -> None:
    """What the worker does: whatever waits, or one proposal, is prepared, measured, applied."""
    while planted.app.execute("SELECT access.work_next(%s)", [proposal]).fetchone() == (True,):
        pass


def but(world: w.World, facts: str, name: str, fact: Any) -> w.World:
    """The world with one fact more, or other than it was."""
    more: dict[str, Any] = {facts: {**getattr(world, facts), name: fact}}
    return replace(world, **more)


def new(world: w.World, facts: str) -> str:
    return f"{facts} made {len(getattr(world, facts)) + 1}"


def some(draw: Draw, facts: Any) -> Any:
    """One of the names; a name that nobody has, where there are none."""
    return draw(g.pick(sorted(facts) or [""]))


def clerk_of(draw: Draw, agency: str | None = None) -> str:
    """The clerk of the agency, mostly; any other, sometimes."""
    right = [clerk for clerk, (_, employer) in g.CLERKS.items() if employer == (agency or "council")]
    return str(draw(g.pick([*right * 12, *g.CLERKS])))


def involve(draw: Draw, world: w.World) -> Change:
    person, holder, profile = draw(g.pick(g.PERSONS)), draw(g.pick(g.HOLDERS)), draw(g.pick(["wide", "narrow"]))
    span, actor, name = draw(g.spans), clerk_of(draw), new(world, "involvements")
    actor = draw(g.pick([actor, f"{g.agency_of(holder)} clerk"]))
    given = of_agency(world, profile, g.agency_of(holder))
    accepted = actor == "council clerk" or all(grade <= 1 for grade in world.profiles[given].values())
    fact = w.Involvement(person, holder, given, accepted, **{"starts": world.now, **span})
    dates = [span.get("starts"), span.get("ends")]
    return Change(
        "involve",
        actor,
        lambda p: [("involve", [p.person[person], p.holder[holder], p.profile[profile], "subject", "", "", *dates])],
        but(world, "involvements", name, fact),
        adds=name,
    )


def of_agency(world: w.World, profile: str, agency: str) -> str:
    """An agency's own version of a profile, or the one that everybody begins with."""
    own = f"{profile}, {agency}"
    return own if own in world.profiles else profile


def accept(draw: Draw, world: w.World) -> Change:
    name, fact = _waiting(draw, world)
    return Change(
        "accept",
        clerk_of(draw),
        lambda p: [("accept", [p.person[fact.person], p.fact[name]])],
        but(world, "involvements", name, replace(fact, accepted=True)),
    )


def _waiting(draw: Draw, world: w.World) -> tuple[str, w.Involvement]:
    works = world.involvements
    name = some(draw, [n for n, work in works.items() if not work.accepted] or works)
    return name, works[name]


def end_involvement(draw: Draw, world: w.World) -> Change:
    name = some(draw, [n for n in world.involvements if not n.startswith("clerk")])
    fact = world.involvements[name]
    actor = draw(g.pick([clerk_of(draw, g.agency_of(fact.holder)), "council clerk", *g.POSTS]))
    return Change(
        "end involvement",
        actor,
        lambda p: [("end_involvement", [p.person[fact.person], p.fact[name], "over"])],
        but(world, "involvements", name, replace(fact, ends=max(fact.starts, world.now))),
        purpose="care",
    )


def redate(draw: Draw, world: w.World) -> Change:
    name = some(draw, [n for n in world.involvements if not n.startswith("clerk")])
    fact, span = world.involvements[name], {"starts": g.EVENING, "ends": None, **draw(g.spans)}
    return Change(
        "redate",
        clerk_of(draw, g.agency_of(fact.holder)),
        lambda p: [("redate", [p.person[fact.person], p.fact[name], span["starts"], span["ends"]])],
        but(world, "involvements", name, replace(fact, **span)),
    )


def share(draw: Draw, world: w.World) -> Change:
    person, holder, given = draw(g.pick(g.PERSONS)), draw(g.pick(g.HOLDERS)), draw(g.grades)
    owner, name = draw(g.pick(g.AGENCIES)), new(world, "shares")
    until = draw(g.pick([world.now + g.HOUR, *g.GRID]))
    return Change(
        "share",
        f"{owner} clerk",
        lambda p: [("share", [p.person[person], p.holder[holder], vector(given), until, "consent", "a meeting"])],
        but(world, "shares", name, w.Share(owner, person, holder, given, starts=world.now, ends=until)),
        adds=name,
    )


def share_rows(draw: Draw, world: w.World) -> Change:
    """Single rows of one person and one owner, mostly; any row beside them, sometimes."""
    person, owner, name = draw(g.pick(["sam", *g.PERSONS])), draw(g.pick(g.AGENCIES)), new(world, "shares")
    holder, until = draw(g.pick(g.HOLDERS)), draw(g.pick([world.now + g.HOUR, *g.GRID]))
    plain = {n for n, r in world.rows.items() if not (r.draft or r.parties) and r.grade <= 4}
    theirs = [n for n in sorted(plain) if (world.rows[n].person, world.rows[n].owner) == (person, owner)]
    rows = draw(st.lists(g.pick(theirs or sorted(world.rows)), min_size=1, max_size=3, unique=True))
    rows += draw(st.sampled_from([[], [], [], [], [some(draw, world.rows)]]))
    given: dict[str, int] = {}
    for row in (world.rows[row] for row in rows):
        given[row.domain] = max(given.get(row.domain, 0), row.grade)
    fact = w.Share(owner, person, holder, given, frozenset(rows), starts=world.now, ends=until)
    return Change(
        "share rows",
        f"{owner} clerk",
        lambda p: [
            ("share_rows", [p.person[person], p.holder[holder], [p.row[r] for r in rows], until, "law", "asked"])
        ],
        but(world, "shares", name, fact),
        adds=name,
    )


def end_share(draw: Draw, world: w.World) -> Change:
    name = some(draw, world.shares)
    fact = world.shares[name]
    return Change(
        "end share",
        clerk_of(draw, fact.owner),
        lambda p: [("end_share", [p.person[fact.person], p.fact[name], "over"])],
        but(world, "shares", name, replace(fact, ends=max(fact.starts, world.now))),
    )


def open_in_emergency(draw: Draw, world: w.World) -> Change:
    person, actor, name = draw(g.pick(g.PERSONS)), draw(g.pick([*g.POSTS])), new(world, "shares")
    given = {domain: 4 for domain in g.ALL_DOMAINS if domain != "staff_concern"}
    fact = w.Share(None, person, actor, given, starts=world.now, ends=world.now + g.HOUR)
    return Change(
        "emergency access",
        actor,
        lambda p: [("open_in_emergency", [p.person[person], "a child is at risk", 1])],
        but(world, "shares", name, fact),
        adds=name,
        purpose="care",
    )


def seal(draw: Draw, world: w.World) -> Change:
    row = world.rows[some(draw, world.rows)]
    on_row, person = draw(st.booleans()), draw(g.pick([row.person, *g.PERSONS]))
    humans, name = draw(g.names.filter(bool)), new(world, "seals")
    fact = w.Seal(humans, row=row.name) if on_row else w.Seal(humans, person=person)
    return Change(
        "seal",
        clerk_of(draw),
        lambda p: [("seal", [p.person[row.person if on_row else person], [p.human[h] for h in sorted(humans)],
                             "a reason", p.row[row.name] if on_row else None])],
        but(world, "seals", name, fact),
        adds=name,
    )  # fmt: skip


def unseal(draw: Draw, world: w.World) -> Change:
    standing = [n for n, fact in world.seals.items() if not fact.ended]
    named = [n for n in standing if "Clo" in world.seals[n].humans]  # whoever is not named cannot end it
    name = some(draw, [*standing, *named * 3])
    if not name:
        return seal(draw, world)
    fact = world.seals[name]
    person = fact.person or world.rows[str(fact.row)].person
    return Change(
        "unseal",
        clerk_of(draw),
        lambda p: [("unseal", [p.person[person], p.fact[name], "over"])],
        but(world, "seals", name, replace(fact, ended=True)),
    )


def exclude(draw: Draw, world: w.World) -> Change:
    person, human, name = draw(g.pick(g.PERSONS)), draw(g.pick([*g.HUMANS, *g.READERS])), new(world, "exclusions")
    return Change(
        "exclude",
        clerk_of(draw),
        lambda p: [("exclude", [p.person[person], p.human[human], "a relative"])],
        but(world, "exclusions", name, w.Exclusion(person, human)),
        adds=name,
    )


def end_exclusion(draw: Draw, world: w.World) -> Change:
    name = some(draw, [n for n, fact in world.exclusions.items() if not fact.ended])
    if not name:
        return exclude(draw, world)
    fact = world.exclusions[name]
    return Change(
        "end exclusion",
        clerk_of(draw),
        lambda p: [("end_exclusion", [p.person[fact.person], p.fact[name], "over"])],
        but(world, "exclusions", name, replace(fact, ended=True)),
    )


def release(draw: Draw, world: w.World) -> Change:
    row, reader, name = world.rows[some(draw, world.rows)], draw(g.pick(g.READERS)), new(world, "releases")
    return Change(
        "release",
        clerk_of(draw, row.owner),
        lambda p: [("release", [p.person[row.person], p.row[row.name], p.holder[reader]])],
        but(world, "releases", name, w.Release(row.name, reader)),
        adds=name,
    )


def withdraw_release(draw: Draw, world: w.World) -> Change:
    name = some(draw, [n for n, fact in world.releases.items() if not fact.ended])
    if not name:
        return release(draw, world)
    fact = world.releases[name]
    return Change(
        "withdraw release",
        clerk_of(draw),
        lambda p: [("withdraw_release", [p.person[world.rows[fact.row].person], p.fact[name]])],
        but(world, "releases", name, replace(fact, ended=True)),
    )


def link(draw: Draw, world: w.World) -> Change:
    one, other = draw(g.pick(g.PAIRS))
    known = [n for n, fact in world.links.items() if {fact.one, fact.other} == {one, other}]
    return Change(
        "link",
        clerk_of(draw),
        lambda p: [("link", [p.person[one], p.person[other]])],
        world if known else but(world, "links", f"link {one} {other}", w.Link(one, other)),
    )


def confirm_link(draw: Draw, world: w.World) -> Change:
    name = some(draw, world.links)
    if not name:
        return link(draw, world)
    fact = world.links[name]
    return Change(
        "confirm link",
        clerk_of(draw),
        lambda p: [("confirm_link", [p.person[fact.one], p.person[fact.other]])],
        but(world, "links", name, replace(fact, confirmed=True)),
    )


def unlink(draw: Draw, world: w.World) -> Change:
    name = some(draw, world.links)
    if not name:
        return link(draw, world)
    fact = world.links[name]
    return Change(
        "unlink",
        clerk_of(draw),
        lambda p: [("unlink", [p.person[fact.other], p.person[fact.one]])],
        replace(world, links={n: kept for n, kept in world.links.items() if n != name}),
    )


def time_passes(draw: Draw, world: w.World) -> Change:
    later = [at for at in sorted(g.MOMENTS) if at > world.now] or [world.now]
    return Change("time passes", "council clerk", lambda p: [], replace(world, now=draw(g.pick(later))))


KINDS = [
    *(involve, accept, end_involvement, redate, share, share_rows, end_share, open_in_emergency, seal, unseal, exclude),
    *(end_exclusion, release, withdraw_release, link, confirm_link, unlink, time_passes),
]
