"""What `access` shows to the rest: the subject, and the base of every table about a person.

Each Graded table also has `audience`, `gate` and `denied` (bigint arrays: the lock), added by
`access.protect(table)` in SQL, computed by triggers and never seen by Django.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CompositePrimaryKey

from kith.access.grades import Domain, Grade
from kith.agencies.models import Agency, Post
from kith.core.ids import person_id, row_id


class Subject(models.Model):
    """What `access` knows of a person: an id, which agency leads, and which is asked to lead from now on."""

    id = models.UUIDField(primary_key=True, default=person_id)
    lead = models.ForeignKey(Agency, models.DO_NOTHING)
    offered_to = models.ForeignKey(Agency, models.DO_NOTHING, null=True, related_name="+", db_index=False)


class Graded(models.Model):
    """A row about one person, at a domain and a grade, owned by an agency.

    `owner` and `author` are set by the database from the keyring; what the caller puts there is ignored.
    """

    is_watched = True

    pk = CompositePrimaryKey("person_id", "id")
    person = models.ForeignKey(Subject, models.DO_NOTHING, related_name="+", db_index=False)
    id = models.UUIDField(default=row_id)
    domain = models.TextField(choices=Domain.choices)
    grade = models.SmallIntegerField(choices=Grade.choices)
    owner = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+", db_index=False)
    author = models.ForeignKey(Post, models.DO_NOTHING, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class Capacity(models.TextChoices):
    """In which capacity the person is in the work."""

    SUBJECT = "subject", "the person the work is about"
    PARENT = "parent", "parent"
    HOUSEHOLD = "household member", "member of the household"
    CARER = "carer", "carer"
    PERPETRATOR = "alleged perpetrator", "alleged perpetrator"
    VICTIM = "victim", "victim"


class Involvement(Graded):
    """A holder works with the person under a profile. Written only by `access.involve` and its kin."""

    holder_id = models.BigIntegerField()
    profile = models.TextField()
    profile_version = models.IntegerField()
    capacity = models.TextField(choices=Capacity.choices)
    purpose = models.TextField()
    basis = models.TextField()
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    dated = models.BooleanField()
    closed = models.BooleanField(default=False)
    accepted = models.BooleanField()
    key = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="involvement_ends_after_start",
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
            )
        ]


class Share(Graded):
    """An owner opens a person's record to a holder until a date. Written only by `access.share` and its kin.

    `shared_by` is null when all owners' rows are opened: emergency access. `rows`: the only ones
    that it opens; null: all.
    """

    shared_by = models.ForeignKey(Agency, models.DO_NOTHING, null=True, related_name="+", db_index=False)
    holder_id = models.BigIntegerField()
    grades = ArrayField(models.SmallIntegerField(), size=11)
    basis = models.TextField()
    reason = models.TextField()
    bundle = models.UUIDField(null=True)
    emergency = models.BooleanField(default=False)
    rows = ArrayField(models.UUIDField(), null=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    closed = models.BooleanField(default=False)
    key = models.BigIntegerField()
