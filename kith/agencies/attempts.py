"""How often a password may be wrong, and whom that shuts out: whoever guesses, not whoever is guessed at.

Failures are counted by account, by account and known browser, and by address (OWASP ASVS 5.0, 6.3.1). A browser in
which somebody has signed in before has a count of its own, so that a stranger who fails on purpose shuts them out of
nothing (docs/decisions/0021-attempts-at-sign-in.md). An account that does not exist is counted like one that does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.db import connections
from django.http import HttpRequest
from django.utils import timezone

from kith.agencies.known_browser import mark_of


@dataclass(frozen=True)
class Limit:
    """So many failures within so many minutes of the first one."""

    name: str
    times: int
    minutes: int


STRANGE = Limit("account", 10, 15)  # in all browsers together that do not know the account
KNOWN = Limit("browser", 10, 15)  # in one that does
ADDRESS = Limit("address", 100, 15)  # a whole office may stand behind one

COUNT = """
INSERT INTO sign_in_attempt AS a (counted, times, until) VALUES (%s, 1, clock_timestamp() + make_interval(mins => %s))
ON CONFLICT (counted) DO UPDATE SET times = CASE WHEN a.until > clock_timestamp() THEN a.times + 1 ELSE 1 END,
    until = CASE WHEN a.until > clock_timestamp() THEN a.until ELSE excluded.until END
RETURNING times, until"""


class TooMany(Exception):
    """`until`: when the next attempt is heard."""

    def __init__(self, until: datetime):
        super().__init__(until)
        self.until = until

    @property
    def words(self) -> str:
        at = timezone.localtime(self.until).strftime("%H:%M")
        return f"Too many attempts. Try again after {at}. A passkey works at once; so does a new password."


def count(request: HttpRequest, email: str, address: str) -> None:
    """One attempt more, before it is known whether it is right: many at once are all counted. Raises TooMany."""
    full = [until for limit, what in _counts(request, email, address) if (until := _add(limit, what))]
    if full:
        raise TooMany(max(full))


def forgive(request: HttpRequest, email: str) -> None:
    """The password was right: what counted against this account here is forgotten. The address keeps its count."""
    with connections["door"].cursor() as cursor:
        cursor.execute("DELETE FROM sign_in_attempt WHERE counted = %s", [_digest(*_account(request, email))])


def sweep() -> int:
    """Counts of the past are thrown away: how many."""
    with connections["door"].cursor() as cursor:
        cursor.execute("DELETE FROM sign_in_attempt WHERE until < clock_timestamp()")
        return cursor.rowcount


def _counts(request: HttpRequest, email: str, address: str) -> Iterable[tuple[Limit, str]]:
    return _account(request, email), (ADDRESS, _network(address))


def _network(address: str) -> str:
    """A household or an office: of IPv6 it is given 64 bits to choose from."""
    found = ip_address(address)
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else address


def _account(request: HttpRequest, email: str) -> tuple[Limit, str]:
    mark = mark_of(request, email)
    return (KNOWN, f"{email.lower()} {mark}") if mark else (STRANGE, email.lower())


def _add(limit: Limit, what: str) -> datetime | None:
    """Counts it; when it is one too many, the moment from which the next is heard."""
    with connections["door"].cursor() as cursor:
        cursor.execute(COUNT, [_digest(limit, what), limit.minutes])
        times, until = cursor.fetchone()
    return until if times > limit.times else None


def _digest(limit: Limit, what: str) -> str:
    return sha256(f"{limit.name} {what}".encode()).hexdigest()
