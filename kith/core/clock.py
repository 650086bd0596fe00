"""The time. Inside a session it is the database's (`core.now()`), which tests and the demo region can set."""

from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_at: ContextVar[datetime | None] = ContextVar("kith_now", default=None)


def now() -> datetime:
    """An aware datetime: the moment that the present transaction began, or the wall clock outside a session."""
    return _at.get() or timezone.now()


def today() -> date:
    """Today in the service's time zone."""
    return timezone.localtime(now()).date()


def set_for_session(at: datetime | None) -> None:
    """Called on entering and leaving a session; nothing else sets the clock in Python."""
    _at.set(at)
