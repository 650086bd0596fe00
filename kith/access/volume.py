"""How many persons' records a post opens or finds, and what its organisation says of it (docs/decisions/0036)."""

from dataclasses import dataclass

from kith.core.session import call, rows


@dataclass(frozen=True)
class Limits:
    """Persons in an hour and in a day: from when governance is told, and from when the next new person asks why."""

    told_hour: int
    told_day: int
    asked_hour: int
    asked_day: int


def limits() -> Limits:
    """Those of the caller's organisation."""
    found = rows("SELECT told_hour, told_day, asked_hour, asked_day FROM access.my_reading_limit()")
    return Limits(*found[0])


def limit_reading(wanted: Limits) -> None:
    """Information governance's word on its own organisation, from the next transaction on. Raises Refused, Invalid."""
    call("access.limit_reading", wanted.told_hour, wanted.told_day, wanted.asked_hour, wanted.asked_day)


@dataclass(frozen=True)
class Reading:
    """Different persons: those whose records the caller opened within an hour and a day, those whom searches found."""

    opened_hour: int
    opened_day: int
    found_hour: int
    found_day: int


def my_reading() -> Reading:
    found = rows("SELECT opened_hour, opened_day, found_hour, found_day FROM access.my_reading()")
    return Reading(*found[0])


def read_on(reason: str) -> None:
    """Why the caller opens or finds so many: it stands in an event, and lasts an hour. Raises Invalid."""
    call("access.read_on", reason)
