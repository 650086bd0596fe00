"""The stream of what is recorded about a person."""

from django.db import models

from kith.access.models import Graded
from kith.core.ids import row_id


class Entry(Graded):
    """Something recorded about one person: a note, a visit, a call, a decision, an imported fact.

    A first version's `series` is its own id (left unset, the database fills it in); the next version has the same
    `series`, and the newest is `current` (sql/0002_entries.sql). Rows of one event about several persons (siblings on
    one visit) share an `occasion`; each is opened by its own lock. Every entry has an occasion, so that having one
    tells nothing.
    `details` holds what imported and structured kinds carry, by name. `source_key` says which row of which source, or
    which sending of which form, this is, so that sending it twice records it once.
    """

    kind = models.TextField()
    title = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    happened_until = models.DateTimeField(null=True)
    day_only = models.BooleanField(default=False)
    significant = models.BooleanField(default=False)
    present = models.TextField(blank=True, default="")
    occasion = models.UUIDField(default=row_id)
    series = models.UUIDField()
    version = models.IntegerField(default=1)
    amendment_reason = models.TextField(blank=True, default="")
    current = models.BooleanField(default=True)
    source_key = models.TextField(null=True)

    @property
    def organisation(self) -> str:
        """Of whoever wrote it. A referral is the row of whoever received it, and says so (decision 11)."""
        theirs, owner = self.author.agency, self.owner
        return theirs.name if theirs == owner else f"{theirs.name}, to {owner.name}"


class Draft(Graded):
    """What somebody has begun to write, saved as typed. It opens to its author's post alone.

    `revision` counts savings, so that a second tab is noticed; what it would have overwritten is in `earlier`.
    Once recorded its words are taken out: from then on they stand under the entry's lock, not the author's.
    `begun_by`: the post of somebody who left, whose manager has it now (sql/0037_handing_over.sql).
    """

    kind = models.TextField()
    content = models.JSONField(default=dict)
    earlier = models.JSONField(default=list)
    revision = models.IntegerField(default=1)
    saved_at = models.DateTimeField()
    recorded_as = models.UUIDField(null=True)
    discarded_at = models.DateTimeField(null=True)
    begun_by = models.BigIntegerField(null=True)
