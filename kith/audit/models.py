"""Access events. The application's login cannot read or change this table; it adds through `access.log`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Event(models.Model):
    """One look, search, print, change or refusal: who, for whom, what (ids, domains, grades; never content), when.

    Ids only, never foreign keys: an event outlives what it is about. `xact` is the transaction that wrote it.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    xact = models.BigIntegerField()
    session = models.UUIDField(null=True)
    human = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    agency = models.BigIntegerField(null=True)
    purpose = models.TextField(blank=True, default="")
    action = models.TextField()
    person_id = models.UUIDField(null=True)
    rows = ArrayField(models.UUIDField(), default=list)
    domains = ArrayField(models.TextField(), default=list)
    grades = ArrayField(models.SmallIntegerField(), default=list)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["person_id", "-id"], name="event_by_person")]
