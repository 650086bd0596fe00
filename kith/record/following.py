"""What follows when something has been recorded: higher apps register here in `AppConfig.ready()`.

In the same transaction, as whoever recorded it: what a follower may not do, it must not try.
"""

from collections.abc import Callable

from kith.record.models import Entry

Follower = Callable[[Entry], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Call it with each first version of an entry, once."""
    if follower not in _followers:
        _followers.append(follower)


def recorded(entry: Entry) -> None:
    """Tell the followers."""
    for follower in _followers:
        follower(entry)
