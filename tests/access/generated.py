"""Generated worlds: small, dense in clashes, with times from a grid so that the edges of dates are hit exactly.

The cast is fixed (so that a counterexample reads like a story); everything about it is drawn. Each draw shrinks to
the plainest: no dates, no facts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from kith.access import world as w
from kith.access.model import DOMAINS as ALL_DOMAINS

EVENING = datetime(2026, 6, 1, 22, tzinfo=UTC)  # an hour before midnight in London
HOUR, INSTANT = timedelta(hours=1), timedelta(microseconds=1)
GRID = [EVENING, EVENING - HOUR, EVENING + HOUR, EVENING + 2 * HOUR]
MOMENTS = [
    EVENING,
    EVENING - INSTANT,
    EVENING + HOUR - INSTANT,
    EVENING + HOUR,
    EVENING + 2 * HOUR,
    EVENING + 24 * HOUR,
]

AGENCIES = ("council", "trust", "school")
POSTS = {
    "amina": ("Amina", "council"),
    "amina teaches": ("Amina", "school"),
    "bo": ("Bo", "council"),
    "cy": ("Cy", "trust"),
    "di": ("Di", "school"),
}
HUMANS = ("Amina", "Bo", "Cy", "Di")
CLERKS = {
    "council clerk": ("Clo", "council"),
    "trust clerk": ("Tex", "trust"),
    "school clerk": ("Sky", "school"),
}  # who change facts: every role; the council's opens every record, the others may see little of what they change
TEAMS = {"duty": "council", "clinic": "trust"}
HOLDERS = (*POSTS, *TEAMS, *map(w.managers, TEAMS))
PERSONS = ("sam", "kim", "alias", "mother")
READERS = ("sam reads", "mother reads")
DOMAINS = ("identity", "family", "health")
PURPOSES = ("care", "safeguarding")
CALLERS = [w.Caller(post=post, purpose=purpose) for post in POSTS for purpose in PURPOSES]
CALLERS += [w.Caller(reader=reader) for reader in READERS]
AN_HOUR_LEFT = EVENING - 3 * HOUR  # of the four for which a proof counts: it runs out at one of MOMENTS
CALLERS += [w.Caller("amina", proved=AN_HOUR_LEFT), w.Caller("bo", proved=None)]
CALLERS += [w.Caller(reader="sam reads", proved=AN_HOUR_LEFT)]
NO_AGREEMENT = "no agreement"

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

pick = st.sampled_from
grades = st.fixed_dictionaries({domain: pick([3, 4, 5, 2, 1, 0]) for domain in DOMAINS})
spans = pick(
    [
        {},
        *({"starts": at} for at in GRID),
        *({"ends": at} for at in GRID),
        *({"starts": a, "ends": b} for a in GRID for b in GRID if a < b),
    ]
)
bounded = spans.filter(lambda span: "ends" in span)


def agency_of(holder: str) -> str:
    """The agency that a holder of the cast belongs to."""
    return {**{p: a for p, (_, a) in POSTS.items()}, **TEAMS, **{w.managers(t): a for t, a in TEAMS.items()}}[holder]


def dated(fact: type, span: st.SearchStrategy[dict[str, datetime]] = spans, **drawn: Any) -> st.SearchStrategy[Any]:
    """A fact with a drawn span of time."""
    return st.builds(lambda span, **rest: fact(**rest, **span), span, **drawn)


def named(kind: str, facts: st.SearchStrategy[Any], most: int, least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Up to `most` facts, each under a name of its own."""
    several = st.lists(facts, min_size=least, max_size=most)
    return several.map(lambda drawn: {f"{kind} {n}": fact for n, fact in enumerate(drawn, 1)})


