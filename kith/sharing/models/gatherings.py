"""Joint work around a person: who sits at the table, what for, and until when (docs/decisions/0057-gatherings.md)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded


class Gathering(Graded):
    """A letter to everybody at the table. `convening`: the side that called it; `members`: whom it called.

    What is open to the table: shares whose `bundle` it is, each of the organisation that opened it, and `involvements`.
    All of it ends with the gathering. `kind`: a code of `data/gatherings.yaml`.
    """

    parties = ArrayField(models.BigIntegerField())
    convening = ArrayField(models.BigIntegerField())
    called_as = models.BigIntegerField()
    members = ArrayField(models.BigIntegerField())
    involvements = ArrayField(models.UUIDField())
    kind = models.TextField()
    basis = models.TextField()
    reason = models.TextField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_words = models.TextField()
    token = models.TextField()
