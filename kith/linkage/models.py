"""What was brought in from elsewhere, and when. Nothing here is about a person."""

from django.db import models

from kith.agencies.models import Agency, Team


class ImportRun(models.Model):
    """One finished import. `figures`: file → outcome → rows. Not graded: counts of files, and no row of them."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    source = models.TextField()
    year_end = models.DateField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    children = models.IntegerField()
    admitted = models.IntegerField()
    figures = models.JSONField()
