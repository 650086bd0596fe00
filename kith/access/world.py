"""The facts on which the decision rests, in plain Python: the nouns of docs/access.md.

Everything is known by a name (a plain string). A letter in square brackets points to a reading of the specification
in docs/decisions/0002-readings-of-the-decision.md. `model.py` decides on a World; nothing here decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

Grades = Mapping[str, int]  # domain → highest grade; a domain left out is 0
ALWAYS = datetime.min.replace(tzinfo=UTC)
FOREVER = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Dated:
    starts: datetime = ALWAYS
    ends: datetime | None = None

    def active(self, now: datetime) -> bool:
        """[j] From the very moment it starts until just before the moment it ends."""
        return self.starts <= now and (self.ends is None or now < self.ends)


@dataclass(frozen=True)
class Human:
    state: str = "active"
    trained_until: date | None = None  # [h] the last day on which the training counts


@dataclass(frozen=True)
class Post(Dated):
    human: str
    agency: str


@dataclass(frozen=True)
class Membership(Dated):
    post: str
    team: str
    manager: bool = False


@dataclass(frozen=True)
class Role(Dated):
    post: str
    name: str = "finder"


@dataclass(frozen=True)
class Edge(Dated):
    """[b] What people employed by `recipient` may open of the rows of `owner`; None is any agency."""

    owner: str | None
    recipient: str | None
    cap: Grades
    purposes: frozenset[str] = frozenset({"care"})
    live: bool = True
    suspended: bool = False


@dataclass(frozen=True)
class Involvement(Dated):
    """A holder (a post, a team, the managers of a team) works with the person under a profile."""

    person: str
    holder: str
    profile: str
    accepted: bool = True  # [c] by the lead agency, where another agency's goes above locate


@dataclass(frozen=True)
class Share(Dated):
    """[d] `owner` opens the person's rows to a holder; None is every owner: emergency access."""

    owner: str | None
    person: str
    holder: str
    grades: Grades
    rows: frozenset[str] | None = None  # [o] the only ones that it opens; None: all


@dataclass(frozen=True)
class Seal:
    """[f] On a person or on a row: the only humans who pass."""

    humans: frozenset[str]
    person: str | None = None
    row: str | None = None
    ended: bool = False


@dataclass(frozen=True)
class Exclusion:
    """[g] This human never sees this person."""

    person: str
    human: str
    ended: bool = False


@dataclass(frozen=True)
class Release:
    """A row is opened to a reader: the person themself, or who represents them."""

    row: str
    reader: str
    ended: bool = False


@dataclass(frozen=True)
class Link:
    """[g] Two records held to be about one person."""

    one: str
    other: str
    confirmed: bool = False


@dataclass(frozen=True)
class Row:
    """One piece of information about one person. A relationship has another person at its other end."""

    name: str
    person: str
    domain: str
    grade: int
    owner: str
    author: str = ""
    draft: bool = False
    other: str | None = None
    parties: frozenset[str] = frozenset()  # [n] the holders that a letter is written to


@dataclass(frozen=True)
class Caller:
    """Who asks: a post in a session for one purpose, or a reader. `proved`: when they last showed that it is them."""

    post: str | None = None
    reader: str | None = None
    purpose: str = "care"
    proved: datetime | None = FOREVER


@dataclass(frozen=True)
class World:
    """All facts at one moment, each under its name."""

    now: datetime
    agencies: Mapping[str, bool] = field(default_factory=dict)  # whether the agency requires training
    humans: Mapping[str, Human] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)  # the agency that the team belongs to
    memberships: Mapping[str, Membership] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    profiles: Mapping[str, Grades] = field(default_factory=dict)
    edges: Mapping[str, Edge] = field(default_factory=dict)
    involvements: Mapping[str, Involvement] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    seals: Mapping[str, Seal] = field(default_factory=dict)
    exclusions: Mapping[str, Exclusion] = field(default_factory=dict)
    releases: Mapping[str, Release] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    readers: Mapping[str, bool] = field(default_factory=dict)  # whether they still read
    rows: Mapping[str, Row] = field(default_factory=dict)


def managers(team: str) -> str:
    """The holder that stands for the managers of a team."""
    return f"managers of {team}"
