"""What a region is made of: plain, frozen, named by keys that mean something. No database.

Everything refers to everything else by key ("sw.hart", "team.safeguarding-north", "okonedo-webb.tamsin"), so that a
region can be compared, printed and read before any of it is loaded.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Agency:
    key: str
    name: str
    kind: str  # a value of kith.agencies.models.AgencyKind
    telephone: str
    front_door_telephone: str = ""
    training_required: bool = False


@dataclass(frozen=True)
class Team:
    key: str
    agency: str
    name: str
    domain: str
    telephone: str
    discreet: bool = False
    front_door: bool = False


@dataclass(frozen=True)
class Practitioner:
    key: str
    name: str
    email: str
    telephone: str
    trained_until: date


@dataclass(frozen=True)
class Post:
    key: str
    practitioner: str
    agency: str
    title: str
    telephone: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Membership:
    post: str
    team: str
    manager: bool
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Role:
    post: str
    name: str  # a value of kith.agencies.models.RoleName
    starts: date


@dataclass(frozen=True)
class Person:
    """Who somebody is in the story. What the record knows of them is in `Held` rows, each with an author."""

    key: str
    family: str
    given: str
    surname: str
    born: date  # for an unborn child: the day they are due
    sex: str  # "F" or "M"
    unborn: bool = False
    died: date | None = None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """Something held true of a person: a row of one of the tables in kith.people.models, with who recorded it when."""

    person: str
    table: str  # "name", "birth", "particular", "identifier", "address", "relationship", "alert"
    author: str
    recorded: date
    domain: str
    grade: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Involvement:
    """A holder ("post:…", "team:…", "managers:…") works with a person under a profile, from a day until a day."""

    person: str
    holder: str
    profile: str
    capacity: str
    by: str
    starts: date
    ends: date | None
    basis: str
    purpose: str
    accepted_by: str = ""  # a post of the lead agency, where another agency's involvement waits for it


@dataclass(frozen=True)
class Share:
    """An owner's own opening of a person's record to a post, until a day after the region's anchor."""

    person: str
    holder: str
    by: str
    grades: dict[str, int]
    starts: date
    until: date
    basis: str
    reason: str


@dataclass(frozen=True)
class Barred:
    """A practitioner who never sees this person, in any post: their own relative."""

    person: str
    practitioner: str
    by: str
    on: date
    reason: str


@dataclass(frozen=True)
class Entry:
    person: str
    author: str
    domain: str
    grade: int
    kind: str
    title: str
    text: str
    happened_at: datetime
    recorded: date
    significant: bool = False
    present: str = ""
    occasion: str | None = None
    day_only: bool = False


@dataclass(frozen=True)
class Region:
    """A county on the day it was built: `anchor`. Its history is the three years before."""

    seed: int
    anchor: date
    agencies: tuple[Agency, ...] = ()
    teams: tuple[Team, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()
    posts: tuple[Post, ...] = ()
    memberships: tuple[Membership, ...] = ()
    roles: tuple[Role, ...] = ()
    persons: tuple[Person, ...] = ()
    held: tuple[Held, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    shares: tuple[Share, ...] = ()
    barred: tuple[Barred, ...] = ()
    entries: tuple[Entry, ...] = field(default=(), repr=False)
