"""Who may speak or ask for the person, since when, for what, and what they may not be shown.

Facts about the person (docs/decisions/0052-representatives.md). Written only by functions in `sql/`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded


class RepresentativeKind(models.TextChoices):
    """By what right they speak for the person."""

    PARENT = "parent", "Parental responsibility"
    COUNCIL = "council", "Parental responsibility by a care order"
    DEPUTY = "deputy", "Deputy for health and welfare (Court of Protection)"
    DEPUTY_MONEY = "deputy for money", "Deputy for property and affairs (Court of Protection)"
    ATTORNEY = "attorney", "Attorney for health and welfare"
    ATTORNEY_MONEY = "attorney for money", "Attorney for property and affairs"
    ADVOCATE = "advocate", "Advocate"
    FRIEND = "litigation friend", "Litigation friend"
    CHOSEN = "chosen", "Somebody whom the person has chosen to speak for them"


class Representative(Graded):
    """`covers`: domains that they act in (0 or more a domain); nothing: all. `kept_from`: domains not shown to them.

    `no_address`: nothing that leaves for them tells where the person lives, learns or is cared for. `reader`: the
    holder of what is opened to them, where they read themselves.
    """

    kind = models.TextField(choices=RepresentativeKind.choices)
    name = models.TextField()
    relation = models.TextField()
    reach = models.TextField()
    covers = ArrayField(models.SmallIntegerField(), size=11)
    scope = models.TextField()
    seen = models.TextField()
    starts = models.DateField()
    ends = models.DateField(null=True)
    no_address = models.BooleanField(default=False)
    kept_from = ArrayField(models.SmallIntegerField(), size=11)
    limit_words = models.TextField()
    limit_review_on = models.DateField(null=True)
    reader = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_words = models.TextField()
