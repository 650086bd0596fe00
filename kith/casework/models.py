"""The work about a person: steps, what was done to each, the clocks that run; plans (decisions 44 and 45)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.grades import Domain, Grade
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

    `needs`: how many must sign off; `approvals`: how many have. `outcome`: what was chosen, of the chain's. `entry`:
    the referral that it begins with (its first version), if it came as one.
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
    entry = models.UUIDField(null=True)
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


AT_THE_TABLE = (str(Domain.PLAN), int(Grade.PRACTICE))  # where everybody around a person reads their plan


class PlanState(models.TextChoices):
    CURRENT = "current", "Current"
    REPLACED = "replaced", "Replaced by the next"
    ENDED = "ended", "Ended"


class Plan(Graded):
    """One version of a plan. `series`: the first version's id. A review makes the next; what was agreed stays."""

    series = models.UUIDField()
    version = models.IntegerField(default=1)
    title = models.TextField()
    state = models.TextField(choices=PlanState.choices, default=PlanState.CURRENT)
    review_on = models.DateField(null=True)

    class Meta:
        verbose_name = "plan"
        constraints = [models.UniqueConstraint(fields=["person", "series", "version"], name="plan_version_once")]


class Aim(Graded):
    """A need and the outcome that is worked for. `key` is the same from version to version."""

    plan_id = models.UUIDField()
    key = models.UUIDField()
    need = models.TextField()
    outcome = models.TextField()

    class Meta:
        verbose_name = "need in a plan"


class Action(Graded):
    """Who does what by when: for an aim of a plan, or as an entry decides (a case discussed in supervision).

    `holder`: a post or a team; none: somebody of the family, in `by_words`. `source`: the answer of a form that it
    comes from, so that it comes once.
    """

    plan_id = models.UUIDField(null=True)
    aim_key = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True)
    source = models.TextField(null=True)
    key = models.UUIDField()
    what = models.TextField()
    holder = models.BigIntegerField(null=True)
    by_words = models.TextField(default="")
    by_when = models.DateField()

    class Meta:
        verbose_name = "action of a plan"
        constraints = [models.UniqueConstraint(fields=["person", "source"], name="action_source_once")]


class Report(Graded):
    """What came of an action, as somebody says who opens it, of whatever organisation; only ever added."""

    action_key = models.UUIDField()
    done = models.BooleanField()
    text = models.TextField(default="")

    class Meta:
        verbose_name = "what came of an action"
