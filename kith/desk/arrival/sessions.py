"""Where I am signed in. The database ends what is to be ended: it takes effect at that session's next transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.agencies.models import Post
from kith.core.session import call, rows


@dataclass(frozen=True)
class Session:
    """A session of mine. `here`: the one that this page belongs to."""

    id: UUID
    post: Post
    place: str
    opened_at: datetime
    seen: datetime
    here: bool


def my_sessions() -> list[Session]:
    """This one first, then the newest."""
    found = rows("SELECT id, post, place, opened_at, seen, here FROM access.my_sessions()")
    posts = Post.objects.select_related("agency").in_bulk({row[1] for row in found})
    return [Session(row[0], posts[row[1]], *row[2:]) for row in found]


def end_my_sessions(which: UUID | None = None) -> int:
    """End this one of mine, or all others; how many ended."""
    return int(call("access.end_my_sessions", which))
