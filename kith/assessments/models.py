"""Forms, and what was answered in them about a person (docs/decisions/0040 and 0041)."""

from django.db import models

from kith.access.grades import Domain, Grade
from kith.access.models import Graded

FORM = "form"  # the kind of the entry that says that one was signed off, and of drafts of what is typed in one


class Form(models.Model):
    """One published version of a form: a FHIR Questionnaire (R4B). About nobody; never changed once it stands.

    Who publishes: docs/decisions/0060-who-publishes-forms.md.
    """

    slug = models.TextField()
    version = models.IntegerField()
    title = models.TextField()
    domain = models.TextField(choices=Domain.choices)
    grade = models.SmallIntegerField(choices=Grade.choices)
    definition = models.JSONField()
    digest = models.TextField(default="")  # this and `places` are the database's to say (sql/0001_responses.sql)
    places = models.JSONField(default=dict)  # linkId of a question → its section, domain, grade, repeating group
    published_at = models.DateTimeField()
    publisher = models.ForeignKey(  # whose form it is: offered to their people alone; none: it comes with Kith, for all
        "agencies.Agency", models.DO_NOTHING, null=True, db_index=False, related_name="+"
    )
    published_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="form_version_once")]


class State(models.TextChoices):
    OPEN = "open", "In progress"
    SIGNED = "signed", "Signed off"
    PUT_AWAY = "put away", "Put away"


class Response(Graded):
    """One version of a filled-in form, at the form's own domain and grade: that it is there, not what it says.

    A first version's `series` is its own id; an amendment is the next version of the series, begun from one that is
    signed off. What was answered stands in `Answers`, each part under its own lock.
    """

    form = models.TextField()
    form_version = models.IntegerField()
    series = models.UUIDField()
    version = models.IntegerField(default=1)
    state = models.TextField(choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True, default="")  # why it was amended, or put away
    ended_at = models.DateTimeField(null=True)  # signed off or put away: when, and by which post
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "form"
        constraints = [
            models.UniqueConstraint(fields=["person", "series", "version"], name="response_version_once"),
        ]


class Answers(Graded):
    """What one section of a response says in one domain at one grade, as saved once. The newest `revision` counts.

    `content`: key of a question (definition.py) → list of values. A saving adds a revision and changes none; a version
    of the response consists of the newest revisions that were saved up to it.
    """

    series = models.UUIDField()
    version = models.IntegerField()
    section = models.TextField()
    revision = models.IntegerField()
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = "answers in a form"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "series", "section", "domain", "grade", "revision"], name="answers_revision_once"
            )
        ]
