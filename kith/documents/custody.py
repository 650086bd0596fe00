"""The chain of custody of a document: who received it, looked at it, took it out, put it before a court.

The same events, for the same readers, as under "Who has looked" (access.looks); only those that name this document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kith.agencies.models import Post
from kith.core.session import rows
from kith.documents.models import Document

MOST = 500
STEPS = {  # events that name a document or one of its versions, in the words of a chain of custody
    "keep document": "Received and kept",
    "renew document": "A newer file kept",
    "withdraw document": "Withdrawn",
    "view document": "Looked at",
    "download document": "Downloaded as it was sent",
    "check document": "A file compared with it",
    "add exhibit": "Put into a bundle for a court",
    "drop exhibit": "Taken out of a bundle for a court",
    "fix bundle": "Fixed in a bundle for a court",
    "serve exhibits": "Taken out in a bundle for a court",
}


@dataclass(frozen=True)
class Link:
    """One link of the chain, with how often the same person did the same that day."""

    at: datetime
    did: str
    name: str
    organisation: str
    times: int = 1


def custody(versions: Sequence[Document]) -> list[Link]:
    """The oldest first; who looked is told as far as the reader may know. Part of a look that leaves its event."""
    ids = [row.id for row in versions]
    found = rows("SELECT at, post, action FROM access.looks(%s, NULL, %s, %s)", versions[0].person_id, MOST, ids)
    told = [each for each in found[::-1] if each[2] in STEPS]
    posts = Post.objects.select_related("practitioner", "agency").in_bulk({post for _, post, _ in told if post})
    links: dict[tuple[object, ...], Link] = {}
    for at, post, action in told:
        who = posts.get(post)
        key = (at.date(), post, action)
        times = links[key].times + 1 if key in links else 1
        name, agency = (who.practitioner.name, who.agency.name) if who else ("Somebody", "")
        links[key] = Link(links[key].at if key in links else at, STEPS[action], name, agency, times)
    return list(links.values())
