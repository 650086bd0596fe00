"""How long events are kept: what holds, what is past its time, what went, whether the proofs hold (docs/audit.md)."""

from dataclasses import dataclass
from datetime import datetime

from kith.core.session import call, rows

EVERY = ""  # the action that stands for every one that has no line of its own


@dataclass(frozen=True)
class Kept:
    """For how many years events of an action are kept, and why."""

    action: str
    years: int
    reason: str


@dataclass(frozen=True)
class Past:
    """So many events of an action are past their time; the oldest of them."""

    action: str
    events: int
    oldest: datetime


@dataclass(frozen=True)
class Erased:
    """An act: when it was decided, in which post; how many events went, and when that was done (None: not yet)."""

    at: datetime
    post: int | None
    events: int
    done_at: datetime | None


@dataclass(frozen=True)
class Proven:
    """Of everybody's events. `signed`: how many the last checkpoint counts; `holds`: whether they give its root."""

    numbered: int
    erased: int
    signed: int | None
    signed_at: datetime | None
    holds: bool | None


def kept() -> list[Kept]:
    """What holds for the caller's organisation; what holds for every action first."""
    return [Kept(*row) for row in rows("SELECT action, years, reason FROM access.events_kept() ORDER BY action")]


def past() -> list[Past]:
    """What an act would erase now. Raises Refused."""
    return [Past(*row) for row in rows("SELECT action, events, oldest FROM access.events_past()")]


def acts() -> list[Erased]:
    """The newest first, at most 50. Raises Refused."""
    return [Erased(*row) for row in rows("SELECT at, post, erased, done_at FROM access.events_erased()")]


def proven() -> Proven:
    """Raises Refused."""
    return Proven(*rows("SELECT numbered, erased, signed, signed_at, holds FROM access.events_proven()")[0])


def keep(action: str, years: int, reason: str) -> None:
    """Information governance's word on its own organisation's events. Raises Refused, Invalid, Unconfirmed."""
    call("access.keep_events", action, years, reason)


def erase() -> None:
    """What is past its time goes once the act itself is numbered and signed. Raises Refused, Unconfirmed."""
    call("access.erase_events")
