"""A bundle of papers for a court, and its exhibits (docs/decisions/0059-bundles.md). Written only by `sql/`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded


class BundleState(models.TextChoices):
    """Where a bundle stands."""

    OPEN = "open", "being put together"
    FIXED = "fixed", "fixed: nothing in it changes any more"


class Bundle(Graded):
    """`count`: exhibits that are in it. `digest`: SHA-256 of the file as it was fixed. `truth`: who stands by it."""

    title = models.TextField()
    court = models.TextField()
    number = models.TextField()
    count = models.IntegerField()
    state = models.TextField(choices=BundleState.choices)
    digest = models.TextField()
    truth = models.TextField()
    fixed_at = models.DateTimeField(null=True)
    token = models.TextField()


class Exhibit(Graded):
    """A copy, as it is served, of one entry, or of what a signed form says in one domain at one grade; or a document.

    Person, domain, grade and owner are those of what it was copied from: so is its lock. `of_row`, `version`,
    `of_recorded_at`, `of_author`, `of_organisation`, `source_digest`: which version of what, by whom, of which
    organisation (a referral is the row of whoever received it), and SHA-256 of its words.
    `text`: as served, without `removed`; `digest`: SHA-256 of that. Of a document `media_type` is that of its file,
    `source_digest` the SHA-256 of the file, and `sheets` the pages of a PDF that are served.
    """

    bundle_id = models.UUIDField()
    place = models.IntegerField()
    section = models.TextField()
    title = models.TextField()
    happened_at = models.DateTimeField()
    of_row = models.UUIDField()
    version = models.IntegerField()
    of_recorded_at = models.DateTimeField()
    of_author = models.TextField()
    of_organisation = models.TextField()
    source_digest = models.TextField()
    text = models.TextField()
    removed = ArrayField(models.TextField())
    digest = models.TextField()
    media_type = models.TextField(blank=True, default="")
    sheets = ArrayField(models.IntegerField(), default=list)
    dropped_at = models.DateTimeField(null=True)
