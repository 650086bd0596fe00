"""The decision in plain Python: who opens a row, by which facts, and how far a caller reaches.

This is the reference with which PostgreSQL (`sql/`) is compared, row by row, by tests/access/test_differential.py. It
is written from the specification (docs/access.md) and from nothing else. A letter in square brackets points to a
reading of the specification in docs/decisions/0002-readings-of-the-decision.md.
"""

from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kith.access.world import Caller, Edge, Row, World, managers

LOCATE, SENSITIVE, RESTRICTED = 1, 4, 5
DOMAINS = (
    *("identity", "family", "social_care", "plan", "health", "mental_health"),
    *("education", "justice", "housing_finance", "voice", "staff_concern"),
)
EMPLOYMENT = "employment"
ORDINARY_WORK = ("care", "safeguarding", "governance", "job")  # [b] the purposes of employment
LONDON = ZoneInfo("Europe/London")  # [h] where a day of training ends
PROOF = timedelta(hours=4)  # [m] for how long what is sensitive stays open to one who has shown that it is them


class Keyring(NamedTuple):
    """What a caller holds at this moment. The default opens nothing."""

    human: str = ""
    agency: str = ""
    holders: frozenset[str] = frozenset()
    finder: bool = False


class Way(NamedTuple):
    """One way in: the kind of fact, its name, and the edge through which it is seen, if it needs one."""

    kind: str
    fact: str
    edge: str = ""


class Why(NamedTuple):
    """The decision with its reasons."""

    opened_by: list[Way]
    stopped_by: list[str]

    @property
    def opens(self) -> bool:
        return bool(self.opened_by) and not self.stopped_by


def opens(world: World, caller: Caller, row: Row) -> bool:
    """Some way in is open to the caller, every seal names them, and no exclusion does."""
    return why(world, caller, row).opens


def why(world: World, caller: Caller, row: Row) -> Why:
    """Every way in that is open to the caller, and every seal and exclusion that stops them."""
    ring = keyring(world, caller)
    return Why(list(_ways_in(world, caller, ring, row)), list(_stops(world, caller, ring.human, row)))


def reach(world: World, caller: Caller, person: str) -> dict[str, dict[str, int]]:
    """Owner → domain → the highest grade that would open: from facts alone, never from whether rows exist."""

    def deepest(owner: str, domain: str) -> int:
        row = Row("", person, domain, 0, owner)
        return max((g for g in range(LOCATE, RESTRICTED + 1) if opens(world, caller, replace(row, grade=g))), default=0)

    return {owner: {domain: deepest(owner, domain) for domain in DOMAINS} for owner in world.agencies}


def keyring(world: World, caller: Caller) -> Keyring:
    """The caller's holders: their post, its teams, the managers of those they manage; or the reader that they are."""
    if caller.reader is not None:
        return Keyring(caller.reader, holders=frozenset({caller.reader}))
    assert caller.post is not None
    post, now = world.posts[caller.post], world.now
    human = world.humans[post.human]
    if human.state != "active" or not post.active(now):
        return Keyring()
    finder = any(r.post == caller.post and r.name == "finder" and r.active(now) for r in world.roles.values())
    trained = human.trained_until is not None and now.astimezone(LONDON).date() <= human.trained_until
    if world.agencies[post.agency] and not trained:  # [h]
        return Keyring(post.human, post.agency, finder=finder)
    joined = [m for m in world.memberships.values() if m.post == caller.post and m.active(now)]
    managed = {managers(m.team) for m in joined if m.manager}  # [i]
    return Keyring(post.human, post.agency, frozenset({caller.post, *(m.team for m in joined), *managed}), finder)


def _ways_in(world: World, caller: Caller, ring: Keyring, row: Row) -> Iterator[Way]:
    """A draft opens to its author's post alone [k]; anything else opens in five ways."""
    caps = dict(_caps(world, caller, ring, row))
    if row.draft:
        if row.author in ring.holders and EMPLOYMENT in caps:
            yield Way("draft", row.name, EMPLOYMENT)
        return
    holders = ring.holders if row.grade < RESTRICTED else ring.holders & world.posts.keys()  # [a]
    yield from _by_involvement(world, holders, caps, row)
    yield from _by_share(world, holders, row)
    yield from _by_release(world, holders, row)
    if holders & row.parties and row.grade < RESTRICTED:  # [n]
        yield Way("letter", row.name)
    if ring.finder and row.grade == LOCATE and not any(_seals_on(world, row.person)):  # [e]
        yield from (Way("locate", "finder", edge) for edge, cap in caps.items() if cap >= LOCATE)


