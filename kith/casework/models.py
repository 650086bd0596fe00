"""The work about a person: steps of a chain, what was done to each, and the clocks that run (decision 44)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded

STEP = "step"  # the kind of the entry that says what a step came to


class State(models.TextChoices):
    """Where a step stands."""

    OPEN = "open", "In progress"
    WAITING = "waiting", "Waiting to be signed off"
    OFFERED = "offered", "Handed to another organisation"
    FINISHED = "finished", "Finished"


class MoveKind(models.TextChoices):
    """What was done to a step."""

    BEGAN = "began", "Began"
    FINISHED = "finished", "Finished"
    SUBMITTED = "submitted", "Asked for it to be signed off"
    SIGNED = "signed", "Signed off"
    SENT_BACK = "sent back", "Sent back"
    HANDED_OVER = "handed over", "Handed over"
    OFFERED = "offered", "Handed to another organisation"
    TAKEN_ON = "taken on", "Taken on by another organisation"
    EXPLAINED = "explained", "Said why it is late"
    PAUSED = "paused", "Stopped the clock"
    RESUMED = "resumed", "Let the clock go on"
    EXTENDED = "extended", "Extended the time"


class Step(Graded):
    """One step of the work. `holder`: the post or team that owns it. `line`: the first step of those that follow it.

    `needs`: how many must sign off; `approvals`: how many have. `outcome`: what was chosen, of the chain's.
    """

    chain = models.TextField()
    step = models.TextField()
    line = models.UUIDField()
    after = models.UUIDField(null=True)
    state = models.TextField(choices=State.choices, default=State.OPEN)
    holder = models.BigIntegerField()
    began_at = models.DateTimeField()
    needs = models.SmallIntegerField(default=0)
    approvals = models.SmallIntegerField(default=0)
    outcome = models.TextField(default="")
    next_holder = models.BigIntegerField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    response = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "step of the work"


class Move(Graded):
    """One thing done to a step, by whom and why; only ever added. `holder`: to whom it was handed."""

    step_id = models.UUIDField()
    kind = models.TextField(choices=MoveKind.choices)
    text = models.TextField(default="")
    holder = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "what was done to a step"


class Running(Graded):
    """A clock that a step started, in the edition of that day. `due_at` None while it stands.

    `stood`: moments at which it was stopped and let go on, in turn.
    """

    step_id = models.UUIDField()
    line = models.UUIDField()
    clock = models.TextField()
    edition = models.TextField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stood = ArrayField(models.DateTimeField(), default=list)
    extended = models.BooleanField(default=False)
    why_late = models.TextField(default="")

    class Meta:
        verbose_name = "clock"
