"""What there is to know about 100,000 made-up persons, written by COPY into unlogged staging tables."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

import psycopg

from bench.region import LEADING, Team
from bench.words import Author, name
from kith.people.names import clues

LONG = 1_000  # entries of the persons whom rekeying.py changes
LONG_RECORDS = 3
NOW = datetime.now(UTC).replace(microsecond=0)
DAYS = 6 * 365
GRADES = ([3, 4, 2, 1, 5], [60, 22, 14, 3, 1])
MIX = {  # what an organisation writes about, in hundredths
    "social_care": (
        ["social_care", "plan", "family", "voice", "health", "housing_finance", "education", "justice", "identity"],
        [52, 13, 10, 6, 5, 5, 4, 3, 2],
    ),
    "health": (["health", "mental_health", "plan", "social_care", "voice"], [70, 15, 6, 6, 3]),
    "education": (["education", "voice", "social_care", "plan"], [80, 8, 7, 5]),
    "justice": (["justice", "social_care", "plan"], [86, 9, 5]),
}  # fmt: skip
KINDS = {"plan": ["plan", "review", "core_group"], "voice": ["voice"]}
USUAL = ["case_note", "visit", "call", "email", "meeting", "observation"]
TABLES = """
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE UNLOGGED TABLE bench.person (id uuid, lead bigint, team bigint);
CREATE UNLOGGED TABLE bench.involvement (person uuid, holder bigint, profile text, domain text, owner bigint,
    author bigint, starts timestamptz, ends timestamptz);
CREATE UNLOGGED TABLE bench.share (person uuid, holder bigint, owner bigint, author bigint, ends timestamptz);
CREATE UNLOGGED TABLE bench.seal (person uuid, owner bigint, author bigint, posts bigint[]);
CREATE UNLOGGED TABLE bench.exclusion (person uuid, owner bigint, author bigint, post bigint);
CREATE UNLOGGED TABLE bench.name (person uuid, owner bigint, author bigint, kind text, given text, family text,
    clues text[]);
CREATE UNLOGGED TABLE bench.birth (person uuid, owner bigint, author bigint, born date);
CREATE UNLOGGED TABLE bench.entry (person uuid, domain text, grade smallint, owner bigint, author bigint,
    kind text, title text, words text, happened timestamptz, recorded timestamptz);
