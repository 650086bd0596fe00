"""Advice on whether something may be shared, asked without saying about whom (docs/decisions/0056-discussed-first.md).

About nobody: there is no field for a person, a name or a number. Row security all the same: a row is read by whoever
asked, whom they asked, and whom it was passed on to. Written only by functions in `sql/`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.agencies.models import Agency, Post
from kith.core.ids import row_id


class AdviceState(models.TextChoices):
    """Where it stands."""

    OPEN = "open", "waiting for advice"
    ASKED_BACK = "asked back", "waiting for the one who asked"
    ADVISED = "advised", "advised"


class AdviceKind(models.TextChoices):
    """What somebody did."""

    ADVISED = "advised", "Advised"
    ASKED_BACK = "asked back", "Asked back"
    SAID = "said", "Wrote"
    PASSED_ON = "passed on", "Passed it on"


class Says(models.TextChoices):
    """What is advised."""

    YES = "yes", "Share it"
    SOME = "some", "Share some of it, as I say below"
    CONSENT = "consent", "Ask the person first"
    NO = "no", "Do not share it"


class Advice(models.Model):
    """`asked`: whom; `parties`: who reads it. `of_kind`: the kind of organisation that it would go to or come from."""

    id = models.UUIDField(primary_key=True, default=row_id)
    recorded_at = models.DateTimeField()
    owner = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+", db_index=False)
    author = models.ForeignKey(Post, models.DO_NOTHING, related_name="+", db_index=False)
    asked = ArrayField(models.BigIntegerField())
    parties = ArrayField(models.BigIntegerField())
    audience = ArrayField(models.BigIntegerField())
    purpose = models.TextField()
    of_kind = models.TextField()
    question = models.TextField()
    guide_edition = models.BigIntegerField()
    state = models.TextField(choices=AdviceState.choices)
    read_at = models.DateTimeField(null=True)
    token = models.TextField()


class AdviceTurn(models.Model):
    """One thing that was said. Only ever added."""

    id = models.UUIDField(primary_key=True, default=row_id)
    advice_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    owner = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+", db_index=False)
    author = models.ForeignKey(Post, models.DO_NOTHING, related_name="+", db_index=False)
    audience = ArrayField(models.BigIntegerField())
    kind = models.TextField(choices=AdviceKind.choices)
    says = models.TextField(choices=[("", ""), *Says.choices])
    text = models.TextField()
    to_holder = models.BigIntegerField(null=True)
