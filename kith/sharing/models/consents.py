"""What the person, or who may decide for them, has said about their information: yes, no, or that they object.

Facts about the person (docs/decisions/0051-consent.md). Written only by functions in `sql/`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded


class ConsentKind(models.TextChoices):
    """What was said."""

    CONSENT = "consent", "They agree"
    REFUSAL = "refusal", "They do not agree"
    OBJECTION = "objection", "They object to what is done under the law"


class How(models.TextChoices):
    """How it was said."""

    SPOKEN = "spoken", "Face to face, in words"
    TELEPHONE = "telephone", "By telephone or video"
    WRITTEN = "written", "In writing: a letter, an e-mail, a message"
    SIGNED = "signed", "On a signed form"
    OTHERWISE = "otherwise", "In another way: sign language, pictures, with an interpreter"


class GivenBy(models.TextChoices):
    """Who said it."""

    SELF = "self", "The person themself"
    PARENT = "parent", "Somebody with parental responsibility"
    ATTORNEY = "attorney", "An attorney for health and welfare (lasting power of attorney)"
    DEPUTY = "deputy", "A deputy of the Court of Protection"


class Capacity(models.TextChoices):
    """Whether the person can decide this themself (Mental Capacity Act 2005; under 16, Gillick)."""

    PRESUMED = "presumed", "16 or over, and nothing suggests that they cannot decide this"
    ASSESSED = "assessed", "16 or over, and assessed as able to decide this"
    GILLICK = "gillick", "Under 16, and understands enough to decide this (Gillick competent)"
    NOT_YET = "not yet", "Under 16, and does not understand enough to decide this"
    LACKS = "lacks", "16 or over, and assessed as unable to decide this"


class Outcome(models.TextChoices):
    """What came of an objection."""

    WAITING = "waiting", "Not answered yet"
    STOPPED = "stopped", "We have stopped"
    GOES_ON = "goes on", "It goes on, and they have been told why"


class ConsentRecord(Graded):
    """`covers`: how far, domain by domain, 0 to 5; nothing: everything. `with_holder`: a team or post, if named.

    What rests on it: shares whose `bundle` it is, requests whose `rests_on` it is, and shares that answer those.
    """

    kind = models.TextField(choices=ConsentKind.choices)
    what = models.TextField()
    covers = ArrayField(models.SmallIntegerField(), size=11)
    with_holder = models.BigIntegerField(null=True)
    with_words = models.TextField()
    how = models.TextField(choices=How.choices)
    how_words = models.TextField()
    given_by = models.TextField(choices=GivenBy.choices)
    by_words = models.TextField()
    capacity = models.TextField(choices=Capacity.choices)
    capacity_words = models.TextField()
    given_on = models.DateField()
    until = models.DateField(null=True)
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_how = models.TextField()
    ended_words = models.TextField()
    outcome = models.TextField(choices=Outcome.choices)
    outcome_words = models.TextField()
    outcome_at = models.DateTimeField(null=True)
