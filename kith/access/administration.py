"""Who works where: functions of the database for administrators of that organisation, each with its event.

All raise Refused, Unknown or Invalid with a message for the person who asked. Nobody gives access to themself.
"""

from dataclasses import dataclass
from datetime import date, datetime

from kith.core.session import call, rows


def add_practitioner(name: str, email: str, telephone: str, title: str) -> int:
    """A new practitioner with a first post in the caller's organisation; returns the post."""
    return int(call("access.add_practitioner", name, email, telephone, title))


def appoint(practitioner: int, title: str, starts: datetime | None = None, ends: datetime | None = None) -> int:
    """A post in the caller's organisation for a practitioner who is in Kith already; returns it."""
    return int(call("access.appoint", practitioner, title, starts, ends))


def end_post(post: int, ending: datetime | None = None) -> None:
    """Now, or at a later moment. Sessions in the post end with it."""
    call("access.end_post", post, ending)


@dataclass(frozen=True)
class Carried:
    """What a post carries, as counts: `named` people allocated to it, `dated` of these until a date, `alone` with whom

    nobody else of the organisation works; `opened` shares to it; `sessions` that are open.
    """

    named: int
    dated: int
    alone: int
    opened: int
    sessions: int


def carried_by(post: int) -> Carried:
    return Carried(*rows("SELECT named, dated, alone, opened, sessions FROM access.carried_by(%s)", post)[0])


def hand_back(post: int, team: int | None, reason: str) -> int:
    """End the post's involvements by name; how many. With whom nobody else works, `team`'s managers come to know of."""
    return int(call("access.hand_back", post, team, reason))


def join_team(
    post: int, team: int, manager: bool = False, starts: datetime | None = None, ends: datetime | None = None
) -> int:
    """A post, of whatever organisation, joins a team of the caller's; returns the membership."""
    return int(call("access.join_team", post, team, manager, starts, ends))


def leave_team(membership: int, ending: datetime | None = None) -> None:
    call("access.leave_team", membership, ending)


def make_manager(membership: int, manager: bool = True) -> None:
    """A manager of the team from now on, or an ordinary member again."""
    call("access.make_manager", membership, manager)


def give_role(post: int, role: str, starts: datetime | None = None, ends: datetime | None = None) -> int:
    """`role`: a value of agencies.RoleName. Returns the role's id."""
    return int(call("access.give_role", post, role, starts, ends))


def end_role(role: int, ending: datetime | None = None) -> None:
    call("access.end_role", role, ending)


def set_account_state(practitioner: int, state: str) -> None:
    """`state`: a value of agencies.AccountState. Anything but active ends every session of theirs at once."""
    call("access.set_account_state", practitioner, state)


def sign_out_colleague(practitioner: int) -> int:
    """End every session of theirs, wherever they are signed in; how many there were."""
    return int(call("access.sign_out_colleague", practitioner))


def record_training(practitioner: int, until: date) -> None:
    """Data-protection training counts until, and including, that day."""
    call("access.record_training", practitioner, until)
