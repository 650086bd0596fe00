"""Files, photos and evidence about a person (docs/decisions/0073 and 0074)."""

from django.db import models

from kith.access.models import Graded

DOCUMENT = "document"  # the kind of the entry that says that one was kept, and of drafts of what is said about one
PHOTO = "photo"  # the same, of a photo of the person for the head of their record


class What(models.TextChoices):
    """What a document is."""

    LETTER = "letter", "A letter"
    REPORT = "report", "A report"
    HOME = "home", "A photo of a home"
    DRAWN = "drawn", "A picture or words by the person"
    SCREENSHOT = "screenshot", "A screenshot, of social media for instance"
    INJURY = "injury", "A photo of an injury"
    MESSAGE = "message", "An e-mail or a message"
    PHOTO = "photo", "A photo of the person, for the head of their record"
    OTHER = "other", "Something else"


class How(models.TextChoices):
    """How it came to whoever kept it."""

    TAKEN = "taken", "I took or made it myself"
    HANDED = "handed", "Handed to me"
    POST = "post", "By post"
    EMAIL = "e-mail", "By e-mail"
    FOUND = "found", "I found it, online for instance"
    OTHER = "other", "In another way"


class Document(Graded):
    """One version of a document: what it is, how it came here, which file it is. Its file is the `File` of the same id.

    A first version's `series` is its own id; the next one has the same `series`, and the newest is `current`. `sha256`,
    `size`: of the file as it was sent, compared by the database (sql/0001_documents.sql). `media_type`: by what stands
    in it, never by its name. `scanned`: what the virus scanner said; empty where there is none.
    """

    series = models.UUIDField()
    version = models.IntegerField(default=1)
    current = models.BooleanField(default=True)
    what = models.TextField(choices=What.choices)
    title = models.TextField()
    description = models.TextField()
    made_on = models.DateField(null=True)
    received_from = models.TextField()
    received_how = models.TextField(choices=How.choices)
    name = models.TextField()
    media_type = models.TextField()
    size = models.IntegerField()
    sha256 = models.TextField()
    pages = models.IntegerField(null=True)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    scanned = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")  # why there is a further version
    source_key = models.TextField(null=True)
    withdrawn_why = models.TextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)  # this and `withdrawn_by` are the database's to say
    withdrawn_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "document"
        constraints = [
            models.UniqueConstraint(fields=["person", "series", "version"], name="document_version_once"),
        ]


class File(Graded):
    """What a version of a document consists of, under the same id and so under the same lock; read by storing.py alone.

    `original`: as it was sent, never changed. `shown`, `small`: drawn from it, without position and camera; empty where
    it is no picture, `small` also of the first page of a PDF. `words`: what can be read out of it.
    """

    original = models.BinaryField()
    shown = models.BinaryField(default=b"")
    small = models.BinaryField(default=b"")
    words = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = "file of a document"