humans = st.builds(
    w.Human,
    state=pick([*["active"] * 8, "suspended", "left"]),
    trained_until=pick([date(2030, 1, 1), None, date(2026, 5, 31), date(2026, 6, 1)]),
)
mostly_always = st.one_of(*[st.just({})] * 4, spans)
memberships = dated(w.Membership, mostly_always, post=pick(list(POSTS)), team=pick(list(TEAMS)), manager=st.booleans())
roles = dated(w.Role, mostly_always, post=pick(list(POSTS)), name=pick(["finder", "finder", "allocator"]))
involvements = dated(
    w.Involvement,
    st.one_of(st.just({}), spans),
    person=pick(["sam", "sam", *PERSONS]),
    holder=pick(HOLDERS),
    profile=pick(["wide", "narrow"]),
    accepted=pick([True, True, False]),
)
shares = dated(
    w.Share,
    bounded,
    owner=st.one_of(pick(AGENCIES), pick(AGENCIES), st.none()),
    person=pick(PERSONS),
    holder=pick(HOLDERS),
    grades=grades,
    rows=st.one_of(st.none(), st.none(), st.frozensets(pick([f"row {n}" for n in range(1, 13)]), max_size=6)),
).map(lambda share: replace(share, grades=_at_most(share.grades, 4), rows=None) if share.owner is None else share)
names = st.frozensets(pick([*HUMANS, *READERS]), max_size=4)
names = st.one_of(names, names.map(lambda named: named | {"Clo"}))
ended = pick([False, False, True])
seals = st.one_of(
    st.builds(w.Seal, humans=names, person=pick(PERSONS), ended=ended),
    st.builds(w.Seal, humans=names, row=pick([f"row {n}" for n in range(1, 7)]), ended=ended),
)
exclusions = st.builds(w.Exclusion, person=pick(PERSONS), human=pick([*HUMANS, *READERS]), ended=ended)
releases = st.builds(w.Release, row=pick([f"row {n}" for n in range(1, 13)]), reader=pick(READERS), ended=ended)
PAIRS = [(one, other) for one in PERSONS for other in PERSONS if one < other]
links = st.dictionaries(pick(PAIRS), st.booleans(), max_size=3)
rows = st.builds(
    lambda draft, person, other, author, owner, parties, **rest: w.Row(
        "",
        person,
        owner=POSTS[author][1] if draft else owner,
        author=author,
        draft=draft,
        other=None if draft or parties or other == person else other,
        parties=frozenset() if draft else parties,
        **rest,
    ),
    person=pick(["sam", "sam", *PERSONS]),
    domain=pick(DOMAINS),
    grade=pick([1, 2, 3, 4, 5]),
    owner=pick(AGENCIES),
    author=pick(list(POSTS)),
    draft=pick([False, False, False, True]),
    other=st.one_of(st.none(), st.none(), pick(PERSONS)),
    parties=st.one_of(st.just(frozenset()), st.just(frozenset()), st.frozensets(pick(HOLDERS), min_size=1, max_size=3)),
)
edge_versions = dated(
    w.Edge,
    mostly_always,
    owner=st.none(),
    recipient=st.none(),
    cap=grades,
    purposes=pick([frozenset(PURPOSES), frozenset({"care"}), frozenset({"safeguarding"})]),
    suspended=pick([*[False] * 4, True]),
)
agreements = st.dictionaries(
    pick([(a, b) for a in AGENCIES for b in AGENCIES if a != b]), edge_versions, min_size=2, max_size=5
)
pending = st.dictionaries(pick([("council", "trust"), ("trust", "council")]), edge_versions, max_size=1, min_size=1)
pending = st.one_of(pending, pending, st.just({}))


CLERK = w.Human(trained_until=date(2030, 1, 1))
CLERKS_ROLES = {
    f"{clerk}, {role}": w.Role(clerk, role)
    for clerk in CLERKS
    for role in ("finder", "allocator", "governance", "administrator")
}
CLERK_KNOWS = {f"clerk knows {person}": w.Involvement(person, "council clerk", "everything") for person in PERSONS}


@st.composite
def worlds(draw: st.DrawFn) -> w.World:
    """A world at one of MOMENTS."""
    drawn_rows = draw(named("row", rows, least=6, most=12))
    found = {name: replace(row, name=name) for name, row in drawn_rows.items()}
    return w.World(
        now=draw(pick(MOMENTS)),
        agencies={"council": False, "trust": draw(st.booleans()), "school": False},
        humans={human: draw(humans) for human in HUMANS} | {human: CLERK for human, _ in CLERKS.values()},
        posts={name: w.Post(human, agency, **draw(mostly_always)) for name, (human, agency) in POSTS.items()}
        | {name: w.Post(human, agency) for name, (human, agency) in CLERKS.items()},
        teams=TEAMS,
        memberships=draw(named("membership", memberships, least=2, most=8)),
        roles=draw(named("role", roles, least=1, most=3)) | CLERKS_ROLES,
        profiles={"wide": draw(grades), "narrow": draw(grades), "everything": dict.fromkeys(ALL_DOMAINS, 5)},
        edges=_edges(draw(agreements), draw(pending)),
        involvements=draw(named("involvement", involvements, least=4, most=9)) | CLERK_KNOWS,
        shares={n: _of_those(s, found) for n, s in draw(named("share", shares, least=1, most=4)).items()},
        seals={n: s for n, s in draw(named("seal", seals, most=3)).items() if s.row is None or s.row in found},
        exclusions=draw(named("exclusion", exclusions, most=2)),
        releases={n: r for n, r in draw(named("release", releases, least=1, most=4)).items() if r.row in found},
        links={f"link {n}": w.Link(*pair, confirmed) for n, (pair, confirmed) in enumerate(draw(links).items(), 1)},
        persons=frozenset(PERSONS),
        readers={reader: draw(pick([True, True, True, False])) for reader in READERS},
        rows=found,
    )


def _edges(live: Mapping[tuple[str, str], w.Edge], later: Mapping[tuple[str, str], w.Edge]) -> dict[str, w.Edge]:
    """The agreements in force, one not yet in force, and the edge that everyone has."""
    edges = {f"{a} to {b}": replace(edge, owner=a, recipient=b) for (a, b), edge in live.items()}
    edges |= {f"{a} to {b}, pending": replace(e, owner=a, recipient=b, live=False) for (a, b), e in later.items()}
    return edges | {NO_AGREEMENT: w.Edge(None, None, {"identity": 1}, frozenset(PURPOSES))}


def _of_those(share: w.Share, found: Mapping[str, w.Row]) -> w.Share:
    """A share names rows that there are."""
    return share if share.rows is None else replace(share, rows=share.rows & found.keys())


def _at_most(given: w.Grades, grade: int) -> w.Grades:
    return {domain: min(grade, g) for domain, g in given.items()}
