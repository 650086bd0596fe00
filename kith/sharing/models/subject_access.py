"""The person asks for what is held about them: the request with its clock, and what is decided about each name in it.

Facts about the person (docs/decisions/0055-subject-access.md). Written only by functions in `sql/`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded


class AccessState(models.TextChoices):
    """Where a request stands."""

    IDENTITY = "identity", "Waiting for proof of who asks"
    OPEN = "open", "Being put together"
    SENT = "sent", "Given to them"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Doing(models.TextChoices):
    """What is decided about words that name somebody else."""

    REMOVE = "remove", "Remove"
    KEEP = "keep", "Leave in"
    OMIT = "omit", "Leave the whole piece out"


class SubjectAccess(Graded):
    """`asked_by`: a representative's row; none: the person. The clock runs from the later of the two days."""

    asked_by = models.UUIDField(null=True)
    asked_words = models.TextField()
    received_on = models.DateField()
    identity_on = models.DateField(null=True)
    identity_words = models.TextField()
    due_on = models.DateField(null=True)
    extended_on = models.DateField(null=True)
    extended_words = models.TextField()
    state = models.TextField(choices=AccessState.choices)
    ended_on = models.DateField(null=True)
    ended_words = models.TextField()


class Redaction(Graded):
    """What was decided on one phrase, wherever it stands; or on a whole `piece`, on a ground (`why`).

    `of_request`: a row of the same person; the newest counts.
    """

    of_request = models.UUIDField()
    piece = models.TextField(default="")
    phrase = models.TextField()
    doing = models.TextField(choices=Doing.choices)
    about = models.TextField()
    why = models.TextField()


class CopyMade(Graded):
    """That a copy was made for a request: `digest` of the file, those of each piece as given (`pieces`), two counts.

    The file itself is not kept (docs/decisions/0067-copies.md).
    """

    of_request = models.UUIDField()
    digest = models.TextField()
    pieces = ArrayField(models.TextField())
    removed = models.IntegerField()
    left_out = models.IntegerField()
