"""A request for information about a person, and everything that is said about it.

Both are letters (docs/decisions/0050-letters.md): the lock of a row opens to whom the facts let in, as anywhere, and to
the holders in `parties`, to whom it is written. Written only by functions in `sql/`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded
from kith.agencies.models import Agency
from kith.core.ids import row_id

REQUEST = "request"  # the kind of drafts of what is typed in one


class Urgency(models.TextChoices):
    """How soon an answer is needed. Hours are in `rules.HOURS`."""

    NOW = "now", "Now: somebody may come to harm today"
    SOON = "soon", "By tomorrow"
    ORDINARY = "ordinary", "Within five working days"


class Consent(models.TextChoices):
    """What the person, or who may speak for them, has been told and has said."""

    TOLD = "told", "They know that I ask"
    AGREED = "agreed", "They agree to it"
    OBJECTS = "objects", "They object, and I ask all the same"
    UNSAFE = "unsafe", "Telling them first would put somebody at risk, or defeat the purpose"
    UNABLE = "unable", "They could not be asked in time"


class State(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", "waiting for an answer"
    ASKED_BACK = "asked back", "waiting for the one who asked"
    ANSWERED = "answered", "answered"
    PART = "part", "answered in part"
    REFUSED = "refused", "refused"
    WITHDRAWN = "withdrawn", "withdrawn"


class TurnKind(models.TextChoices):
    """What one side did."""

    ASKED = "asked", "Asked"
    ACKNOWLEDGED = "acknowledged", "Received it and is working on it"
    ASKED_BACK = "asked back", "Asked back"
    SAID = "said", "Wrote"
    PASSED_ON = "passed on", "Passed it on"
    OPENED = "opened", "Opened what was asked for"
    OPENED_PART = "opened part", "Opened a part of it"
    ANSWERED = "answered", "Answered in words"
    ANSWERED_PART = "answered part", "Answered a part in words"
    GIVEN = "given", "Gave what they had recorded about it"
    GIVEN_PART = "given part", "Gave a part of what they had recorded about it"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrew it"


class Request(Graded):
    """`owner` asks what `asked` holds about the person. `person_words`: who they are, as those who ask name them.

    `grades`: how far, domain by domain, 0 to 5. `force`: what the gateway is ("duty", "power", "permission", "limit").
    `rests_on`: the consent on record, where the gateway is consent. `guide_edition`: under which it was reasoned.
    `asking`, `asked`: the holders of the two sides; `parties` is both.
    """

    parties = ArrayField(models.BigIntegerField())
    asking = ArrayField(models.BigIntegerField())
    asked = ArrayField(models.BigIntegerField())
    asked_agency = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+", db_index=False)
    open_to = models.BigIntegerField()
    person_words = models.TextField()
    question = models.TextField()
    grades = ArrayField(models.SmallIntegerField(), size=11)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    why = models.TextField()
    purpose = models.TextField()
    gateway = models.TextField()
    force = models.TextField()
    rests_on = models.UUIDField(null=True)
    guide_edition = models.BigIntegerField()
    consent = models.TextField(choices=Consent.choices)
    confidentiality = models.TextField()
    urgency = models.TextField(choices=Urgency.choices)
    answer_by = models.DateTimeField()
    until = models.DateField(null=True)
    state = models.TextField(choices=State.choices)
    answered_at = models.DateTimeField(null=True)
    token = models.TextField()
    nudged = models.BooleanField(default=False)
    reminded = models.BooleanField(default=False)
    counted = models.UUIDField(default=row_id)


class Turn(Graded):
    """One thing that one side did about a request; `request_id` is a row of the same person. Only ever added.

    `guide_edition`: in which the ground (`reason`) stands, where there is one: of the organisation that answers.
    `given`: what was given by itself under the same `share`: entries, documents, forms. `parts`: of those forms, the
    answers that were given with them.
    """

    parties = ArrayField(models.BigIntegerField())
    request_id = models.UUIDField()
    kind = models.TextField(choices=TurnKind.choices)
    by_asking = models.BooleanField()
    text = models.TextField()
    reason = models.TextField()
    guide_edition = models.BigIntegerField(null=True)
    grades = ArrayField(models.SmallIntegerField(), size=11)
    until = models.DateTimeField(null=True)
    share = models.UUIDField(null=True)
    given = ArrayField(models.UUIDField(), default=list)
    parts = ArrayField(models.UUIDField(), default=list)
    stands_by = models.BigIntegerField(null=True)
    to_holder = models.BigIntegerField(null=True)
    token = models.TextField()


class Counted(models.Model):
    """One request in the register: organisations, law, times and outcome; nothing of whom it is about or who asked.

    `of_agency`: none where somebody was asked who is not on Kith; `of_outsider`: then, if governance knows it, which.
    """

    id = models.UUIDField(primary_key=True)
    asked_at = models.DateTimeField()
    by_agency = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+")
    of_agency = models.ForeignKey(Agency, models.DO_NOTHING, null=True, related_name="+")
    of_outsider = models.BigIntegerField(null=True)
    gateway = models.TextField()
    force = models.TextField()
    urgency = models.TextField()
    answer_by = models.DateTimeField()
    first_word_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="open")
    reason = models.TextField(default="")
