"""Supervision of those who work: agreements, sessions, remarks. About nobody on record (docs/decisions/0046)."""

from django.db import models

from kith.agencies.models import Agency, Post
from kith.core.ids import row_id

SECTIONS: dict[str, str] = {  # what a session asks, in the order of the page
    "wellbeing": "How are you?",
    "workload": "How much do you carry, and how does it go?",
    "learning": "What did you learn, and what do you want to learn?",
    "practice": "What went well in your work, and what was hard?",
    "agreed": "What do you agree for yourselves until next time?",
}


class Between(models.Model):
    """A row that only the two open; read with an event each time, written by the functions of sql/ alone."""

    is_watched = True
    id = models.UUIDField(primary_key=True, default=row_id)

    class Meta:
        abstract = True


class Agreement(Between):
    """Between one who is supervised and one who supervises. It holds once the other of them has agreed.

    `every`: days. `next_on`: when the next session is due; on the agreement, so that a reminder opens no session.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    supervisee = models.ForeignKey(Post, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Post, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    every = models.IntegerField()
    words = models.TextField()
    next_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")


class Session(Between):
    """What was said when they met, by section. `above`: whether one manager up may read it, settled when written."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    supervisee = models.ForeignKey(Post, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Post, models.PROTECT, related_name="+")
    author = models.ForeignKey(Post, models.PROTECT, related_name="+")
    held_on = models.DateField()
    written_at = models.DateTimeField()
    said = models.JSONField(default=dict)
    above = models.BooleanField(default=False)


class Typed(Between):
    """A session that one of the two is still writing, as typed; read by them alone. Emptied once it is written down.

    `words`: the days and the sections, and nothing of what is typed about a person, which is a draft about them.
    `earlier`: what another window of theirs had typed meanwhile.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    author = models.ForeignKey(Post, models.PROTECT, related_name="+")
    words = models.JSONField(default=dict)
    earlier = models.JSONField(default=list)
    revision = models.IntegerField(default=1)
    saved_at = models.DateTimeField()


class Remark(Between):
    """What one of the two says to it afterwards; only ever added."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    author = models.ForeignKey(Post, models.PROTECT, related_name="+")
    words = models.TextField()
    written_at = models.DateTimeField()
