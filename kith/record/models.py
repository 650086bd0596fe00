"""The stream of what is recorded about a person."""

from django.db import models

from kith.access.models import Graded


class Entry(Graded):
    """Something recorded about one person: a note, a visit, a call, a decision, an imported fact.

    A version of an entry has the same `series` and the next `version`; the newest is `current`. Rows of one event
    about several persons (siblings on one visit) share an `occasion`; each is opened by its own lock.
    `details` holds what imported and structured kinds carry, by name.
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
    occasion = models.UUIDField(null=True)
    series = models.UUIDField()
    version = models.IntegerField(default=1)
    amendment_reason = models.TextField(blank=True, default="")
    current = models.BooleanField(default=True)
    source_key = models.TextField(null=True)


class Draft(Graded):
    """What somebody has begun to write, saved as typed. It opens to its author's post alone."""

    kind = models.TextField()
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    recorded_as = models.UUIDField(null=True)
    discarded_at = models.DateTimeField(null=True)
