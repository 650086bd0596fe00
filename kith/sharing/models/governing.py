"""What governance keeps beside agreements, about nobody on record: which tools may be used, an agreement's papers.

Only ever added, by engine functions; the newest row of each holds.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.agencies.models import Agency


class Answer(models.TextChoices):
    """Whether a tool may be used."""

    YES = "yes", "Yes"
    CONDITIONS = "conditions", "Yes, on conditions"
    ASK = "ask", "Ask first"
    NO = "no", "No"


class ToolRule(models.Model):
    """Whether the staff of `owner` may use a tool, with whom (none: anybody), on what conditions, and who says so.

    `series`: the id of its first version, with which it shares `tool` and `partner`; the newest version holds.
    """

    owner = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+")
    partner = models.ForeignKey(Agency, models.DO_NOTHING, null=True, related_name="+")
    series = models.BigIntegerField()
    version = models.IntegerField()
    tool = models.TextField()
    answer = models.TextField(choices=Answer.choices)
    words = models.TextField()
    source = models.TextField()
    decided_on = models.DateField()
    review_on = models.DateField(null=True)
    kept_at = models.DateTimeField()
    kept_by = models.BigIntegerField()


class AgreementPaper(models.Model):
    """What one version of an agreement (`edge`) rests on: gateways of the guide, its DPIA, who signed."""

    edge = models.IntegerField()
    gateways = ArrayField(models.TextField())
    dpia = models.TextField()
    signatories = models.TextField()
    kept_at = models.DateTimeField()
    kept_by = models.BigIntegerField()


class GuideEdition(models.Model):
    """An edition of the guide to the law, as it was sent. `owner`: for whose staff; none: it comes with Kith.

    The newest of an organisation holds for it; where it has none, the newest that comes with Kith. `why`: what is new.
    """

    owner = models.ForeignKey(Agency, models.DO_NOTHING, null=True, related_name="+")
    version = models.TextField()
    told = models.TextField()
    why = models.TextField()
    kept_at = models.DateTimeField()
    kept_by = models.BigIntegerField(null=True)


class ProcessingNote(models.Model):
    """What an organisation says of itself in its record of processing (UK GDPR Article 30(1)). The newest holds."""

    owner = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+")
    contact = models.TextField()
    people = models.TextField()
    kept_for = models.TextField()
    transfers = models.TextField()
    security = models.TextField()
    kept_at = models.DateTimeField()
    kept_by = models.BigIntegerField()
