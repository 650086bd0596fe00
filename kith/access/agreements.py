"""Agreements, how far roles see, and what a change of either would open and close.

A version is proposed, prepared and measured by the worker, a few people at a time (tasks.py), and then decided: put
in force or thrown away. All of it is for information governance of
one's own organisation; the database checks (sql/0006, 0007).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kith.access.grades import by_domain, vector
from kith.access.tasks import go_on_soon, verify_soon
from kith.core.errors import Unknown
from kith.core.session import call, rows


@dataclass(frozen=True)
class Edge:
    """One version of what `owner` lets people employed by `recipient` see. `state`: "pending", "live" or "retired"."""

    no: int
    agreement: str
    version: int
    owner: int | None
    recipient: int | None
    grades: dict[str, int]
    purposes: list[str]
    state: str
    suspended: bool
    starts: datetime | None  # None: always
    ends: datetime | None
    review_on: date | None


@dataclass(frozen=True)
class Profile:
    """One version of how far a role sees. `agency`: whose; None: what every organisation starts with."""

    name: str
    version: int
    grades: dict[str, int]
    held_by: str
    agency: int | None


@dataclass(frozen=True)
class Proposal:
    """A version that waits (`live` is None), went live, or was thrown away. `share`: of everybody, 0 to 1."""

    id: int
    edge: int | None
    profile: str | None
    version: int | None
    proposed_by: int
    proposed_at: datetime
    share: float
    persons: int
    ready_at: datetime | None
    live: bool | None
    decided_by: int | None
    decided_at: datetime | None
    applied: int
    applied_at: datetime | None


@dataclass(frozen=True)
class Gain:
    """What one post gains and loses: rows, and of how many persons. `post` is None where it may not be named."""

    post: int | None
    gained: int
    persons_gained: int
    lost: int
    persons_lost: int


@dataclass(frozen=True)
class InAll:
    """Rows, persons' records, and practitioners."""

    gained: int
    persons_gained: int
    lost: int
    persons_lost: int
    people_gained: int
    people_lost: int


@dataclass(frozen=True)
class Verification:
    """When every lock was compared with the facts, and what came of it."""

    id: int
    asked_by: int
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    took: timedelta | None
    checked: int | None
    drifted: int | None


EDGES = """SELECT no, agreement, version, owner, recipient, cap, purposes, state, suspended,
                  nullif(starts, '-infinity'), ends, review_on FROM access.agreements()"""


def edges() -> list[Edge]:
    """Every version of every agreement, by owner, recipient and version: about no person, so for anyone."""
    return [
        Edge(no, agreement, version, owner, recipient, by_domain(cap), *terms)
        for no, agreement, version, owner, recipient, cap, *terms in rows(EDGES)
    ]


def profiles() -> list[Profile]:
    """How far each role sees in the caller's own organisation."""
    found = rows("SELECT name, version, grades, held_by, agency FROM access.profiles()")
    return [Profile(name, version, by_domain(grades), held, agency) for name, version, grades, held, agency in found]


def proposals() -> list[Proposal]:
    """Of the caller's organisation, the newest first. Raises Refused for anybody but its information governance."""
    return [Proposal(*row) for row in rows("SELECT * FROM access.proposals()")]


def proposal(number: int) -> Proposal:
    """One of them. Raises Unknown where the caller's organisation has no such proposal."""
    found = [each for each in proposals() if each.id == number]
    if not found:
        raise Unknown
    return found[0]


def profile_change(number: int) -> tuple[dict[str, int], dict[str, int]]:
    """How far a role saw before a proposed version of it, and under it."""
    ((before, after),) = rows("SELECT before, after FROM access.profile_change(%s)", number)
    return by_domain(before), by_domain(after)


def in_all(number: int) -> InAll:
    return InAll(*rows("SELECT * FROM access.gains_in_all(%s)", number)[0])


def gains(number: int) -> list[Gain]:
    """Who gains and who loses, the most first."""
    return [Gain(*row) for row in rows("SELECT * FROM access.gains(%s)", number)]


def gains_by_grade(number: int) -> list[tuple[str, int, int, int]]:
    """(domain, grade, rows gained, rows lost)."""
    return [(d, g, up, down) for d, g, up, down in rows("SELECT * FROM access.gains_by_grade(%s)", number)]


def gains_by_person(number: int) -> list[tuple[UUID, int, int]]:
    """(person, rows gained, rows lost) of the persons whom the caller may locate, the most first, at most 100."""
    return [(p, up, down) for p, up, down in rows("SELECT * FROM access.gains_by_person(%s)", number)]


def propose_agreement(
    recipient: int,
    name: str,
    grades: dict[str, int],
    purposes: list[str],
    starts: datetime,
    ends: datetime | None = None,
    review_on: date | None = None,
) -> int:
    """A new version of what the caller's organisation lets another see; returns the proposal. Opens nothing."""
    edge = call("access.propose_edge", recipient, name, vector(grades), purposes, starts, ends, review_on)
    go_on_soon()
    return next(each.id for each in proposals() if each.edge == edge)


def propose_profile(name: str, grades: dict[str, int]) -> int:
    """A new version of how far a role of the caller's organisation sees; returns the proposal. Opens nothing."""
    made: int = call("access.propose_profile", name, vector(grades))
    go_on_soon()
    return made


def put_in_force(waiting: Proposal) -> None:
    """An agreement for everyone at once; a profile person by person, by the worker. Raises Invalid till ready."""
    if waiting.edge:
        call("access.go_live", waiting.edge)
    else:
        call("access.profile_live", waiting.id)
        go_on_soon()


def throw_away(waiting: Proposal) -> None:
    call("access.throw_away", waiting.id)


def measure_again(waiting: Proposal) -> None:
    """From the beginning: records and involvements have changed since."""
    call("access.measure_again", waiting.id)
    go_on_soon()


def suspend(edge: int, suspended: bool) -> None:
    """At once, for everyone, at their next transaction; or let it hold again."""
    call("access.suspend_edge", edge, suspended)


def ask_verification() -> None:
    """Have every lock compared with the facts by the worker."""
    call("access.ask_verification")
    verify_soon()


def verifications() -> list[Verification]:
    """The newest first, at most five."""
    return [Verification(*row) for row in rows("SELECT * FROM access.verifications()")]