"""
Row = tuple[object, ...]
Told = Callable[[int], None]


class Person:
    """One made-up person: which team leads, who carries them, which other team works with them."""

    def __init__(self, random: Random, id: UUID, leading: Team, other: Team | None):
        self.id, self.team, self.other = id, leading, other
        self.worker = random.choice(leading.posts[1:])
        self.entries = 0

    def involvements(self, random: Random) -> Iterator[Row]:
        lead, since = self.team, NOW - timedelta(days=random.randrange(30, DAYS))
        adult = "adults" in lead.kind.value
        for holder, profile in (
            (lead.id, "allocated team (cover)"),
            (lead.managers, "managers of the allocated team"),
            (self.worker, "adult social worker" if adult else "allocated social worker"),
        ):
            yield (self.id, holder, profile, lead.domain, lead.agency, lead.posts[0], since, None)
        if self.other:
            o = self.other
            yield (self.id, o.id, o.profile, o.domain, o.agency, o.posts[0], since, None)
        if random.random() < 0.02:  # somebody covers for a while: a dated key
            cover = random.choice(lead.posts[1:])
            yield (
                self.id,
                cover,
                "allocated social worker",
                lead.domain,
                lead.agency,
                lead.posts[0],
                since,
                NOW + timedelta(days=30),
            )

    def authors(self) -> list[Team]:
        return [self.team] * 3 + ([self.other] if self.other else [])


def people(random: Random, teams: list[Team], persons: int, entries: int) -> list[Person]:
    """In the order of their ids. A few records are long, most are short, as records are."""
    leading = [t for t in teams if t.kind in LEADING]
    partners = [t for t in teams if t.kind not in LEADING]
    sizes = list(accumulate(t.weight for t in leading))
    ids = sorted(UUID(int=random.getrandbits(128), version=4) for _ in range(persons))
    with_others = lambda: random.choice(partners) if random.random() < 1 / 3 else None  # noqa: E731  a name for one line
    made = [Person(random, i, random.choices(leading, cum_weights=sizes)[0], with_others()) for i in ids]
    weights = list(accumulate(random.lognormvariate(0, 1) for _ in made))
    for number, count in Counter(
        random.choices(range(persons), cum_weights=weights, k=entries - LONG * LONG_RECORDS)
    ).items():
        made[number].entries = count
    ordinary = (p for p in made if p.team.weight == 1 and p.other)
    for person in (next(ordinary) for _ in range(LONG_RECORDS)):
        made[0].entries += person.entries
        person.entries = LONG
    return made


def stage(admin: psycopg.Connection, random: Random, made: list[Person], told: Told) -> None:
    """Everything about them. `told` is called with the number of entries so far."""
    admin.execute(TABLES)
    _copy(admin, "person", ((p.id, p.team.agency, p.team.id) for p in made))
    _copy(admin, "involvement", (row for p in made for row in p.involvements(random)))
    some = lambda share: (p for p in made if random.random() < share)  # noqa: E731  a name for one line
    _copy(
        admin,
        "share",
        (
            (p.id, p.other.posts[1], p.team.agency, p.team.posts[0], NOW + timedelta(days=60))
            for p in some(0.03)
            if p.other
        ),
    )
    _copy(admin, "seal", ((p.id, p.team.agency, p.team.posts[0], [p.team.posts[0], p.worker]) for p in some(0.003)))
    _copy(admin, "exclusion", ((p.id, p.team.agency, p.team.posts[0], random.choice(p.team.posts)) for p in some(0.01)))
    _copy(admin, "name", (row for p in made for row in _names(random, p)))
    _copy(admin, "birth", ((p.id, p.team.agency, p.worker, _born(random, p)) for p in made))
    with admin.cursor().copy("COPY bench.entry FROM STDIN") as copy:
        for block in _entries(random, made, told):
            copy.write(block)
    admin.execute("ANALYZE bench.entry, bench.person, bench.name, bench.birth, bench.involvement")


def _copy(admin: psycopg.Connection, table: str, rows: Iterator[Row]) -> None:
    with admin.cursor().copy(f"COPY bench.{table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _names(random: Random, person: Person) -> Iterator[Row]:
    given, family = name(random)
    by = (person.id, person.team.agency, person.worker)
    yield (*by, "legal", given, family, clues(given, family))
    if random.random() < 0.15:
        former = name(random)[1]
        yield (*by, "former", given, former, clues(given, former))


def _born(random: Random, person: Person) -> datetime:
    years = random.uniform(18, 95) if "adults" in person.team.kind.value else random.uniform(0, 18)
    return NOW - timedelta(days=365.25 * years)


def _entries(random: Random, made: list[Person], told: Told) -> Iterator[str]:
    """Blocks of lines as COPY reads them; no word of the vocabulary needs escaping."""
    author, done, lines = Author(random), 0, []
    for person in made:
        teams = person.authors()
        for _ in range(person.entries):
            lines.append(_entry(random, author, person, random.choice(teams)))
        if len(lines) > 10_000:
            done += len(lines)
            told(done)
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def _entry(random: Random, author: Author, person: Person, team: Team) -> str:
    domains, weights = MIX[team.domain]
    (domain,) = random.choices(domains, weights)
    (grade,) = random.choices(*GRADES)
    by = person.worker if team is person.team else random.choice(team.posts)
    happened = NOW - timedelta(minutes=int(DAYS * 1440 * random.random() ** 1.5), seconds=60)
    recorded = min(NOW, happened + timedelta(minutes=int(random.expovariate(1 / 900))))
    kind = random.choice(KINDS.get(domain, USUAL))
    words = (author.title(), author.text())
    return "\t".join(map(str, (person.id, domain, grade, team.agency, by, kind, *words, happened, recorded))) + "\n"