def _by_involvement(world: World, holders: Set[str], caps: dict[str, int], row: Row) -> Iterator[Way]:
    """The profile gives the grade, and the edge's cap does."""
    for name, work in world.involvements.items():
        if work.person == row.person and work.holder in holders and work.active(world.now):
            given = world.profiles[work.profile].get(row.domain, 0)
            for edge, cap in caps.items():
                counts = given if work.accepted or edge == EMPLOYMENT else min(given, LOCATE)  # [c]
                if row.grade <= min(counts, cap):
                    yield Way("involvement", name, edge)


def _by_share(world: World, holders: Set[str], row: Row) -> Iterator[Way]:
    """The owner's own act, and so without a cap; or emergency access to what every owner holds [d]."""
    for name, share in world.shares.items():
        if share.person == row.person and share.holder in holders and share.active(world.now):
            named = share.rows is None or row.name in share.rows  # [o]
            given = share.grades.get(row.domain, 0) if named else 0
            if share.owner == row.owner and row.grade <= given:
                yield Way("share" if share.rows is None else "given", name)
            if share.owner is None and row.grade <= min(given, SENSITIVE):
                yield Way("emergency access", name)


def _by_release(world: World, holders: Set[str], row: Row) -> Iterator[Way]:
    """To the person or who represents them, while every link of the person is confirmed [g]."""
    linked = _linked(world, row.person)
    if all(link.confirmed for link in world.links.values() if link.one in linked):
        for name, release in world.releases.items():
            reads = release.reader in holders and world.readers[release.reader]
            if release.row == row.name and reads and not release.ended:
                yield Way("release", name)


def _caps(world: World, caller: Caller, ring: Keyring, row: Row) -> Iterator[tuple[str, int]]:
    """Edge → how far it lets people of the caller's agency see in this domain of this owner's rows [b]."""
    if row.owner == ring.agency and caller.purpose in ORDINARY_WORK:
        yield EMPLOYMENT, RESTRICTED
    for name, edge in world.edges.items():
        between = edge.owner in (row.owner, None) and edge.recipient in (ring.agency, None)
        if between and _counts(edge, world, caller.purpose):
            yield name, edge.cap.get(row.domain, 0)


def _counts(edge: Edge, world: World, purpose: str) -> bool:
    return edge.live and not edge.suspended and edge.active(world.now) and purpose in edge.purposes


def _stops(world: World, caller: Caller, human: str, row: Row) -> Iterator[str]:
    """Seals that do not name the human and exclusions that do [f, g], by name; a proof that is too old [m]."""
    proved = caller.proved is not None and world.now < caller.proved + PROOF
    if row.grade >= SENSITIVE and not row.draft and not proved:
        yield "not confirmed"
    persons = _linked(world, row.person) | (_linked(world, row.other) if row.other else set())
    sealed = [*_seals_on(world, *persons), *(n for n, s in world.seals.items() if s.row == row.name and not s.ended)]
    yield from (name for name in sealed if human not in world.seals[name].humans)
    for name, exclusion in world.exclusions.items():
        if exclusion.person in persons and exclusion.human == human and not exclusion.ended:
            yield name


def _seals_on(world: World, *persons: str) -> Iterator[str]:
    """Names of the seals on these persons and on everyone linked to them."""
    everyone = {linked for person in persons for linked in _linked(world, person)}
    return (name for name, seal in world.seals.items() if seal.person in everyone and not seal.ended)


def _linked(world: World, person: str) -> set[str]:
    """The person and everyone linked to them, however many links away, confirmed or not."""
    found = {person}
    for _ in world.links:  # each round follows every link one step further
        found |= {
            end for link in world.links.values() if found & {link.one, link.other} for end in (link.one, link.other)
        }
    return found
